//! Two days of an invented country, the second with known changes: exactly these come out, whatever the order of
//! the rows.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use aiguilleur_tests::{Data, Server, fixtures, xtask};
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

/// Professionals or sites, with the structure or the name that they had or got.
type Facts = BTreeSet<(String, String)>;

fn facts(records: &[Value], who: &str, what: &str) -> Facts {
    records.iter().map(|record| (text(record, who).to_owned(), structure(&record[what]))).collect()
}

fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

/// The number of a structure; what looks like an idNatStruct and is none is kept out of the answers.
fn structure(value: &Value) -> String {
    let number = value.as_str().unwrap_or_default();
    let look_alike = number.starts_with('1') && number.len() != 10;
    if look_alike { String::new() } else { number.to_owned() }
}

/// Everything that the feed tells since a generation.
fn feed(server: &Server, since: &str) -> Vec<Value> {
    let (mut changes, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = server.get(&format!("/v1/changes?since={since}&limit=10{cursor}"));
        assert_eq!(page.status, 200, "{}", page.body);
        let page = page.json();
        changes.extend(page["changes"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return changes,
        }
    }
}

/// What the feed tells under some kinds, on one side of each change.
fn facts_of(feed: &[Value], kinds: &[&str], side: &str) -> Facts {
    let of_kinds = feed.iter().filter(|one| kinds.contains(&text(one, "kind")));
    of_kinds.map(|one| (text(one, "id_nat_pp").to_owned(), structure(&one[side]["id_nat_struct"]))).collect()
}

fn who<'f>(feed: &'f [Value], kind: &str) -> BTreeSet<&'f str> {
    feed.iter().filter(|one| one["kind"] == kind).map(|one| text(one, "id_nat_pp")).collect()
}

fn sites<'f>(feed: &'f [Value], kind: &str) -> BTreeSet<&'f str> {
    let of_kind = feed.iter().filter(|one| one["kind"] == kind);
    of_kind.map(|one| text(&one["after"], "finess_geographique")).collect()
}

/// Exactly what was planned is in the feed.
fn check_feed(planned: &Value, feed: &[Value]) {
    let [ended, started, moved] = ["ended", "started", "moved"].map(|name| records(planned, name));
    let over = &facts(ended, "professional", "structure") | &facts(moved, "professional", "from");
    assert_eq!(facts_of(feed, &["situation_ended", "situation_moved"], "before"), over);
    let arrived = names(&planned["arrived"]);
    let mut new = facts_of(feed, &["situation_started", "situation_moved"], "after");
    new.retain(|(who, _)| !arrived.contains(who.as_str()));
    assert_eq!(new, &facts(started, "professional", "structure") | &facts(moved, "professional", "to"));
    assert_eq!(who(feed, "professional_arrived"), arrived);
    assert_eq!(who(feed, "professional_left"), names(&planned["left"]));
    let renamed = records(planned, "renamed").iter().map(|one| text(one, "professional"));
    assert_eq!(who(feed, "professional_renamed"), renamed.collect());
    assert_eq!(sites(feed, "structure_closed"), names(&planned["closed"]));
    let renamed = records(planned, "structures_renamed").iter().map(|one| text(one, "finess"));
    assert_eq!(sites(feed, "structure_renamed"), renamed.collect());
    // Who left or moved may have been the last in a cabinet, or be titulaire where they are now.
    let left: BTreeSet<&String> = over.iter().map(|(_, place)| place).collect();
    let emptied = feed.iter().filter(|one| one["kind"] == "cabinet_emptied");
    let emptied: BTreeSet<String> = emptied.map(|one| structure(&one["before"]["id_nat_struct"])).collect();
    assert!(emptied.iter().all(|place| left.contains(place)), "{emptied:?}");
    let known = [
        "situation_",
        "professional_",
        "structure_closed",
        "structure_renamed",
        "cabinet_emptied",
        "became_titulaire",
    ];
    let other = feed.iter().find(|one| !known.iter().any(|kind| text(one, "kind").starts_with(kind)));
    assert_eq!(other, None, "nothing of another kind was planned");
}

fn count(report: &Value, what: &str) -> u64 {
    report["counts"][what].as_u64().unwrap_or(0)
}

/// Checks, and gives what the command line tells, but for the generation's name.
fn check(country: &Country, first: &str, second: &str) -> String {
    let planned = country.planned(second);
    let data = Data::empty();
    let before = data.import(&country.files(first, "1"));
    let since = data.served();
    let after = data.import(&country.files(second, "2"));
    let server = Server::start(&data);
    check_feed(&planned, &feed(&server, &since));

    // The directory counts the same.
    let length = |name| records(&planned, name).len() as u64;
    assert_eq!(count(&before, "situations_ended"), 0, "{before:#}");
    assert_eq!(count(&after, "situations_ended"), length("ended") + length("moved"), "{after:#}");
    assert_eq!(count(&after, "professionals"), count(&before, "professionals") + length("arrived"));
    assert_eq!(count(&before, "sites_open") - count(&after, "sites_open"), length("closed"));
    assert_eq!(count(&before, "sites"), count(&after, "sites"), "what closes stays findable");

    // And answers so.
    for gone in records(&planned, "left") {
        let answer = server.get(&format!("/v1/professionals/{}", gone.as_str().unwrap()));
        assert_eq!((answer.status, &answer.json()["status"]), (200, &"ended".into()), "{}", answer.body);
        assert!(answer.body.contains("\"ended_source\":\"absence\""), "{}", answer.body);
    }
    for site in records(&planned, "closed") {
        let answer = server.get(&format!("/v1/structures/{}", site.as_str().unwrap())).json();
        assert_eq!(answer["structures"][0]["state"], "closed", "{answer:#}");
    }
    for site in records(&planned, "structures_renamed") {
        let answer = server.get(&format!("/v1/structures/{}", text(site, "finess"))).json();
        assert_eq!(answer["structures"][0]["name"], site["to"], "{answer:#}");
    }
    data.run(&["changes", "--json"]).done().stdout.replace(&data.served(), "")
}

#[test]
fn what_was_planned_comes_out_and_nothing_else() {
    let country = Country::new();
    let feed_of_one = check(&country, "grouped", "grouped");
    for (first, second) in [("grouped", "shuffled"), ("shuffled", "grouped")] {
        assert!(
            feed_of_one == check(&country, first, second),
            "the order of rows changes no byte of the feed"
        );
    }
    assert!(feed_of_one.lines().count() > 10);
}

#[test]
fn a_list_of_numbers_narrows_the_feed() {
    let data = Data::empty();
    data.import(&fixtures());
    let people =
        fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite")).unwrap();
    let text = std::fs::read_to_string(&people).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains("|99700000112|")).collect();
    let next = data.path().join(people.file_name().unwrap());
    std::fs::write(&next, kept.join("\n") + "\n").unwrap();
    data.import(&[next]);
    let list = data.path().join("numbers.txt");
    let changes = |numbers: &str| {
        std::fs::write(&list, numbers).unwrap();
        data.run(&["changes", "--json", "--ids", list.to_str().unwrap()]).done().stdout
    };
    let of_person = changes("997 00000112\n990010159\n");
    assert!(of_person.contains("professional_left") && !of_person.contains("cabinet_emptied"), "{of_person}");
    assert!(changes("99700000112000").contains("cabinet_emptied"));
    assert_eq!(changes("990010159"), "");
}
