//! A generation's life: built, sealed, published, read by several at once, rolled back, pruned, verified.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{collections::BTreeMap, fs};

use aiguilleur_store::{
    BlockCache, DataDir, FORMAT_VERSION, GenerationId, Manifest, Soundness, StoreError, Table,
};

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
    let record = generation.table("numbers", &BlockCache::default()).unwrap().get(&key(n)).unwrap()?;
    Some(String::from_utf8(record.value().to_vec()).unwrap())
}

#[test]
fn every_record_is_found_and_nothing_else() {
    let (_dir, data, _id) = serving();
    let generation = data.open_current().unwrap();
    assert_eq!(generation.table("absent", &BlockCache::default()).unwrap().all().unwrap().count(), 0);
    // Whether blocks are kept, all of them or few, changes nothing to what is found.
    for bytes in [0, 1, 100_000, 2 << 20] {
        let table = generation.table("numbers", &BlockCache::new(bytes)).unwrap();
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
    assert!(first.table("numbers", &BlockCache::default()).unwrap().get(&key(0)).unwrap().is_some());
    assert!(second.table("numbers", &BlockCache::default()).unwrap().get(&key(0)).unwrap().is_some());
    drop((first, second));
    assert_eq!(data.verify(&id).unwrap(), Soundness::Sound);
    assert!(!dir.path().join("readers").exists(), "copies are made elsewhere and removed");
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
fn names_of_generations_are_never_paths() {
    for name in ["..", "../x", "20261120T081200-00000a", "20261120T081200-0000001", "", "é"] {
        assert!(name.parse::<GenerationId>().is_err(), "{name}");
    }
    assert!("20261120T081200-000001".parse::<GenerationId>().is_ok());
}

#[test]
fn whatever_the_disk_has_spoilt_does_not_open_or_is_no_answer() {
    let (dir, data, id) = serving();
    let sealed = dir.path().join("generations").join(id.as_str());
    for file in data.manifest(&id).unwrap().files {
        let path = sealed.join(&file.path);
        let sound = fs::read(&path).unwrap();
        for bit in (0..sound.len() * 8).step_by(sound.len() * 8 / 8 + 1) {
            let mut spoilt = sound.clone();
            spoilt[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, spoilt).unwrap();
            noticed_or_harmless(&data, &format!("{} bit {bit}", file.path));
        }
        for left in [0, sound.len() / 2] {
            fs::write(&path, &sound[..left]).unwrap();
            assert!(sound.is_empty() || data.open_current().is_err(), "{} cut", file.path);
        }
        fs::remove_file(&path).unwrap();
        assert!(matches!(data.open_current(), Err(StoreError::Damaged { .. })), "{} absent", file.path);
        fs::write(&path, sound).unwrap();
    }
    assert_eq!(value(&data, 0).as_deref(), Some("a 0 "));
}

/// What is read is what was sealed, or an error.
fn noticed_or_harmless(data: &DataDir, what: &str) {
    let generation = match data.open_current() {
        Ok(generation) => generation,
        Err(error) => return assert!(matches!(error, StoreError::Damaged { .. }), "{what}: {error}"),
    };
    let table = generation.table("numbers", &BlockCache::default()).unwrap();
    let Ok(records) = table.all() else { return };
    let mut number = 0;
    for record in records {
        let Ok(record) = record else { return };
        assert!(record.value().starts_with(format!("a {number} ").as_bytes()), "{what}");
        number += 1;
    }
    assert_eq!(number, 3000, "{what}");
}

#[test]
fn an_abandoned_import_leaves_nothing_and_prune_sweeps_what_a_kill_left() {
    let (dir, data, id) = serving();
    let building = data.begin().unwrap();
    building.table("numbers").unwrap().push(b"k", b"v").unwrap();
    drop(building);
    let left = || fs::read_dir(dir.path().join("building")).unwrap().count();
    assert_eq!(left(), 0);
    fs::create_dir_all(dir.path().join("building/20261120T081200-000009/blocks")).unwrap();
    data.prune(1, &[]).unwrap();
    assert_eq!(left(), 0);
    let held = data.begin().unwrap();
    data.prune(1, &[]).unwrap();
    assert_eq!(left(), 1, "what is being built stays");
    drop(held);
    assert_eq!(data.current().unwrap(), Some(id));
}

#[test]
fn the_clock_may_go_back() {
    let (dir, data, first) = serving();
    // As if it had been built a year from now.
    let later: GenerationId = "20271120T081200-000007".parse().unwrap();
    let generations = dir.path().join("generations");
    fs::rename(generations.join(first.as_str()), generations.join(later.as_str())).unwrap();
    data.publish(&later).unwrap();
    let next = build(&data, "b");
    assert!(next > later, "{next} follows {later}");
    data.publish(&next).unwrap();
    assert_eq!(data.generations().unwrap(), [later.clone(), next.clone()]);
    assert_eq!(data.rollback().unwrap(), later);
    data.publish(&next).unwrap();
    data.prune(0, &[]).unwrap();
    data.discard(&later).unwrap();
    assert!(build(&data, "c") > next, "a name is never given twice");
}

#[test]
fn what_was_built_beside_another_publication_does_not_replace_it() {
    let (_dir, data, first) = serving();
    let (mine, theirs) = (build(&data, "mine"), build(&data, "theirs"));
    data.publish_instead_of(Some(&first), &theirs).unwrap();
    let refused = data.publish_instead_of(Some(&first), &mine).unwrap_err();
    assert!(matches!(refused, StoreError::Superseded { .. }));
    assert_eq!(data.current().unwrap(), Some(theirs));
}

#[test]
fn a_counter_is_given_once() {
    let (_dir, data, served) = serving();
    let counter = |id: &GenerationId| id.as_str().rsplit('-').next().unwrap().to_owned();
    let candidate = build(&data, "b");
    data.discard(&candidate).unwrap();
    // Nothing on disk names the candidate any more.
    let next = build(&data, "c");
    assert!(counter(&served) < counter(&candidate) && counter(&candidate) < counter(&next), "{next}");
}

#[test]
fn what_lies_beside_the_tables_is_compared_with_the_manifest() {
    let (dir, data, id) = serving();
    data.open_beside(&id, "rejects.jsonl").unwrap();
    let path = dir.path().join("generations").join(id.as_str()).join("rejects.jsonl");
    fs::write(&path, "[]\n").unwrap();
    // Another process, which has not compared it yet.
    let refused = DataDir::existing(dir.path()).open_beside(&id, "rejects.jsonl").unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
}

#[test]
fn nothing_of_a_data_folder_is_open_to_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, _data, id) = serving();
    let mut folders = vec![dir.path().join("generations").join(id.as_str())];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o750, "{}", folder.display());
        for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                assert_eq!(mode(&entry), 0o600, "{}", entry.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 3);
}
