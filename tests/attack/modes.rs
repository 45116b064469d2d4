//! File modes: a data folder is readable by its user only, for any umask.

use std::{fs, os::unix::fs::PermissionsExt as _};

use aiguilleur_tests::{Data, Offer, PATIENT, Publisher, aiguilleur, fixtures};

#[test]
fn nothing_is_open_to_others_whatever_the_umask() {
    let (data, publisher) = (Data::empty(), Publisher::start());
    let people = fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite"));
    let name = "PS_LibreAcces_Personne_activite_202611200812.txt";
    publisher.offer(Offer::People, name, fs::read(people.unwrap()).unwrap());
    let run = |arguments: &[&str]| aiguilleur(arguments).on(&data.path()).under("umask 000").run().done();
    run(&["keys", "create", "umask"]);
    publisher.configure(&data, PATIENT);
    run(&["sync", "--once"]);
    run(&["forget", "99700000203"]);
    let mut folders = vec![data.path()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder) & 0o027, 0, "{}: {:o}", folder.display(), mode(&folder));
        for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            // The test wrote the configuration, under its own umask.
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.file_name().is_some_and(|name| name != "aiguilleur.toml") {
                assert_eq!(mode(&entry), 0o600, "{}", entry.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}
