//! A generation's life: built, sealed, published, read by several at once, rolled back, pruned, verified.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{collections::BTreeMap, fs};

use aiguilleur_store::{DataDir, FORMAT_VERSION, GenerationId, Manifest, Soundness, StoreError, Table};

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT_VERSION,
        rules: "test".into(),
        created_at: jiff::Timestamp::UNIX_EPOCH,
        as_of: jiff::civil::date(2026, 11, 20),
        sources: Vec::new(),
        counts: BTreeMap::from([("records".into(), 3000)]),
        files: Vec::new(),
        checksum: String::new(),
    }
}

fn key(n: u32) -> Vec<u8> {
    format!("key-{n:06}").into_bytes()
}

fn build(data: &DataDir, marker: &str) -> GenerationId {
    let building = data.begin().unwrap();
    let mut table = building.table("numbers").unwrap();
    for n in 0..3000 {
        table.push(&key(n * 2), format!("{marker} {n} {}", "x".repeat(n as usize % 90)).as_bytes()).unwrap();
    }
    assert_eq!(table.finish().unwrap(), 3000);
    fs::write(building.rejects_path(), "{}\n").unwrap();
    building.seal(manifest()).unwrap()
}

/// A folder that serves one generation.
fn serving() -> (tempfile::TempDir, DataDir, GenerationId) {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path()).unwrap();
    let id = build(&data, "a");
    data.publish(&id).unwrap();
    (dir, data, id)
}

fn value(data: &DataDir, n: u32) -> Option<String> {
    let generation = data.open_current().unwrap();
    let record = generation.table("numbers").unwrap().get(&key(n)).unwrap()?;
    Some(String::from_utf8(record.value().to_vec()).unwrap())
}

#[test]
fn every_record_is_found_and_nothing_else() {
    let (_dir, data, _id) = serving();
    let generation = data.open_current().unwrap();
    assert_eq!(generation.table("absent").unwrap().all().unwrap().count(), 0);
    let table = || generation.table("numbers").unwrap();
    // Whether blocks are kept, all of them or one at a time, changes nothing to what is found.
    for table in [table(), table().keeping(2 << 20), table().keeping(1)] {
        holds_even_numbers(&table);
        holds_even_numbers(&table);
    }
}

fn holds_even_numbers(table: &Table) {
    for n in 0..3000_u32 {
        let record = table.get(&key(n * 2)).unwrap().unwrap();
        assert!(record.value().starts_with(format!("a {n} ").as_bytes()), "{n}");
        assert!(table.get(&key(n * 2 + 1)).unwrap().is_none());
    }
    assert!(table.get(b"a").unwrap().is_none() && table.get(b"z").unwrap().is_none());
    let all: Vec<_> = table.all().unwrap().map(|r| r.unwrap().key().to_vec()).collect();
    assert_eq!(all, (0..3000).map(|n| key(n * 2)).collect::<Vec<_>>());
    let some: Vec<_> =
        table.prefix(b"key-0012", b"key-001210").unwrap().map(|r| r.unwrap().key().to_vec()).collect();
    assert_eq!(some, (605..650).map(|n| key(n * 2)).collect::<Vec<_>>());
}

#[test]
fn readers_share_a_generation_and_leave_it_as_sealed() {
    let (dir, data, id) = serving();
    let first = data.open_current().unwrap();
    let second = data.open_current().unwrap();
    assert!(first.table("numbers").unwrap().get(&key(0)).unwrap().is_some());
    assert!(second.table("numbers").unwrap().get(&key(0)).unwrap().is_some());
    drop((first, second));
    assert_eq!(data.verify(&id).unwrap(), Soundness::Sound);
    assert_eq!(fs::read_dir(dir.path().join("readers").join(id.as_str())).unwrap().count(), 4);
}

#[test]
fn one_builder_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path()).unwrap();
    let first = data.begin().unwrap();
    assert!(matches!(data.begin(), Err(StoreError::Locked { .. })));
    drop(first);
    assert!(data.begin().is_ok());
}

