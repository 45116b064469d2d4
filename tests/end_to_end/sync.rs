//! The worker against a publisher on loopback: nights, decisions, and the server that follows.

use std::io::Write as _;

use aiguilleur_tests::{Data, Offer, PATIENT, Publisher, Server, aiguilleur, fixtures, until};

/// The name under which the people of `day` are published.
fn people_of(day: &str) -> String {
    format!("PS_LibreAcces_Personne_activite_{day}0812.txt")
}

fn fixture(part: &str) -> Vec<u8> {
    let path = fixtures().into_iter().find(|path| path.to_string_lossy().contains(part)).unwrap();
    std::fs::read(path).unwrap()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The people of the fixtures, but for those whose rows hold one of `gone`.
fn without(gone: &[&str]) -> Vec<u8> {
    let text = String::from_utf8(fixture("Personne_activite")).unwrap();
    let kept: Vec<&str> =
        text.lines().filter(|line| !gone.iter().any(|words| line.contains(words))).collect();
    (kept.join("\n") + "\n").into_bytes()
}

/// A publisher of the people of the fixtures under the date of `day`, and a worker that asks it.
fn world(day: &str) -> (Publisher, Data) {
    let (publisher, data) = (Publisher::start(), Data::empty());
    publisher.offer(Offer::People, &people_of(day), fixture("Personne_activite"));
    publisher.configure(&data, PATIENT);
    (publisher, data)
}

const ONCE: [&str; 2] = ["sync", "--once"];

#[test]
fn a_night_publishes_and_the_same_files_rebuild_nothing() {
    let (publisher, data) = world("20261120");
    publisher.offer(
        Offer::Structures,
        "finess-structures-journalier-20261120.json.gz",
        gzipped(&fixture("finess-structures")),
    );
    publisher.configure(&data, PATIENT);
    let first = data.run(&ONCE).done();
    let served = data.served();
    let sites = data.run(&["generations", "list", "--json"]).done().json()[0]["counts"]["sites"].as_u64();
    assert!(sites > Some(0), "{sites:?}");
    assert!(first.stdout.contains(&format!("génération {served} publiée")), "{}", first.stdout);
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "order");

    let second = data.run(&ONCE).done();
    assert!(second.stdout.contains("rien n'a changé"), "{}", second.stdout);
    assert!(second.stdout.contains("inchangé"), "{}", second.stdout);
    assert!(!second.stderr.contains("lecture de"), "something was built:\n{}", second.stderr);
    let listed = data.run(&["generations", "list", "--json"]).done().json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed:#}");
    assert_eq!(data.served(), served);

    // The same bytes under a new address, as publishers do when nothing changed: still nothing to build.
    publisher.offer(Offer::People, &people_of("20261120"), fixture("Personne_activite"));
    let third = data.run(&ONCE).done();
    assert!(third.stdout.contains("rien n'a changé"), "{}", third.stdout);
    assert_eq!(data.served(), served);
}

#[test]
fn a_dry_run_says_what_it_would_do_and_leaves_no_trace_among_generations() {
    let (_publisher, data) = world("20261120");
    let dry = data.run(&["sync", "--dry-run"]).done();
    assert!(dry.stdout.contains("serait publiée"), "{}", dry.stdout);
    assert_eq!(data.served(), "");
    assert_eq!(std::fs::read_dir(data.path().join("generations")).unwrap().count(), 0);
    data.run(&ONCE).done();
    assert_ne!(data.served(), "");
}

