//! The directory of these tests: the fixtures, and a second day on which some activities are gone.

use std::{fs, path::PathBuf};

use aiguilleur_directory::Snapshot;
use aiguilleur_domain::Date;
use aiguilleur_importer::{ImportRequest, import};
use aiguilleur_store::{BlockCache, DataDir};
use tempfile::TempDir;

/// The day of the verdicts.
pub(crate) const TODAY: Date = Date::constant(2026, 11, 21);

/// The rows that are gone on the second day, by RPPS and secteur.
const GONE: &[(&str, &str)] = &[("99700000112", "SA07"), ("99700000617", "SA08"), ("99700000500", "SA09")];

fn fixtures() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures"))
}

/// Both days imported; the folder lives as long as the snapshot is read.
pub(crate) fn two_days() -> (TempDir, Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::open(folder.path().join("data")).unwrap();
    let mut files: Vec<PathBuf> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "md"))
        .collect();
    files.sort();
    publish(&data, files.clone());
    for file in &mut files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("PS_LibreAcces_") {
            let text = fs::read_to_string(&file).unwrap();
            let kept: Vec<&str> = text.lines().filter(|line| !is_gone(line)).collect();
            *file = folder.path().join(name.replace("20261120", "20261121"));
            fs::write(&file, format!("{}\n", kept.join("\n"))).unwrap();
        }
    }
    publish(&data, files);
    let snapshot = Snapshot::current(&data, &BlockCache::default()).unwrap();
    (folder, snapshot)
}

fn is_gone(line: &str) -> bool {
    GONE.iter().any(|(rpps, secteur)| line.contains(rpps) && line.contains(secteur))
}

fn publish(data: &DataDir, files: Vec<PathBuf>) {
    import(data, &ImportRequest::new(files), &mut |_| {}).unwrap().publish().unwrap();
}
