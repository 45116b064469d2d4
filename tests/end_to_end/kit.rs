//! The order kit and the request for a certificate, from the command line and over HTTP.

use std::{fs, os::unix::fs::PermissionsExt};

use aiguilleur_tests::{Data, Server, Target, aiguilleur};

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
    for name in [
        "LISEZ-MOI.txt",
        "F413.pdf",
        "message-client.txt",
        "certificats.csv",
        "certificats.xlsx",
        "calendrier.ics",
    ] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    let server = Server::start(&data);
    let kit = server.get("/v1/professionals/99700000104/kit?usages=dmp,insi_manu").json();
    assert_eq!(kit["ready"], true, "{kit:#}");
    assert_eq!(kit["editeur"], "Éditions de l'Été");
    let table =
        server.get("/v1/professionals/99700000104/kit?usages=dmp,insi_manu&file=certificats.csv").body;
    assert_eq!(table, fs::read_to_string(out.join("certificats.csv")).unwrap());
    for name in ["F413.pdf", "LISEZ-MOI.txt", "certificats.csv", "certificats.xlsx"] {
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
    let server = Server::start(&data);
    let asked = br#"{"ids":["99700000104","990010068"],"usages":["dmp"]}"#;
    assert_eq!(server.post("/v1/kits.csv", asked).body, table);
}

#[test]
fn what_a_list_cannot_order_has_a_line_that_says_why() {
    let data = Data::of_fixtures();
    let out = data.path().join("commandes");
    let ids = ["99700000104", "99700000103", "99700000153", "1,23E+13", "997000009"];
    let refused = data
        .run(&[&["kit", "--usage", "dmp", "--out", out.to_str().unwrap()], &ids[..]].concat())
        .needs_a_person();
    assert!(refused.stderr.contains("99700000103"), "{}", refused.stderr);
    let table = fs::read_to_string(out.join("certificats.csv")).unwrap();
    let server = Server::start(&data);
    let asked = serde_json::json!({ "ids": ids, "usages": ["dmp"] }).to_string();
    assert_eq!(server.post("/v1/kits.csv", asked.as_bytes()).body, table);
    let statuses: Vec<&str> = table.lines().skip(1).map(|line| line.split(';').nth(2).unwrap()).collect();
    let expected =
        ["a_commander", "a_commander", "a_verifier", "rien_a_commander", "a_verifier", "a_verifier"];
    assert_eq!(statuses, expected, "{table}");
}

/// Client records and how many lines of which status each has.
const CLIENTS: &str = "\
    client_id;rpps;identifiant;usages\n\
    juste;99700000104;99700000104007;dmp\n\
    à compléter;99700000104;;dmp,insi_manu\n\
    GIE;;990010068;dmp\n\
    SCM;99700000104;99700000104015;dmp\n\
    clé fausse;99700000103;;dmp\n\
    inconnu;99799999999;;dmp\n";

#[test]
fn a_client_file_is_ordered_as_it_is_judged_whatever_the_door() {
    let data = Data::of_fixtures();
    let (clients, out) = (data.path().join("clients.csv"), data.path().join("commandes"));
    fs::write(&clients, CLIENTS).unwrap();
    data.run(&["kit", "--clients", clients.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .needs_a_person();
    let table = fs::read_to_string(out.join("certificats.csv")).unwrap();
    let of = |client: &str| -> Vec<Vec<&str>> {
        let lines = table.lines().map(|line| line.split(';').collect::<Vec<_>>());
        lines.filter(|cells| cells[1] == client).collect()
    };
    for (client, status, lines) in
        [("juste", "a_commander", 2), ("à compléter", "a_commander", 3), ("GIE", "a_commander", 2)]
    {
        assert_eq!(of(client).len(), lines, "{client}: {table}");
        assert!(of(client).iter().all(|cells| cells[2] == status), "{client}: {table}");
    }
    for client in ["SCM", "clé fausse", "inconnu"] {
        let lines = of(client);
        assert!(
            lines.len() == 1 && lines[0][2] == "a_verifier" && lines[0][7].is_empty(),
            "{client}: {table}"
        );
    }
    let server = Server::start(&data);
    let ask = |path: &str, kind: &str, body: &str| {
        let headers = format!("content-type: {kind}\r\n");
        server.ask(Target { method: "POST", path, headers: &headers, body: body.as_bytes() })
    };
    assert_eq!(ask("/v1/kits.csv", "text/csv", CLIENTS).body, table);
    let record =
        r#"{"client_id":"juste","rpps":"99700000104","identifiant":"99700000104007","usages":"dmp"}"#;
    for (kind, body) in
        [("application/x-ndjson", record.to_owned()), ("application/json", format!("[{record}]"))]
    {
        let answer = ask("/v1/kits.csv", kind, &body).body;
        let lines = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| line.contains("juste"))
                .map(|line| line[line.find(';').unwrap()..].to_owned())
                .collect()
        };
        assert_eq!(lines(&answer), lines(&table), "{kind}");
    }
    for (kind, body) in
        [("application/pdf", "%PDF-1.7"), ("text/csv", "PK\u{3}\u{4}"), ("text/csv", "a;b\n1;2\n")]
    {
        let answer = ask("/v1/kits.csv", kind, body);
        assert!((400..500).contains(&answer.status), "{kind}: {}", answer.body);
    }
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
