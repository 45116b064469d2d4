//! The commands that read: what they print, what they refuse, and their exit status.

use aiguilleur_tests::{Data, Server, aiguilleur, root};

#[test]
fn search_finds_people_and_structures_by_what_one_knows() {
    let data = Data::of_fixtures();
    for (text, rpps) in [
        ("vauquelin hortense", "99700000104"),
        ("pradier dijon", "99700000112"),
        ("99700000203", "99700000203"),
    ] {
        let found = data.run(&["search", text, "--json"]).done().json();
        assert_eq!(found["hits"][0]["rpps"], rpps, "{text}: {found:#}");
    }
    let found = data.run(&["search", "martin", "--json"]).done().json();
    assert_eq!(found["homonyms"], 3, "{found:#}");
    let found = data.run(&["search", "pharmacie beffroi", "--json"]).done().json();
    assert!(found["hits"][0]["id"].as_str().unwrap().contains("990010159"), "{found:#}");
}

#[test]
fn check_says_what_an_identifier_is() {
    let data = Data::of_fixtures();
    let cases = [
        ("99700000104", "rpps", "valid", "no"),
        ("997 000 001 04", "rpps", "valid", "no"),
        ("99700000104007", "rpps_rang", "valid", "yes"),
        ("499700000104007", "rpps_rang", "valid", "yes"),
        ("990010159", "finess_geographique", "valid", "yes"),
        ("2A9900123", "finess_geographique", "valid", "yes"),
        ("990001018", "finess_juridique", "valid", "depends"),
        ("99900002900010", "siret", "valid", "no"),
        ("99900001100018", "siret", "valid", "yes"),
        ("99700000105", "rpps", "invalid", "no"),
    ];
    for (value, kind, checksum, verdict) in cases {
        let found = data.run(&["check", value, "--json"]).done().json();
        let printed = (&found["kind"], &found["checksum"], &found["orderable"]["verdict"]);
        assert_eq!(printed, (&kind.into(), &checksum.into(), &verdict.into()), "{found:#}");
    }
    let scm = data.run(&["check", "99900002900010", "--json"]).done().json();
    assert_eq!(scm["orderable"]["code"], "scm_siret", "{scm:#}");
    let spoilt = data.run(&["check", "9,97E+10", "--json"]).done().json();
    assert!(spoilt["kind"].is_null(), "a number that a spreadsheet rounded is no identifier: {spoilt:#}");
}

#[test]
fn check_takes_several_identifiers() {
    let data = Data::of_fixtures();
    let finished = data.run(&["check", "99700000104", "990010159", "rien", "--json"]).done();
    assert_eq!(finished.stdout.lines().count(), 3, "{}", finished.stdout);
}

#[test]
fn answers_for_people_are_in_french_and_say_the_rule() {
    let data = Data::of_fixtures();
    let text = data.run(&["resolve", "99700000104"]).done().stdout;
    for words in ["VAUQUELIN", "RPPS-rang 99700000104007", "R-RAD-CAB", "ANS", "2026-11-20"] {
        assert!(text.contains(words), "{words} is missing:\n{text}");
    }
}

#[test]
fn every_spelling_of_an_identifier_is_the_same_question() {
    let data = Data::of_fixtures();
    let expected = data.resolve("99700000104");
    for spelling in ["899700000104", "997 0000 0104", "997.00000.104", "\u{a0}99700000104 ", "9970000O104"] {
        assert_eq!(data.resolve(spelling), expected, "{spelling:?}");
    }
}

#[test]
fn a_structure_can_be_asked_about() {
    let data = Data::of_fixtures();
    for (id, identifier) in
        [("990010159", "990010159"), ("1990010159", "990010159"), ("99700000104007", "99700000104007")]
    {
        let answer = data.resolve(id);
        assert_eq!(answer["decisions"][0]["identifier"]["value"], identifier, "{id}: {answer:#}");
    }
}

#[test]
fn what_is_not_there_or_not_well_formed_is_said_so() {
    let data = Data::of_fixtures();
    for (id, words) in [("99700000997", "search"), ("99700000105", "clé"), ("bonjour", "identifiant")] {
        let finished = data.run(&["resolve", id]).failed();
        assert!(finished.stderr.contains(words), "{id}: {}", finished.stderr);
        assert!(finished.stdout.is_empty(), "{id}: {}", finished.stdout);
    }
}

#[test]
fn decide_needs_no_directory() {
    let case = r#"{"as_of": "2026-11-20", "couloir": "officine", "usages": ["dmp"],
        "activities": [{"id": "a", "secteur": "SA33", "structure": "s"}],
        "structures": {"s": {"finess_geographique": "990010159", "finess_juridique": "990001133"}}}"#;
    let answer = aiguilleur(["decide", "-"]).given(case).run().done().json();
    assert_eq!(answer["decisions"][0]["identifier"]["value"], "990010159", "{answer:#}");
    let refused = aiguilleur(["decide", "-"]).given(r#"{"activites": []}"#).run().failed();
    assert!(refused.stderr.contains("activites"), "{}", refused.stderr);
    let refused = aiguilleur(["decide", "-"]).given("{\"as_of\": \n 12").run().failed();
    assert!(refused.stderr.contains("lign") || refused.stderr.contains("line"), "{}", refused.stderr);
}

