//! The restricted extraction beside the open stock: what it adds to every way of asking, and what it cannot do alone.

use aiguilleur_tests::{Data, Server, fixtures};

/// Somebody who left the open stock.
const RETIRED: &str = "99700000849";

#[test]
fn its_facts_reach_the_api_the_command_line_and_the_page() {
    let data = Data::of_fixtures();
    let server = Server::start(&data);

    let current = server.get("/v1/professionals/99700000104").json();
    let situation = &current["situations"][0];
    assert_eq!(situation["began_on"], "2012-03-15", "{current:#}");
    assert_eq!(situation["fonction"]["code"], "FON-01", "{current:#}");
    assert_eq!(situation["evidence"][0]["source"], "Extraction_RPPS_Profil", "{current:#}");
    assert_eq!(situation["structure"]["opened_on"], "2012-03-15", "{current:#}");

    let gone = server.get(&format!("/v1/professionals/{RETIRED}"));
    assert_eq!(gone.status, 200, "{}", gone.body);
    let gone = gone.json();
    let situation = &gone["situations"][0];
    assert_eq!(
        (&gone["status"], &situation["ended_on"]),
        (&"ended".into(), &"2026-06-30".into()),
        "{gone:#}"
    );
    assert_eq!(situation["ended_reason"]["code"], "RL", "{gone:#}");

    let printed = data.run(&["resolve", RETIRED, "--as-of", "2026-11-20"]).done().stdout;
    for words in ["terminée le 2026-06-30", "Retraite libérale", "depuis le 1998-09-01"] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
    let page = server.get(&format!("/professionnels/{RETIRED}")).body;
    for words in ["Activité terminée le 30 juin 2026", "Retraite libérale", "Structure fermée"] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

#[test]
fn a_scm_that_it_tells_is_ordered_for_on_the_rang_that_it_tells() {
    let data = Data::of_fixtures();
    let answer = data.resolve("99700000153");
    let option = &answer["decisions"][0]["options"][0];
    assert_eq!(option["value"], "99700000153012", "{answer:#}");
    let server = Server::start(&data);
    let named = server.get("/v1/structures/99700000153012").json();
    assert_eq!(named["structures"][0]["siret"], "99900002900010", "{named:#}");
    assert_eq!(named["structures"][0]["statut_juridique"]["code"], "79", "{named:#}");
}

#[test]
fn alone_it_is_refused_with_what_to_add() {
    let data = Data::empty();
    let mut files = fixtures();
    files.retain(|path| path.to_string_lossy().contains("Extraction_RPPS_Profil1"));
    assert_eq!(files.len(), 5);
    let refused = data.try_import(&files);
    assert_eq!(refused.status, Some(1), "{}", refused.stderr);
    assert!(refused.stderr.contains("ajouter PS_LibreAcces_Personne_activite"), "{}", refused.stderr);
}
