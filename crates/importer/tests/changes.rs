//! The change feed: exactly what was changed between two days is in the feed, once, in one order, whatever the order of
//! the rows; and reading from one generation to another lists no false change.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs, path::Path};

use aiguilleur_directory::changes::{Change, ChangeKind, ChangeSide, Feed, SinceError};
use aiguilleur_domain::Date;
use aiguilleur_importer::{ImportRequest, import};
use aiguilleur_store::{DataDir, GenerationId, Manifest};
use serde_json::Value;

const PEOPLE: &str = include_str!("../../../fixtures/PS_LibreAcces_Personne_activite_202611200812.txt");
const FINESS: &str = include_str!("../../../fixtures/finess-structures-journalier-20261120.json");
const UNITS: &str = include_str!("../../../fixtures/StockUniteLegale_utf8.csv");

/// The files of one day.
struct Stock {
    people: Vec<String>,
    finess: String,
    units: String,
}

impl Stock {
    fn new() -> Self {
        let people = PEOPLE.lines().map(str::to_owned).collect();
        Self { people, finess: FINESS.to_owned(), units: UNITS.to_owned() }
    }

    fn without(mut self, pattern: &str) -> Self {
        self.people.retain(|row| !row.contains(pattern));
        self
    }

    /// In the rows of one person, `from` is written `to`.
    fn rewriting(mut self, rpps: &str, from: &str, to: &str) -> Self {
        for row in self.people.iter_mut().filter(|row| row.contains(&format!("|{rpps}|"))) {
            assert!(row.contains(from), "{row}");
            *row = row.replace(from, to);
        }
        self
    }

    /// A site or a legal entity of FINESS+ has another value of a field.
    fn with(mut self, number: &str, field: &str, value: Value) -> Self {
        let mut json: Value = serde_json::from_str(&self.finess).unwrap();
        let mut changed = 0;
        each_object(&mut json, &mut |object| {
            let found =
                ["numFinessEge", "numFinessPm"].iter().any(|name| object.get(*name) == Some(&number.into()));
            if found && object.contains_key(field) {
                object.insert(field.to_owned(), value.clone());
                changed += 1;
            }
        });
        assert_eq!(changed, 1, "{number} {field}");
        self.finess = json.to_string();
        self
    }

    fn published(&self, data: &Path, day: i8) -> GenerationId {
        let store = DataDir::open(data).unwrap();
        let names = [
            ("people.txt", &format!("{}\n", self.people.join("\n"))),
            ("f.json", &self.finess),
            ("u.csv", &self.units),
        ];
        let files = names.map(|(name, text)| {
            let path = data.join(name);
            fs::write(&path, text).unwrap();
            path
        });
        let as_of = Some(Date::constant(2026, 11, day));
        let request = ImportRequest { as_of, ..ImportRequest::new(files.to_vec()) };
        let candidate = import(&store, &request, &mut |_| {}).unwrap();
        candidate.publish().unwrap();
        candidate.id().clone()
    }
}

fn each_object(value: &mut Value, each: &mut impl FnMut(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            each(object);
            object.values_mut().for_each(|value| each_object(value, each));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| each_object(value, each)),
        _ => {}
    }
}

fn side(side: Option<&ChangeSide>) -> String {
    let Some(side) = side else { return String::new() };
    let known = side.siren.map(|siren| siren.to_string()).or(side.siret.map(|siret| siret.to_string()));
    side.name.clone().or(side.id_nat_struct.map(|id| id.to_string())).or(known).unwrap_or_default()
}

/// One change in one line.
fn line(change: &Change) -> String {
    let subject = change.rpps.map(|rpps| rpps.to_string()).unwrap_or_default();
    format!("{} {subject} {} > {}", change.kind, side(change.before.as_ref()), side(change.after.as_ref()))
}

fn listed(data: &Path, until: &GenerationId, since: Option<&GenerationId>) -> Vec<String> {
    let feed = Feed::open(&DataDir::existing(data), until, since).unwrap();
    feed.entries(None, None).map(|entry| line(&entry.unwrap().0)).collect()
}

