//! The order kit and the request for a certificate, from the command line and over HTTP.

use std::{fs, os::unix::fs::PermissionsExt};

use aiguilleur_tests::{Data, Server, aiguilleur};

const SETTINGS: &str = r#"
[editeur]
name = "Éditions de l'Été"
solution = "RIS Étoile"
usages = ["dmp", "insi_manu"]
administrators = [{ given_name = "Zoé", family_name = "TESTARD", card = "9970000001", phone = "0199000000", email = "certificats@exemple.fr" }]
"#;

#[test]
fn a_kit_is_the_same_folder_by_every_door() {
    let data = Data::of_fixtures();
    fs::write(data.path().join("aiguilleur.toml"), SETTINGS).unwrap();
    let out = data.path().join("commande");
    data.run(&["kit", "99700000104", "--out", out.to_str().unwrap()]).done();
    let names: Vec<String> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for name in ["LISEZ-MOI.txt", "F413.pdf", "message-client.txt", "certificats.csv", "calendrier.ics"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    let server = Server::start(&data);
    let kit = server.get("/v1/professionals/99700000104/kit?usages=dmp,insi_manu").json();
    assert_eq!(kit["ready"], true, "{kit:#}");
    assert_eq!(kit["editeur"], "Éditions de l'Été");
    let table =
        server.get("/v1/professionals/99700000104/kit?usages=dmp,insi_manu&file=certificats.csv").body;
    assert_eq!(table, fs::read_to_string(out.join("certificats.csv")).unwrap());
    for name in ["F413.pdf", "LISEZ-MOI.txt", "certificats.csv"] {
        let listed = kit["files"].as_array().unwrap().iter().find(|file| file["name"] == name).unwrap();
        let size = fs::metadata(out.join(name)).unwrap().len();
        assert_eq!(listed["size"], size, "{name}");
    }
    let read = fs::read_to_string(out.join("LISEZ-MOI.txt")).unwrap();
    for said in ["99700000104007", "499700000104007", "INSI-MANU", "R-PLATEFORME"] {
        assert!(read.contains(said), "{said}: {read}");
    }
}

#[test]
fn a_list_has_a_line_a_certificate() {
    let data = Data::of_fixtures();
    let out = data.path().join("commandes");
    data.run(&["kit", "99700000104", "990010068", "--usage", "dmp", "--out", out.to_str().unwrap()]).done();
    let table = fs::read_to_string(out.join("certificats.csv")).unwrap();
    assert_eq!(table.lines().count(), 1 + 2 + 2, "{table}");
    assert!(out.join("99700000104").join("F413.pdf").is_file());
}

#[test]
fn what_cannot_be_ordered_needs_a_person() {
    let data = Data::of_fixtures();
    let out = data.path().join("rien");
    data.run(&["kit", "99700000153", "--out", out.to_str().unwrap()]).needs_a_person();
    assert!(!out.join("F413.pdf").exists());
    assert!(fs::read_to_string(out.join("message-client.txt")).unwrap().contains("Bonjour"));
}

#[test]
fn a_key_is_written_for_its_owner_alone_and_over_nothing() {
    let data = Data::empty();
    let (key, request) = (data.beside("insi.key"), data.beside("insi.csr"));
    let (key_text, request_text) = (key.to_str().unwrap(), request.to_str().unwrap());
    let made = ["certificate", "csr", "--usage", "insi_manu", "--key", key_text, "--out", request_text];
    let finished = aiguilleur(made).run().done();
    assert!(!finished.stdout.contains("PRIVATE KEY") && !finished.stderr.contains("PRIVATE KEY"));
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let kept = fs::read(&key).unwrap();
    let again = aiguilleur(made).run().failed();
    assert!(again.stderr.contains("rien n'est remplacé"), "{}", again.stderr);
    assert_eq!(fs::read(&key).unwrap(), kept);
    let check = |cn| aiguilleur(["certificate", "csr", "--check", request_text, "--cn", cn]).run();
    check("INSI-MANU").done();
    check("INSI-AUTO").needs_a_person();
}
