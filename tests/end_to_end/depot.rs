//! Generations through a depot in a folder: published, followed from an empty disk, gone back from, sent by the worker.

use std::{fs, path::Path};

use aiguilleur_tests::{Data, Offer, PATIENT, Publisher, Server, fixtures, until};

const DECISIONS: &str = "/v1/professionals/99700000104/decisions?as_of=2026-11-20";

/// A depot beside `data`.
fn depot(data: &Data) -> String {
    format!("file://{}", data.beside("depot").display())
}

/// An empty disk, whose server looks often.
fn reader() -> Data {
    let data = Data::empty();
    fs::create_dir_all(data.path()).unwrap();
    fs::write(data.path().join("aiguilleur.toml"), "[depot]\npoll = \"100ms\"\n").unwrap();
    data
}

fn publish(writer: &Data) -> serde_json::Value {
    writer.run(&["publish", &depot(writer), "--json"]).done().json()
}

#[track_caller]
fn comes_to(server: &Server, generation: &str) {
    until(|| {
        let status = server.get("/v1/status");
        (status.status == 200 && status.json()["generation"] == generation).then_some(())
    });
}

#[test]
fn an_empty_disk_waits_then_serves_then_follows_and_goes_back() {
    let (writer, disk) = (Data::of_fixtures(), reader());
    let server = Server::following(&disk, &depot(&writer));
    assert_eq!(server.admin("/live").status, 200);
    let (ready, status) = (server.admin("/ready"), server.get("/v1/status"));
    assert_eq!((ready.status, status.status), (503, 503));
    assert_eq!(status.json()["code"], "no_generation");
    assert!(status.header("retry-after").is_some());

    let first = writer.served();
    assert_eq!(publish(&writer)["generation"], first.as_str());
    comes_to(&server, &first);
    assert_eq!(server.admin("/ready").status, 200);
    assert_eq!(server.get(DECISIONS).json(), writer.resolve("99700000104"));
    until(|| (server.get("/v1/status").json()["depot"]["state"] == "followed").then_some(()));

    writer.import(&fixtures());
    publish(&writer);
    comes_to(&server, &writer.served());
    writer.run(&["generations", "rollback"]).done();
    assert_eq!(publish(&writer)["sent"], 0);
    comes_to(&server, &first);
    assert!(server.admin("/metrics").body.contains("aiguilleur_depot_state{state=\"followed\"} 1"));
}

#[test]
fn a_disk_that_has_spoilt_what_it_served_gets_it_again() {
    let (writer, disk) = (Data::of_fixtures(), reader());
    publish(&writer);
    let served = writer.served();
    comes_to(&Server::following(&disk, &depot(&writer)), &served);
    let manifest = disk.path().join("generations").join(&served).join("manifest.json");
    fs::write(&manifest, fs::read_to_string(&manifest).unwrap().replace("professionals", "professional5"))
        .unwrap();
    disk.run(&["generations", "verify"]).failed();
    let server = Server::following(&disk, &depot(&writer));
    comes_to(&server, &served);
    disk.run(&["generations", "verify"]).done();
}

#[test]
fn a_generation_of_another_format_is_not_followed() {
    let (writer, disk) = (Data::of_fixtures(), reader());
    publish(&writer);
    let served = writer.served();
    let server = Server::following(&disk, &depot(&writer));
    comes_to(&server, &served);
    // What a newer program would publish, as far as this one can tell.
    let at = |name: &str| writer.beside("depot").join(name);
    let newer = "20991231T000000-000001";
    let manifest = r#"{"format":99}"#;
    fs::write(at("manifests").join(format!("{newer}.json")), manifest).unwrap();
    let pointer = fs::read_to_string(at("pointer")).unwrap();
    let mut pointer: serde_json::Value = serde_json::from_str(pointer.lines().next().unwrap()).unwrap();
    pointer["sequence"] = (pointer["sequence"].as_u64().unwrap() + 1).into();
    pointer["generation"] = newer.into();
    pointer["manifest"] = serde_json::json!({
        "size": manifest.len(),
        "sha256": "066f367a739b488d7b694e5eb7613f245165c8555934bfda9ece465d48272c52",
    });
    fs::write(at("pointer"), format!("{pointer}\n")).unwrap();
    until(|| (server.get("/v1/status").json()["depot"]["state"] == "refused").then_some(()));
    assert_eq!(server.get(DECISIONS).json(), writer.resolve("99700000104"));
    assert_eq!(server.get("/v1/status").json()["generation"], served.as_str());
}

#[test]
fn the_worker_publishes_what_it_has_published_here() {
    let (publisher, data) = (Publisher::start(), Data::empty());
    let people = fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite"));
    let name = "PS_LibreAcces_Personne_activite_202611200812.txt";
    publisher.offer(Offer::People, name, fs::read(people.unwrap()).unwrap());
    publisher.configure(&data, PATIENT);
    // A file in place of the depot's folder: the generation is served here all the same.
    let blocked = data.file("blocked", "");
    let failed =
        data.run(&["sync", "--once", "--publish", &format!("file://{}", blocked.display())]).failed();
    let served = data.served();
    assert!(
        failed.stderr.contains(&served) && failed.stderr.contains("aiguilleur publish"),
        "{}",
        failed.stderr
    );
    assert!(failed.stdout.contains("publiée"), "{}", failed.stdout);
    // The next run has nothing to build, and sends what the last one could not.
    let printed = data.run(&["sync", "--once", "--json", "--publish", &depot(&data)]).done().json();
    assert_eq!((&printed["verdict"], &printed["depot"]["generation"]), (&"unchanged".into(), &served.into()));
    let pointer = fs::read_to_string(data.beside("depot").join("pointer")).unwrap();
    assert!(pointer.contains(&data.served()), "{pointer}");
}

#[test]
fn what_cannot_be_published_is_said() {
    let empty = Data::empty();
    let refused = empty.run(&["publish", &depot(&empty)]).failed();
    assert!(refused.stderr.contains("aucune génération"), "{}", refused.stderr);
    assert!(!Path::new(&empty.beside("depot")).join("pointer").exists());
    for wrong in ["depot", "http://127.0.0.1/depot", "s3://"] {
        assert_eq!(empty.run(&["publish", wrong]).status, Some(2), "{wrong}");
        assert_eq!(empty.run(&["serve", "--from", wrong]).status, Some(2), "{wrong}");
    }
}
