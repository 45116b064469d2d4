//! Two days of the same directory: what is gone has ended, what goes on keeps its first day, whatever the
//! order of the rows.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs, path::Path};

use aiguilleur_directory::{DecisionRequest, PersonHit, Snapshot, view::Status};
use aiguilleur_domain::{Date, IdNatPp};
use aiguilleur_importer::{ImportRequest, import};
use aiguilleur_store::{BlockCache, DataDir};

const PEOPLE: &str = include_str!("../../../fixtures/PS_LibreAcces_Personne_activite_202611200812.txt");
/// A radiologue with one situation, and a professional with three.
const ONE: &str = "899700000104";
const THREE: &str = "899700000500";

fn day(n: i8) -> Date {
    aiguilleur_domain::Date::constant(2026, 11, n)
}

/// Imports a stock of `lines` that speaks for `as_of`.
fn stock(data: &Path, as_of: Date, lines: &[&str]) -> Snapshot {
    let file = data.with_extension("txt");
    fs::write(&file, format!("{}\n", lines.join("\n"))).unwrap();
    let store = DataDir::open(data).unwrap();
    let request = ImportRequest { as_of: Some(as_of), ..ImportRequest::new(vec![file]) };
    import(&store, &request, &mut |_| {}).unwrap().publish().unwrap();
    Snapshot::current(&store, &BlockCache::default()).unwrap()
}

fn without(pattern: &str) -> Vec<&'static str> {
    PEOPLE.lines().filter(|line| !line.contains(pattern)).collect()
}

fn person(snapshot: &Snapshot, id: &str) -> Option<PersonHit> {
    snapshot.professional(id.parse::<IdNatPp>().unwrap()).unwrap()
}

fn situations(snapshot: &Snapshot, id: &str) -> Vec<(Status, String, String, Option<String>)> {
    let hit = person(snapshot, id).unwrap();
    let told = |s: &aiguilleur_directory::view::PracticeView| {
        let s = &s.situation;
        (s.status, s.first_seen.to_string(), s.last_seen.to_string(), s.ended_on.map(|on| on.to_string()))
    };
    hit.situations.iter().map(told).collect()
}

#[test]
fn who_disappears_has_ended_and_is_still_found() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    let second = stock(&data, day(20), &without(ONE));

    assert_eq!(
        situations(&second, ONE),
        [(Status::Ended, "2026-11-18".into(), "2026-11-18".into(), Some("2026-11-20".into()))]
    );
    let hit = person(&second, ONE).unwrap();
    assert_eq!(hit.professional.status, Status::Ended);
    assert_eq!(hit.situations[0].situation.ended_source, Some("absence"));
    let id = ONE.parse().unwrap();
    let decided = second.decide_for_professional(id, &DecisionRequest::default()).unwrap().unwrap();
    let json = serde_json::to_value(&decided).unwrap();
    assert_eq!(json["decisions"][0]["outcome"], "blocked");
    assert_eq!(json["decisions"][0]["warnings"][0]["code"], "ended_activity");
    assert_eq!(json["recommendation"]["status"], "none");
    assert_eq!(second.generation().manifest().counts["situations_ended"], 1);
}

#[test]
fn one_of_three_situations_ends_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    let fewer: Vec<&str> = {
        let mut rows = all.iter().filter(|line| line.contains(THREE));
        let gone = *rows.next().unwrap();
        all.iter().copied().filter(|line| *line != gone).collect()
    };
    stock(&data, day(18), &all);
    let second = stock(&data, day(19), &fewer);
    let statuses: Vec<Status> = situations(&second, THREE).into_iter().map(|s| s.0).collect();
    assert_eq!(statuses, [Status::Active, Status::Active, Status::Ended]);

    let third = stock(&data, day(20), &all);
    let told = situations(&third, THREE);
    assert!(
        told.iter().all(|s| s.0 == Status::Active && s.1 == "2026-11-18" && s.2 == "2026-11-20"),
        "{told:?}"
    );
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (forth, back) = (dir.path().join("forth"), dir.path().join("back"));
    let all: Vec<&str> = PEOPLE.lines().collect();
    let mut reversed = vec![all[0]];
    reversed.extend(all[1..].iter().rev());
    let (a, b) = (stock(&forth, day(20), &all), stock(&back, day(20), &reversed));
    assert_eq!(a.generation().manifest().counts, b.generation().manifest().counts);
    for line in &all[1..] {
        let Some(id) = line.split('|').nth(2).and_then(|id| id.parse::<IdNatPp>().ok()) else { continue };
        let sorted = |snapshot: &Snapshot| {
            let hit = snapshot.professional(id).unwrap();
            let mut rows: Vec<String> = hit
                .iter()
                .flat_map(|hit| &hit.situations)
                .map(|situation| serde_json::to_string(situation).unwrap())
                .collect();
            rows.sort();
            rows
        };
        assert_eq!(sorted(&a), sorted(&b), "{id}");
    }
}

#[test]
fn what_ended_long_ago_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    stock(&data, day(19), &without(ONE));
    let later = stock(&data, Date::constant(2031, 11, 18), &without(ONE));
    assert!(person(&later, ONE).is_some());
    let much_later = stock(&data, Date::constant(2031, 11, 20), &without(ONE));
    assert!(person(&much_later, ONE).is_none());
}

#[test]
fn an_older_stock_does_not_end_what_came_after_it() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(20), &all);
    let older = stock(&data, day(10), &without(ONE));
    assert!(person(&older, ONE).is_none());
    assert_eq!(older.generation().manifest().counts["situations_ended"], 0);
}

#[test]
fn structures_alone_end_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    let finess =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/finess-structures-journalier-20261120.json");
    let store = DataDir::open(&data).unwrap();
    let candidate = import(&store, &ImportRequest::new(vec![finess.into()]), &mut |_| {}).unwrap();
    assert_eq!(candidate.manifest().counts.get("situations_ended"), None);
    assert!(candidate.notes().iter().any(|note| note.contains("PS_LibreAcces_Personne_activite")));
}

#[test]
fn a_stock_of_nobody_is_refused_and_what_was_served_stays() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    let served = stock(&data, day(18), &all).id().clone();
    let empty = dir.path().join("empty.txt");
    fs::write(&empty, format!("{}\n", all[0])).unwrap();
    let store = DataDir::open(&data).unwrap();
    let refused = import(&store, &ImportRequest::new(vec![empty]), &mut |_| {});
    assert!(refused.unwrap_err().to_string().contains("aucun enregistrement"));
    assert_eq!(store.current().unwrap(), Some(served));
}
