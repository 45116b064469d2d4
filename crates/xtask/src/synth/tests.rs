//! The promises of the invented country, on a small one: the same twice, sound numbers, changes that explain the second day.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use aiguilleur_domain::{FinessEg, IdNatPp, RppsRang};

use super::*;

fn make(day: Day, order: Order, out: &Path) {
    let compression = sink::Compression::None;
    let options = Options {
        rows: SMALL_ROWS,
        sirene_rows: 4000,
        out: out.to_owned(),
        seed: 3,
        day,
        order,
        compression,
    };
    write(&options).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Structures of each person.
fn situations(folder: &Path, day: Day) -> BTreeMap<String, BTreeSet<String>> {
    let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let text = read(folder, &format!("PS_LibreAcces_Personne_activite_{}0812.txt", day.compact()));
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('|').collect();
        assert_eq!(fields.len(), 57);
        people.entry(fields[2].to_owned()).or_default().insert(fields[46].to_owned());
    }
    people
}

#[test]
fn the_same_twice_in_any_order() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    make(Day::First, Order::Grouped, one.path());
    make(Day::First, Order::Shuffled, two.path());
    for name in ["finess-structures-journalier-20261119.json", "StockUniteLegale_utf8.csv"] {
        assert_eq!(read(one.path(), name), read(two.path(), name));
    }
    for name in
        ["PS_LibreAcces_Personne_activite_202611190812.txt", "PS_LibreAcces_SavoirFaire_202611190812.txt"]
    {
        let (grouped, shuffled) = (read(one.path(), name), read(two.path(), name));
        assert_ne!(grouped, shuffled);
        let sorted = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        assert_eq!((sorted(&grouped), grouped.len()), (sorted(&shuffled), shuffled.len()));
    }
}

#[test]
fn numbers_are_sound() {
    let folder = tempfile::tempdir().unwrap();
    make(Day::First, Order::Grouped, folder.path());
    let people = situations(folder.path(), Day::First);
    assert!((4000..6000).contains(&people.len()), "{}", people.len());
    for (person, structures) in people {
        person.parse::<IdNatPp>().unwrap();
        for structure in structures {
            match structure.split_at_checked(1) {
                Some(("4", rang)) => {
                    assert!(rang.parse::<RppsRang>().is_ok(), "{structure}");
                }
                Some(("1", finess)) if finess.len() == 9 => {
                    assert!(finess.parse::<FinessEg>().is_ok(), "{structure}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn the_changes_explain_the_second_day() {
    let folder = tempfile::tempdir().unwrap();
    make(Day::First, Order::Grouped, folder.path());
    make(Day::Second, Order::Shuffled, folder.path());
    let mut expected = situations(folder.path(), Day::First);
    let found = situations(folder.path(), Day::Second);
    let text = read(folder.path(), "changes.json");
    let changes: serde_json::Value = serde_json::from_str(&text).unwrap();
    let list = |name: &str| changes[name].as_array().unwrap().clone();
    let of = |record: &serde_json::Value, key: &str| record[key].as_str().unwrap().to_owned();
    for record in list("ended") {
        assert!(expected.get_mut(&of(&record, "professional")).unwrap().remove(&of(&record, "structure")));
    }
    for record in list("started") {
        expected.get_mut(&of(&record, "professional")).unwrap().insert(of(&record, "structure"));
    }
    for record in list("moved") {
        let structures = expected.get_mut(&of(&record, "professional")).unwrap();
        assert!(structures.remove(&of(&record, "from")));
        structures.insert(of(&record, "to"));
    }
    for person in list("left") {
        assert!(expected.remove(person.as_str().unwrap()).unwrap().is_empty());
    }
    for person in list("arrived") {
        let person = person.as_str().unwrap();
        expected.insert(person.to_owned(), found[person].clone());
    }
    assert_eq!(expected, found);
    for name in ["ended", "started", "moved", "arrived", "closed", "structures_renamed"] {
        assert!(!list(name).is_empty(), "{name}");
    }
}
