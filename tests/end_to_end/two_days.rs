//! Two days of an invented country, the second with known changes: exactly these come out, whatever the order of
//! the rows.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use aiguilleur_tests::{Data, Server, xtask};
use serde_json::Value;

/// What day 2 planned, and the place of both days' files.
struct Country {
    folder: tempfile::TempDir,
}

impl Country {
    fn new() -> Self {
        let country = Self { folder: tempfile::tempdir().unwrap() };
        country.synth("grouped", "1", &[]);
        country.synth("grouped", "2", &[]);
        country.synth("shuffled", "1", &["--shuffle"]);
        country.synth("shuffled", "2", &["--shuffle"]);
        country
    }

    fn synth(&self, order: &str, day: &str, more: &[&str]) {
        let out = self.folder.path().join(order).join(day);
        let arguments = ["synth", "--small", "--seed", "7", "--day", day, "--out", out.to_str().unwrap()];
        xtask(&[&arguments, more].concat());
    }

    fn files(&self, order: &str, day: &str) -> Vec<PathBuf> {
        let folder = self.folder.path().join(order).join(day);
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.file_name().unwrap() != "changes.json");
        files
    }

    fn planned(&self, order: &str) -> Value {
        read(&self.folder.path().join(order).join("2/changes.json"))
    }
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn records<'p>(planned: &'p Value, name: &str) -> &'p Vec<Value> {
    let records = planned[name].as_array().unwrap();
    assert!(!records.is_empty(), "nothing planned under {name}");
    records
}

fn text<'v>(record: &'v Value, key: &str) -> &'v str {
    record[key].as_str().unwrap()
}

/// The situations of a professional in a structure, as `status first_seen ended_on`.
fn situations(server: &Server, professional: &str, structure: &str) -> BTreeSet<String> {
    let answer = server.get(&format!("/v1/professionals/{professional}")).json();
    let all = answer["situations"].as_array().unwrap_or_else(|| panic!("{professional}: {answer:#}"));
    // What looks like an idNatStruct and is none is kept out of the answers: such a structure bears no number.
    let numbered = all.iter().filter(|one| one["structure"]["id_nat_struct"] == structure);
    let found: Vec<&Value> = numbered.collect();
    let found = if found.is_empty() {
        all.iter().filter(|one| one["structure"]["id_nat_struct"].is_null()).collect()
    } else {
        found
    };
    let day = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    found
        .into_iter()
        .map(|one| format!("{} {} {}", day(&one["status"]), day(&one["first_seen"]), day(&one["ended_on"])))
        .collect()
}

fn count(report: &Value, what: &str) -> u64 {
    report["counts"][what].as_u64().unwrap_or(0)
}

fn check(country: &Country, first: &str, second: &str) {
    let planned = country.planned(second);
    let (ended, started) = (records(&planned, "ended"), records(&planned, "started"));
    let (moved, closed) = (records(&planned, "moved"), records(&planned, "closed"));
    let data = Data::empty();
    let before = data.import(&country.files(first, "1"));
    let after = data.import(&country.files(second, "2"));

    // No more than planned: the numbers leave room for nothing else.
    let over = (ended.len() + moved.len()) as u64;
    assert_eq!(count(&before, "situations_ended"), 0, "{before:#}");
    assert_eq!(count(&after, "situations_ended"), over, "{first} then {second}: {:#}", after["counts"]);
    let arrived = records(&planned, "arrived").len() as u64;
    assert_eq!(count(&after, "professionals"), count(&before, "professionals") + arrived);
    assert_eq!(count(&before, "sites_open") - count(&after, "sites_open"), closed.len() as u64);
    assert_eq!(count(&before, "sites"), count(&after, "sites"), "what closes stays findable");

    // No less: each is found at its place.
    let server = Server::start(&data);
    let is_ended = |professional: &str, structure: &str| {
        let found = situations(&server, professional, structure);
        assert!(found.contains("ended 2026-11-19 2026-11-20"), "{professional} at {structure}: {found:?}");
    };
    let is_new = |professional: &str, structure: &str| {
        let found = situations(&server, professional, structure);
        assert!(found.contains("active 2026-11-20 -"), "{professional} at {structure}: {found:?}");
    };
    for one in ended {
        is_ended(text(one, "professional"), text(one, "structure"));
    }
    for one in started {
        is_new(text(one, "professional"), text(one, "structure"));
    }
    for one in moved {
        is_ended(text(one, "professional"), text(one, "from"));
        is_new(text(one, "professional"), text(one, "to"));
    }
    for gone in planned["left"].as_array().unwrap() {
        let answer = server.get(&format!("/v1/professionals/{}", gone.as_str().unwrap()));
        assert_eq!((answer.status, &answer.json()["status"]), (200, &"ended".into()), "{}", answer.body);
    }
    for site in closed {
        let answer = server.get(&format!("/v1/structures/{}", site.as_str().unwrap())).json();
        assert_eq!(answer["structures"][0]["state"], "closed", "{answer:#}");
    }
    for site in records(&planned, "structures_renamed") {
        let answer = server.get(&format!("/v1/structures/{}", text(site, "finess"))).json();
        assert_eq!(answer["structures"][0]["name"], site["to"], "{answer:#}");
    }
}

#[test]
fn what_was_planned_comes_out_and_nothing_else() {
    let country = Country::new();
    check(&country, "grouped", "grouped");
    check(&country, "grouped", "shuffled");
    check(&country, "shuffled", "grouped");
}