fn first_day() -> Stock {
    let mut first = Stock::new();
    first.finess = first.finess.replace("\"identifiantObjet2\": \"123\"", "\"identifiantObjet2\": null");
    first
        .without("99700000377")
        .without(Stock::new().people.iter().rfind(|row| row.contains("99700000500")).unwrap())
        .with("990010050", "dateFermeture", "2026-11-10".into())
}

fn second_day() -> Stock {
    let mut second = Stock::new()
        .without("99700000112")
        .rewriting("99700000609", "R10000000006000", "R10000000006100")
        .rewriting("99700000609", "499700000609005", "499700000617008")
        .rewriting("99700000526", "499700000526001", "499700000518008")
        .rewriting("99700000617", "|SA08|", "|SA07|")
        .rewriting("99700000211", "|D|", "|A|")
        .rewriting("99700000534", "|MARTIN|", "|MARTIN DURAND|")
        .with("990010100", "nomEgeLong", "EHPAD LES CHENES VERTS".into())
        .with("990010225", "siret", "99900110000034".into())
        .with("990010043", "dateFermeture", "2026-11-19".into())
        .with("990001067", "statutJuridique", "79".into());
    second.units = second.units.replace(",5485,86.22A,", ",6589,86.22A,");
    second
}

const EXPECTED: &[&str] = &[
    "professional_arrived 99700000377  > ",
    "professional_left 99700000112  > ",
    "professional_renamed 99700000534  > ",
    "situation_started 99700000377  > 1990010035",
    "situation_started 99700000500  > 399900001100018",
    "situation_ended 99700000112 499700000112000 > ",
    "situation_moved 99700000609 499700000609005 > 499700000617008",
    "situation_changed 99700000211 1990010159 > 1990010159",
    "situation_changed 99700000617 499700000617008 > 499700000617008",
    "identifier_changed 99700000526 499700000526001 > 499700000518008",
    "identifier_changed  1990010225 > 1990010225",
    "structure_closed  1990010043 > 1990010043",
    "structure_reopened  1990010050 > 1990010050",
    "structure_renamed  EHPAD LES TILLEULS > EHPAD LES CHENES VERTS",
    "became_scm  1990001067 > 1990001067",
    "became_scm  999000011 > 999000011",
    "cabinet_emptied  499700000112000 > ",
    "cabinet_emptied  499700000609005 > ",
    "became_titulaire 99700000211 1990010159 > 1990010159",
    "structure_taken_over  1990001224 > 1990001232",
    "structure_taken_over  1990010266 > 1990001232",
];

#[test]
fn exactly_what_changed_is_listed_whatever_the_order_of_rows() {
    let dir = tempfile::tempdir().unwrap();
    let (forth, back) = (dir.path().join("forth"), dir.path().join("back"));
    let mut bytes = Vec::new();
    for data in [&forth, &back] {
        let (mut first, mut second) = (first_day(), second_day());
        if data == &back {
            first.people[1..].reverse();
            second.people[1..].reverse();
        }
        first.published(data, 19);
        let until = second.published(data, 20);
        assert_eq!(listed(data, &until, None), EXPECTED);
        bytes.push(fs::read(data.join("generations").join(until.as_str()).join("changes.jsonl")).unwrap());
    }
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn a_first_generation_says_that_there_was_none_before() {
    let dir = tempfile::tempdir().unwrap();
    let first = Stock::new().published(dir.path(), 19);
    let feed = Feed::open(&DataDir::existing(dir.path()), &first, None).unwrap();
    assert_eq!(feed.publications()[0].since, None);
    assert_eq!(feed.entries(None, None).count(), 0);
}

#[test]
fn a_generation_of_before_feeds_were_kept_tells_nothing_and_fails_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let first = Stock::new().published(dir.path(), 19);
    let folder = dir.path().join("generations").join(first.as_str());
    let path = folder.join("manifest.json");
    let mut manifest: Manifest = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for name in ["census.json", "changes.jsonl"] {
        fs::remove_file(folder.join(name)).unwrap();
        manifest.files.retain(|file| file.path != name);
    }
    manifest.checksum.clear();
    manifest.checksum = aiguilleur_files::hash(&serde_json::to_vec(&manifest).unwrap()).sha256;
    fs::write(&path, serde_json::to_vec(&manifest).unwrap()).unwrap();
    assert!(listed(dir.path(), &first, None).is_empty());
    let second = Stock::new().without("99700000112").published(dir.path(), 20);
    assert_eq!(listed(dir.path(), &second, Some(&first)).len(), 3);
}