#[test]
fn usage_errors_have_their_own_status() {
    for arguments in [&["resolve"][..], &["import"], &["fly"], &["search", "--limit", "many", "x"]] {
        assert_eq!(aiguilleur(arguments).run().status, Some(2), "{arguments:?}");
    }
    assert_eq!(aiguilleur(["--help"]).run().status, Some(0));
    assert_eq!(aiguilleur(["--version"]).run().status, Some(0));
}

#[test]
fn a_public_address_is_refused_without_keys() {
    let data = Data::of_fixtures();
    let finished = data.run(&["serve", "--listen", "0.0.0.0:0"]).failed();
    assert!(finished.stderr.contains("clé"), "{}", finished.stderr);
}

#[test]
fn health_says_whether_a_server_serves() {
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    let address = server.admin_address().to_string();
    let printed = data.run(&["health", "--admin-listen", &address]).done().stdout;
    assert!(printed.contains(&data.served()), "{printed}");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let printed = data.run(&["health", "--admin-listen", &nobody]).failed().stderr;
    assert!(printed.contains(&nobody), "{printed}");
}

#[test]
fn keys_may_lie_outside_of_the_data() {
    let (data, elsewhere) = (Data::of_fixtures(), Data::empty());
    let _key = elsewhere.run(&["keys", "create", "exploitation"]).done();
    let setting = format!("[serve]\nkeys_file = {:?}\n", elsewhere.path().join("keys.json"));
    std::fs::write(data.path().join("aiguilleur.toml"), setting).unwrap();
    let metrics = Server::start(&data).admin("/metrics").body;
    assert!(metrics.contains("aiguilleur_keys_active 1\n"), "{metrics}");
}

#[test]
fn the_end_of_a_configured_certificate_is_shown() {
    let data = Data::of_fixtures();
    let certificate = root().join("crates/api/tests/http/certificate.pem");
    let settings = format!(
        "[sync]\nsources = [\"PS_LibreAcces\"]\n[sync.publishers.ans]\nclient_certificate = {certificate:?}\n"
    );
    std::fs::write(data.path().join("aiguilleur.toml"), settings).unwrap();
    let status = data.run(&["sync", "status", "--json"]).done().json();
    let printed = &status["certificates"][0];
    assert_eq!((&printed["publisher"], &printed["use"]), (&"ans".into(), &"client".into()), "{status:#}");
    assert_eq!(printed["not_after"], "2029-11-19", "{status:#}");
    let metrics = Server::start(&data).admin("/metrics").body;
    let line = "aiguilleur_certificate_expires_seconds{publisher=\"ans\",use=\"client\"} 1889740800\n";
    assert!(metrics.contains(line), "{metrics}");
}

/// What bash offers after `line`, whose last word is being typed, by the script that the package installs.
fn completed(line: &str) -> Vec<String> {
    let script = aiguilleur(["completions", "bash"]).run().done().stdout;
    let words: Vec<&str> = line.split(' ').collect();
    let (typed, before) = (words[words.len() - 1], words[words.len() - 2]);
    let ask = format!(
        "{script}\nCOMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1))\n\
         _aiguilleur aiguilleur '{typed}' '{before}'\nprintf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let output = std::process::Command::new("bash").args(["-c", &ask, "bash"]).args(words).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn completions_know_the_values() {
    for (line, some) in [
        ("aiguilleur resolve --usage ", ["dmp", "insi_manu", "mssante_bal_applicative"]),
        ("aiguilleur resolve --couloir ", ["radiologie", "officine", "medico_social"]),
        ("aiguilleur kit --usage ", ["dmp", "roc", "psc"]),
        ("aiguilleur certificate csr --usage ", ["insi_manu", "insi_auto", "dmp"]),
        ("aiguilleur reconcile --format ", ["jsonl", "xlsx", "atom"]),
        ("aiguilleur changes --kind ", ["situation_ended", "structure_closed", "became_titulaire"]),
        ("aiguilleur keys create --scope ", ["read", "reconcile", "admin"]),
    ] {
        let offered = completed(line);
        assert!(some.iter().all(|value| offered.iter().any(|one| one == value)), "{line}: {offered:?}");
    }
    assert_eq!(completed("aiguilleur resolve --usage insi_"), ["insi_manu", "insi_auto"]);
}

#[test]
fn a_value_out_of_its_list_is_refused_in_french() {
    for (line, said) in [
        ("resolve 99700000104 --usage insi", "code inconnu « insi », valeurs admises : dmp, insi_manu,"),
        ("resolve 99700000104 --couloir x", "code inconnu « x », valeurs admises : officine,"),
        (
            "reconcile clients.csv --format doc",
            "« doc » : sont admis jsonl, csv, xlsx, parquet, html et atom",
        ),
        ("changes --kind x", "les valeurs admises sont professional_arrived,"),
        ("keys create --scope read,x", "droit inconnu « x » ; droits admis : read, reconcile, admin"),
    ] {
        let refused = aiguilleur(line.split(' ')).run();
        assert_eq!(refused.status, Some(2), "{line}: {}", refused.stderr);
        assert!(refused.stderr.contains(said), "{line}: {}", refused.stderr);
    }
}