#[test]
fn a_tripped_guard_keeps_the_candidate_until_a_person_decides() {
    let (publisher, data) = world("20261120");
    data.run(&ONCE).done();
    let monday = data.served();
    let server = Server::start(&data);

    // A day on which half the country is gone.
    publisher.offer(
        Offer::People,
        &people_of("20261121"),
        without(&["|SA07|", "|SA08|", "|SA09|", "|SA01|"]),
    );
    let held = data.run(&ONCE).needs_a_person();
    assert!(held.stdout.contains("sync approve"), "{}", held.stdout);
    assert!(held.stdout.contains("plancher 90 %"), "{}", held.stdout);
    assert_eq!(data.served(), monday);
    let again = data.run(&ONCE).needs_a_person();
    assert!(again.stdout.contains("sync approve"), "it goes on waiting:\n{}", again.stdout);

    // The server tells it without a restart, and without naming anybody.
    let candidate =
        until(|| server.get("/v1/status").json()["candidates"][0]["generation"].as_str().map(str::to_owned));
    let status = server.get("/v1/status");
    assert!(status.body.contains("row_count") && !status.body.contains("VAUQUELIN"), "{}", status.body);
    assert_eq!(status.json()["generation"], monday.as_str());
    let metrics = server.admin("/metrics").body;
    assert!(metrics.contains("aiguilleur_candidates_waiting 1"), "{metrics}");

    let asked = data.run(&["sync", "status", "--json"]).needs_a_person().json();
    assert_eq!(asked["candidates"][0]["generation"], candidate.as_str(), "{asked:#}");
    data.run(&["sync", "approve", "20200101T000000-000001"]).failed();
    data.run(&["sync", "approve", &candidate]).done();
    assert_eq!(data.served(), candidate);
    until(|| (server.get("/v1/status").json()["candidates"] == serde_json::json!([])).then_some(()));
    data.run(&["sync", "status"]).done();
    data.run(&["sync", "approve"]).failed();
}

#[test]
fn a_rejected_candidate_is_gone_and_not_built_again() {
    let (publisher, data) = world("20261120");
    data.run(&ONCE).done();
    let monday = data.served();
    publisher.offer(
        Offer::People,
        &people_of("20261121"),
        without(&["|SA07|", "|SA08|", "|SA09|", "|SA01|"]),
    );
    data.run(&ONCE).needs_a_person();
    data.run(&["sync", "reject"]).done();
    let after = data.run(&ONCE).done();
    assert!(after.stdout.contains("rejetés"), "{}", after.stdout);
    let listed = data.run(&["generations", "list", "--json"]).done().json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed:#}");
    assert_eq!(data.served(), monday);
    publisher.offer(Offer::People, &people_of("20261121"), fixture("Personne_activite"));
    data.run(&ONCE).done();
    assert_ne!(data.served(), monday);
}

#[test]
fn an_import_is_guarded_unless_a_person_insists() {
    let data = Data::empty();
    let first = data.file(&people_of("20261120"), fixture("Personne_activite"));
    data.import(&[&first]);
    let monday = data.served();
    let second = data.file(&people_of("20261121"), without(&["|SA07|", "|SA08|", "|SA09|", "|SA01|"]));
    let import = || ["import", "--json", second.to_str().unwrap()];
    let held = data.run(&import()).needs_a_person().json();
    assert_eq!(data.served(), monday);
    let tripped = held["guards"]["tripped"].as_array().unwrap();
    assert!(tripped.iter().any(|one| one["guard"] == "row_count"), "{held:#}");
    assert!(!held.to_string().contains("VAUQUELIN"), "{held:#}");
    data.run(&["generations", "prune", "--keep", "0"]).done();
    data.run(&["sync", "approve", held["generation"].as_str().unwrap()]).done();
    assert_eq!(held["generation"], data.served().as_str());
    let third = data.file(&people_of("20261121"), fixture("Personne_activite"));
    data.run(&["import", "--no-guard", "--json", third.to_str().unwrap()]).done();
    assert_ne!(held["generation"], data.served().as_str());
}

#[test]
fn a_server_follows_and_tells_the_age_of_the_data_not_of_the_run() {
    let (publisher, data) = world("20250101");
    data.run(&ONCE).done();
    let server = Server::start(&data);
    let before = server.get("/v1/status").json();
    assert_eq!(before["sources"][0]["dated"], "2025-01-01", "{before:#}");
    publisher.offer(Offer::People, &people_of("20250102"), without(&["|99700000104|"]));
    data.run(&ONCE).done();
    let after = until(|| {
        let status = server.get("/v1/status").json();
        (status["generation"] != before["generation"]).then_some(status)
    });
    assert_eq!(after["sources"][0]["dated"], "2025-01-02", "{after:#}");
    // Fetched and published just now, and yet as old as it is.
    assert!(after["sources"][0]["age_days"].as_i64().unwrap() > 300, "{after:#}");
    let ready = server.admin("/ready").json();
    assert_eq!(ready["status"], "degraded", "{ready:#}");
    assert!(
        server
            .admin("/metrics")
            .body
            .contains("aiguilleur_source_stale{source=\"PS_LibreAcces_Personne_activite\"} 1")
    );
    assert!(server.get("/").body.contains("Données anciennes"));
    let gone = server.get("/v1/professionals/99700000104").json();
    assert_eq!(gone["status"], "ended", "{gone:#}");
}