#[test]
fn one_kind_and_any_page_are_read_alone() {
    let dir = tempfile::tempdir().unwrap();
    first_day().published(dir.path(), 19);
    let until = second_day().published(dir.path(), 20);
    let feed = Feed::open(&DataDir::existing(dir.path()), &until, None).unwrap();
    for kind in ChangeKind::ALL {
        let alone: Vec<String> =
            feed.entries(Some(kind), None).map(|entry| line(&entry.unwrap().0)).collect();
        let expected: Vec<_> = EXPECTED.iter().filter(|line| line.starts_with(kind.code())).collect();
        assert_eq!(alone.iter().collect::<Vec<_>>(), expected, "{kind}");
        let counted = feed.publications()[0].extents.get(&kind).map_or(0, |extent| extent.entries);
        assert_eq!(counted, alone.len() as u64, "{kind}");
    }
    let mut position = None;
    for expected in EXPECTED {
        assert!(position.as_ref().is_none_or(|position| feed.holds(position).unwrap()));
        let (change, after) = feed.entries(None, position).next().unwrap().unwrap();
        assert_eq!(line(&change), *expected);
        position = Some(after);
    }
    let mut inside = position.unwrap();
    assert!(feed.entries(None, Some(inside.clone())).next().is_none());
    inside.offset -= 1;
    assert!(!feed.holds(&inside).unwrap(), "no page begins inside a change");
}

#[test]
fn since_an_older_generation_the_feeds_follow_one_another() {
    let dir = tempfile::tempdir().unwrap();
    let one = Stock::new().published(dir.path(), 18);
    let two = Stock::new().without("99700000112").published(dir.path(), 19);
    let three = Stock::new().without("|99700000120|").published(dir.path(), 20);
    let left = "professional_left 99700000112  > ";
    let ended = "situation_ended 99700000112 499700000112000 > ";
    let emptied = "cabinet_emptied  499700000112000 > ";
    let since_two = [
        "professional_left 99700000120  > ",
        "situation_started 99700000112  > 499700000112000",
        "situation_ended 99700000120 499700000104007 > ",
    ];
    assert_eq!(listed(dir.path(), &three, Some(&two)), since_two);
    assert_eq!(listed(dir.path(), &three, Some(&one)), [&[left, ended, emptied][..], &since_two].concat());
    assert!(listed(dir.path(), &three, Some(&three)).is_empty());
}

#[test]
fn rolled_back_and_pruned_generations_are_not_listed() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::existing(dir.path());
    let one = Stock::new().published(dir.path(), 18);
    let bad = Stock::new().without("99700000112").published(dir.path(), 19);
    assert_eq!(data.rollback().unwrap(), one);
    let two = Stock::new().without("|99700000120|").published(dir.path(), 20);
    let since_one = ["professional_left 99700000120  > ", "situation_ended 99700000120 499700000104007 > "];
    assert_eq!(listed(dir.path(), &two, Some(&one)), since_one);
    let refused =
        |until: &GenerationId, since: &GenerationId| Feed::open(&data, until, Some(since)).unwrap_err();
    assert!(matches!(refused(&two, &bad), SinceError::Gone));
    assert!(matches!(refused(&two, &"20200101T000000-000001".parse().unwrap()), SinceError::Unknown));

    let three = Stock::new().published(dir.path(), 21);
    data.prune(0, &[]).unwrap();
    let resumed = ["situation_started 99700000120  > 499700000104007"];
    assert_eq!(listed(dir.path(), &three, Some(&two)), resumed, "its own feed is enough");
    assert!(matches!(refused(&three, &one), SinceError::Gone));
}