#[test]
fn rollback_and_prune() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path()).unwrap();
    assert!(matches!(data.open_current(), Err(StoreError::Empty { .. })));
    let ids: Vec<_> = ["a", "b", "c"]
        .iter()
        .map(|marker| {
            let id = build(&data, marker);
            data.publish(&id).unwrap();
            id
        })
        .collect();
    assert_eq!(value(&data, 0).as_deref(), Some("c 0 "));
    let never_published = build(&data, "d");
    data.publish(&build(&data, "e")).unwrap();
    assert_eq!(data.rollback().unwrap(), ids[2]);
    for stray in &data.generations().unwrap()[3..] {
        data.discard(stray).unwrap();
    }
    assert!(!data.generations().unwrap().contains(&never_published));
    assert_eq!(data.rollback().unwrap(), ids[1]);
    assert_eq!(value(&data, 0).as_deref(), Some("b 0 "));
    assert_eq!(data.generations().unwrap(), ids);
    assert_eq!(data.prune(0, &[]).unwrap(), ids[..1]);
    assert_eq!(data.generations().unwrap(), ids[1..]);
    assert!(matches!(data.rollback(), Err(StoreError::NoGeneration(_))));
}

#[test]
fn a_refused_candidate_is_discarded_and_the_served_one_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path()).unwrap();
    let (served, candidate) = (build(&data, "a"), build(&data, "b"));
    data.publish(&served).unwrap();
    assert!(matches!(data.discard(&served), Err(StoreError::Served(_))));
    data.discard(&candidate).unwrap();
    data.discard(&candidate).unwrap();
    assert_eq!(data.generations().unwrap(), [served]);
    assert_eq!(value(&data, 0).as_deref(), Some("a 0 "));
}

#[test]
fn an_abandoned_import_changes_nothing() {
    let (_dir, data, _id) = serving();
    let abandoned = data.begin().unwrap();
    abandoned.table("numbers").unwrap().push(b"k", b"v").unwrap();
    drop(abandoned);
    let sealed_only = build(&data, "b");
    assert_eq!(value(&data, 0).as_deref(), Some("a 0 "));
    data.publish(&sealed_only).unwrap();
    assert_eq!(value(&data, 0).as_deref(), Some("b 0 "));
}

#[test]
fn damage_is_seen() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path()).unwrap();
    let id = build(&data, "a");
    let sealed = dir.path().join("generations").join(id.as_str());
    fs::write(sealed.join("rejects.jsonl"), "altered").unwrap();
    fs::write(sealed.join("stranger"), "").unwrap();
    let Soundness::Damaged(found) = data.verify(&id).unwrap() else { panic!("damage was not seen") };
    assert_eq!(found, ["rejects.jsonl : altéré", "stranger : hors du manifeste"]);
    let manifest = sealed.join("manifest.json");
    fs::write(&manifest, fs::read_to_string(&manifest).unwrap().replace("3000", "3001")).unwrap();
    assert!(matches!(data.publish(&id), Err(StoreError::Damaged { .. })));
    assert_eq!(data.current().unwrap(), None);
}

#[test]
fn a_block_that_the_disk_has_spoilt_is_no_answer() {
    let (dir, data, id) = serving();
    let path = dir.path().join(format!("generations/{id}/blocks/numbers"));
    let sound = fs::read(&path).unwrap();
    for at in [0, 5, sound.len() / 2, sound.len() - 1] {
        let mut spoilt = sound.clone();
        spoilt[at] ^= 1;
        fs::write(&path, spoilt).unwrap();
        let table = data.open_current().unwrap().table("numbers").unwrap();
        let read: Vec<_> = table.all().unwrap().take_while(Result::is_ok).collect();
        assert!(read.len() < 3000, "byte {at}");
    }
    fs::write(&path, &sound[..sound.len() - 1]).unwrap();
    let table = data.open_current().unwrap().table("numbers").unwrap();
    assert!(matches!(table.get(&key(5998)), Err(StoreError::Io { .. })));
}

#[test]
fn names_of_generations_are_never_paths() {
    for name in ["..", "../x", "20261120T081200-00000a", "20261120T081200-0000001", "", "é"] {
        assert!(name.parse::<GenerationId>().is_err(), "{name}");
    }
    assert!("20261120T081200-000001".parse::<GenerationId>().is_ok());
}