#[test]
fn how_old_is_too_old_is_configured_once_for_operators_and_pages() {
    let (publisher, data) = world("20250101");
    data.run(&ONCE).done();
    publisher.configure(&data, &format!("{PATIENT}[serve.freshness]\ndays = 36500\n"));
    let server = Server::start(&data);
    assert_eq!(server.admin("/ready").json()["status"], "ready");
    assert!(!server.get("/").body.contains("Données anciennes"));
}

#[test]
fn a_second_run_is_refused_and_a_stopped_one_is_resumed() {
    let (publisher, data) = world("20261120");
    publisher.stall_after(Some(5_000));
    let mut first = aiguilleur(ONCE).on(&data.path()).start();
    first.progress("téléchargement").expect("the first run downloads");
    let refused = data.run(&ONCE).failed();
    assert!(refused.stderr.contains(&format!("processus {}", first.id())), "{}", refused.stderr);
    let status = data.run(&["sync", "status"]).done();
    assert!(status.stdout.contains(&format!("processus {}", first.id())), "{}", status.stdout);
    let stopped = first.terminate();
    assert_eq!(stopped.status, Some(1), "{}", stopped.stderr);
    assert!(stopped.stderr.contains("arrêt demandé"), "{}", stopped.stderr);
    publisher.stall_after(None);
    data.run(&ONCE).done();
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "order");
}

#[test]
fn a_worker_runs_at_once_waits_for_its_time_and_survives_restarts() {
    let (publisher, data) = world("20261120");
    let mut worker = aiguilleur(["sync"]).on(&data.path()).start();
    worker.printed("publiée").expect("a first run is made at once");
    worker.printed("prochain passage").expect("the next one is announced");
    let stopped = worker.terminate();
    assert_eq!(stopped.status, Some(0), "{}", stopped.stderr);
    let downloads = publisher.downloads();
    let mut again = aiguilleur(["sync"]).on(&data.path()).start();
    again.printed("prochain passage").expect("nothing is due");
    assert_eq!(again.terminate().status, Some(0));
    assert_eq!(publisher.downloads(), downloads, "a restart does not run again what was run");
}

#[test]
fn what_the_configuration_cannot_mean_is_refused_by_name() {
    let check = |text: &str, words: &str| {
        let data = Data::empty();
        std::fs::create_dir_all(data.path()).unwrap();
        std::fs::write(data.path().join("aiguilleur.toml"), text).unwrap();
        let refused = data.run(&["sync"]).failed();
        assert!(refused.stderr.contains(words), "{}", refused.stderr);
    };
    check("[sync.schedule]\ncron = \"6h\"", "schedule.cron");
    check("[sync.publishers.data_gouv]\nbase = \"http://example.org/\"", "https");
    check("[sync.publishers.data_gouv]\nca_bundle = \"absent.pem\"", "absent.pem");
    check("[sync]\nsources = [\"Annuaire\"]", "Annuaire");
}

#[test]
fn every_value_of_the_worker_is_shown_with_its_origin() {
    let (_publisher, data) = world("20261120");
    let shown = data.run(&["config"]).done().stdout;
    let line = |name: &str| {
        let found = shown.lines().find(|line| line.starts_with(name));
        found.unwrap_or_else(|| panic!("no {name} in\n{shown}")).to_owned()
    };
    assert!(line("sync.guards.oldest_days =").contains("36500  # fichier"));
    assert!(line("sync.guards.deletions_percent").contains("1.0  # défaut"));
    assert!(line("sync.publishers.ans.ca_bundle").contains("# défaut"));
    assert!(line("sync.schedule.cron").contains("0 6 * * *"));
    assert!(line("import.history_years").contains("5  # défaut"));
}

#[test]
fn what_ended_longer_ago_than_configured_is_forgotten() {
    let (publisher, data) = world("20200101");
    publisher.configure(&data, &format!("{PATIENT}[import]\nhistory_years = 2\n"));
    data.run(&ONCE).done();
    publisher.offer(Offer::People, &people_of("20200102"), without(&["|99700000104|"]));
    data.run(&ONCE).done();
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "blocked");
    publisher.offer(Offer::People, &people_of("20220103"), without(&["|99700000104|", "|99700000112|"]));
    data.run(&ONCE).done();
    data.run(&["resolve", "99700000104"]).failed();
}
