//! One bit flipped in a file of the data folder: found at open, or when it is read, or harmless. Never another answer.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_tests::{Data, Finished};

use super::{Random, in_words, rounds, two_days};

/// What is asked of a folder: each kind of file is read by one of them.
const ASKED: &[&[&str]] = &[
    &["resolve", "99700000104", "--as-of", "2026-11-20", "--json"],
    &["resolve", "990001018", "--as-of", "2026-11-20", "--json"],
    &["check", "990001018", "99700000104", "--json"],
    &["search", "rouen", "--json"],
    &["changes", "--json"],
    &["keys", "list", "--json"],
    &["generations", "list", "--json"],
];

fn ask(data: &Data) -> Vec<Finished> {
    ASKED.iter().map(|arguments| data.run(arguments)).collect()
}

/// A folder with a file of every kind.
fn world() -> Data {
    let data = two_days();
    let made = data.run(&["keys", "create", "attaque", "--json"]).done().json();
    data.run(&["keys", "revoke", made["id"].as_str().unwrap()]).done();
    data.run(&["forget", "99700000203"]).done();
    data
}

/// The files of a folder by kind: where they lie, whatever the generation and the shard.
fn kinds(root: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    let (mut kinds, mut folders) = (BTreeMap::<String, Vec<PathBuf>>::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if fs::metadata(&entry).unwrap().len() > 0 {
                kinds.entry(kind(entry.strip_prefix(root).unwrap())).or_default().push(entry);
            }
        }
    }
    kinds
}

fn kind(path: &Path) -> String {
    let inside = path.iter().skip(if path.starts_with("generations") { 2 } else { 0 });
    let mut parts: Vec<String> = inside.map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.first().is_some_and(|first| first == "search") && parts.len() > 2 {
        // `people-0/<segment>.idx`: the extension tells what it holds.
        let name = parts.pop().unwrap_or_default();
        return format!("search/*.{}", name.rsplit('.').next().unwrap_or_default());
    }
    parts.join("/")
}

#[test]
fn a_flipped_bit_is_found_or_harmless() {
    let data = world();
    let expected = ask(&data);
    let kinds = kinds(&data.path());
    assert!(kinds.len() > 20, "{:?}", kinds.keys());
    let mut random = Random::new(14);
    let mut counts_by_kind = BTreeMap::<&str, [u32; 2]>::new();
    for (round, (kind, files)) in kinds.iter().cycle().take(rounds(kinds.len(), 300)).enumerate() {
        // The served generation is asked: mostly one of its files.
        let path = random.one(files);
        let sound = fs::read(path).unwrap();
        let (at, bit) = (random.below(sound.len()), random.below(8));
        let mut spoilt = sound.clone();
        spoilt[at] ^= 1 << bit;
        fs::write(path, spoilt).unwrap();
        let what = format!("round {round}: {kind}, byte {at}, bit {bit} of {}", path.display());
        let found = differs(&expected, &ask(&data), &what);
        fs::write(path, sound).unwrap();
        counts_by_kind.entry(kind).or_default()[usize::from(found)] += 1;
    }
    let total = |found: usize| counts_by_kind.values().map(|counts| counts[found]).sum::<u32>();
    println!(
        "flips: {} found by what was asked, {} harmless to it; by kind {counts_by_kind:#?}",
        total(1),
        total(0)
    );
    assert!(total(1) > 0, "nothing was found: the attack attacks nothing");
    assert!(ask(&data).iter().zip(&expected).all(|(now, then)| now.stdout == then.stdout));
}

/// Whether anything that was asked failed; fails the test when something was answered otherwise.
fn differs(expected: &[Finished], found: &[Finished], what: &str) -> bool {
    let mut failed = false;
    for ((arguments, expected), found) in ASKED.iter().zip(expected).zip(found) {
        let what = format!("{what}: {}", arguments.join(" "));
        in_words(found, &what);
        if found.status == Some(1) && expected.status != Some(1) {
            assert!(found.stderr.contains("erreur :"), "{what}: {}", found.stderr);
            failed = true;
        } else if arguments[0] == "generations" {
            // A list says of each generation what is wrong with it.
            failed |= found.stdout != expected.stdout;
        } else {
            assert_eq!((found.status, &found.stdout), (expected.status, &expected.stdout), "{what}");
        }
    }
    failed
}

#[test]
fn verify_names_every_file_that_was_spoilt() {
    let data = two_days();
    let served = data.path().join("generations").join(data.served());
    let mut random = Random::new(41);
    for (kind, files) in kinds(&served).iter().filter(|(kind, _)| kind.as_str() != "manifest.json") {
        let path = random.one(files);
        let sound = fs::read(path).unwrap();
        let mut spoilt = sound.clone();
        let at = random.below(sound.len());
        spoilt[at] ^= 1 << random.below(8);
        fs::write(path, spoilt).unwrap();
        let finished = data.run(&["generations", "verify"]).failed();
        let name = path.strip_prefix(&served).unwrap().to_string_lossy().into_owned();
        assert!(finished.stderr.contains(&name), "{kind}: {}", finished.stderr);
        fs::write(path, sound).unwrap();
    }
    data.run(&["generations", "verify"]).done();
}
