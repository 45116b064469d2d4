//! A person who opposes is shown nowhere afterwards, even from generations built before.

use std::fs;

use aiguilleur_tests::{Data, Server, fixtures};

/// A radiologist in her cabinet.
const WHO: &str = "99700000104";

/// Fails when any interface shows the person.
#[track_caller]
fn is_shown_nowhere(data: &Data, name: &str) {
    let resolved = data.run(&["resolve", WHO, "--json"]).failed();
    assert!(!resolved.stderr.contains(name), "{}", resolved.stderr);
    for arguments in [["search", name, "--json"], ["search", WHO, "--json"], ["check", WHO, "--json"]] {
        let found = data.run(&arguments);
        assert!(
            !found.stdout.to_lowercase().contains(&format!("\"8{WHO}\"")),
            "{arguments:?}: {}",
            found.stdout
        );
    }
    let changes = data.run(&["changes", "--json"]);
    assert!(!changes.stdout.contains(WHO), "{}", changes.stdout);
    assert_eq!(exported(data), 52, "one of 53 is left out of an export");
}

/// The professionals of an export.
fn exported(data: &Data) -> u64 {
    let export = data.beside("export");
    data.run(&["export", "--replace", "--parquet", export.to_str().unwrap()]).done();
    let manifest = fs::read(export.join("_manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let mut tables = manifest["tables"].as_array().unwrap().iter();
    let people = tables.find(|table| table["name"] == "professionals").unwrap();
    people["files"].as_array().unwrap().iter().map(|file| file["rows"].as_u64().unwrap()).sum()
}

#[test]
fn who_opposes_is_shown_nowhere_from_then_on() {
    let data = Data::of_fixtures();
    let before = data.resolve(WHO);
    assert_eq!(exported(&data), 53);
    let name = before["professional"]["family_name"].as_str().unwrap().to_owned();
    let server = Server::start(&data);
    assert_eq!(server.get(&format!("/v1/professionals/{WHO}")).status, 200);
    let printed = data.run(&["forget", WHO]).done().stdout;
    assert!(printed.contains("prune"), "{printed}");
    let list = fs::read_to_string(data.path().join("forgotten.json")).unwrap();
    assert!(!list.contains(WHO) && !list.contains(&name), "{list}");
    is_shown_nowhere(&data, &name);
    aiguilleur_tests::until(|| {
        (server.get(&format!("/v1/professionals/{WHO}/decisions")).status == 404).then_some(())
    });
    let found = server.get(&format!("/v1/search?q={name}"));
    assert!(!found.body.contains(&format!("8{WHO}")), "{}", found.body);

    // What was built before does not leave the machine; what is built now does.
    let depot = format!("file://{}", data.beside("depot").display());
    let refused = data.run(&["publish", &depot]).failed();
    assert!(refused.stderr.contains("forget"), "{}", refused.stderr);
    let report = data.import(&fixtures());
    assert_eq!(report["counts"]["people_forgotten"], 1, "{report:#}");
    is_shown_nowhere(&data, &name);
    data.run(&["publish", &depot]).done();
    let reader = Data::empty();
    fs::create_dir_all(reader.path()).unwrap();
    let served = data.served();
    let follower = Server::following(&reader, &depot);
    aiguilleur_tests::until(|| {
        let status = follower.get("/v1/status");
        (status.status == 200 && status.json()["generation"] == served.as_str()).then_some(())
    });
    assert_eq!(follower.get(&format!("/v1/professionals/{WHO}")).status, 404);

    data.run(&["generations", "rollback"]).done();
    is_shown_nowhere(&data, &name);
    data.run(&["forget", WHO, "--undo"]).done();
    assert_eq!(data.resolve(WHO)["professional"], before["professional"]);
}
