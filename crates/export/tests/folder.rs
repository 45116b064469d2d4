//! An exported folder: its rows are those of the directory, its bytes always the same, and nothing else is touched.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use aiguilleur_columnar::Reader;
use aiguilleur_directory::Snapshot;
use aiguilleur_domain::Date;
use aiguilleur_export::{Existing, Export, ExportError, Manifest};
use aiguilleur_importer::{ImportRequest, import};
use aiguilleur_store::{BlockCache, DataDir};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
const DAY: &str = "2026-11-20";

/// The fixtures, served twice over, in a folder that goes with the test.
struct Directory {
    folder: tempfile::TempDir,
    data: DataDir,
    snapshot: Snapshot,
}

impl Directory {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path().join("data")).unwrap();
        let listed = fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> =
            listed.filter(|path| path.is_file() && path.extension().is_some_and(|e| e != "md")).collect();
        files.sort();
        for _ in 0..2 {
            import(&data, &ImportRequest::new(files.clone()), &mut |_| {}).unwrap().publish().unwrap();
        }
        let snapshot = Snapshot::current(&data, &BlockCache::default()).unwrap();
        Self { folder, data, snapshot }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn export(&self, name: &str, existing: Existing, threads: usize) -> Result<Manifest, ExportError> {
        let as_of: Date = DAY.parse().unwrap();
        let export = Export { data: &self.data, snapshot: &self.snapshot, as_of, threads };
        export.into_folder(&self.at(name), existing, &mut |_| {})
    }
}

/// Every file below `folder`, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.insert(entry.clone(), fs::read(&entry).unwrap());
        }
    }
    found
}

/// The rows of a table, each cell by its column's name.
fn rows(folder: &Path, manifest: &Manifest, table: &str) -> Vec<BTreeMap<String, String>> {
    let table = manifest.tables.iter().find(|known| known.name == table).unwrap();
    let mut rows = Vec::new();
    for file in &table.files {
        let reader = Reader::open(File::open(folder.join(&file.path)).unwrap()).unwrap();
        assert_eq!(reader.total(), file.rows);
        let names = reader.columns().to_vec();
        for row in reader {
            let cells = names.iter().cloned().zip(row.unwrap());
            rows.push(
                cells
                    .filter_map(|(name, cell)| Some((name, cell.filter(|cell| !cell.is_empty())?)))
                    .collect(),
            );
        }
    }
    rows
}

#[test]
fn rows_say_what_the_directory_answers() {
    let directory = Directory::new();
    let manifest = directory.export("out", Existing::Kept, 2).unwrap();
    let out = directory.at("out");
    let professionals = rows(&out, &manifest, "professionals");
    assert_eq!(professionals.len(), 53);
    let mut decisions = rows(&out, &manifest, "decisions").into_iter();
    let mut situations = rows(&out, &manifest, "situations").into_iter();
    for person in professionals {
        let id = person["id_nat_pp"].parse().unwrap();
        let request = aiguilleur_directory::DecisionRequest { as_of: DAY.parse().ok(), ..Default::default() };
        let decided = directory.snapshot.decide_for_professional(id, &request).unwrap().unwrap();
        assert_eq!(person["situations_count"], decided.decisions.len().to_string());
        for (index, view) in decided.decisions.iter().enumerate() {
            let (row, situation) = (decisions.next().unwrap(), situations.next().unwrap());
            assert_eq!([&row["id_nat_pp"], &situation["id_nat_pp"]], [&person["id_nat_pp"]; 2]);
            assert_eq!([&row["situation_index"], &situation["situation_index"]], [&index.to_string(); 2]);
            assert_eq!(row["outcome"], view.decision.outcome().code());
            assert_eq!(row["rule"], view.decision.rule().rule.id);
            let identifier = view.decision.value().map(str::to_owned);
            assert_eq!(row.get("identifier"), identifier.as_ref());
            let place = view.structure.as_ref().map(|structure| &structure.name);
            assert_eq!(situation.get("structure_name"), place.filter(|name| !name.is_empty()));
        }
    }
    assert!(decisions.next().is_none() && situations.next().is_none());
}

#[test]
fn every_situation_leads_to_one_structure() {
    let directory = Directory::new();
    let manifest = directory.export("out", Existing::Kept, 1).unwrap();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let structures = rows(&directory.at("out"), &manifest, "structures");
    for structure in &structures {
        if let Some(id) = structure.get("technical_id") {
            *known.entry(id.clone()).or_default() += 1;
        }
    }
    for situation in rows(&directory.at("out"), &manifest, "situations") {
        if let Some(id) = situation.get("technical_id") {
            assert_eq!(known.get(id), Some(&1), "{situation:?}");
        }
    }
    let units = structures.iter().filter(|row| row.get("kind").is_some_and(|kind| kind == "siren"));
    assert_eq!(units.count() as u64, directory.snapshot.generation().manifest().counts["legal_units"]);
}

#[test]
fn the_same_generation_makes_the_same_bytes_however_it_is_shared_out() {
    let directory = Directory::new();
    directory.export("one", Existing::Kept, 1).unwrap();
    directory.export("many", Existing::Kept, 5).unwrap();
    let of = |name| files(&directory.at(name)).into_values().collect::<Vec<_>>();
    assert!(of("one") == of("many"));
    assert!(directory.at("one/_SUCCESS").exists());
    let hidden = fs::read_dir(directory.folder.path())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    assert_eq!(hidden.filter(|name| name.starts_with('.')).count(), 0, "nothing is left aside");
}

#[test]
fn an_export_is_replaced_when_asked_and_by_no_other_way() {
    let directory = Directory::new();
    directory.export("out", Existing::Kept, 2).unwrap();
    let before = files(&directory.at("out"));
    assert!(matches!(directory.export("out", Existing::Kept, 2), Err(ExportError::Existing { .. })));
    assert!(before == files(&directory.at("out")));
    directory.export("out", Existing::Replaced, 2).unwrap();
    assert!(before == files(&directory.at("out")));
}

#[test]
fn what_no_export_wrote_is_left_alone() {
    let directory = Directory::new();
    let refused = |name: &str, stranger: &str| {
        let found = directory.export(name, Existing::Replaced, 2).unwrap_err();
        assert!(matches!(&found, ExportError::NotOurs { found, .. } if found == stranger), "{found}");
    };
    fs::create_dir(directory.at("mine")).unwrap();
    fs::write(directory.at("mine/notes.txt"), "à moi").unwrap();
    refused("mine", "notes.txt");
    assert_eq!(fs::read_to_string(directory.at("mine/notes.txt")).unwrap(), "à moi");
    directory.export("out", Existing::Kept, 2).unwrap();
    fs::write(directory.at("out/decisions/mine.parquet"), "à moi").unwrap();
    refused("out", "decisions/mine.parquet");
    fs::write(directory.at("file"), "à moi").unwrap();
    refused("file", "un fichier ou un lien");
    fs::create_dir(directory.at("empty")).unwrap();
    directory.export("empty", Existing::Kept, 2).unwrap();
}

#[test]
fn two_exports_to_one_place_do_not_meet() {
    let directory = Directory::new();
    let aside = directory.at(".out.aiguilleur-export");
    fs::create_dir(&aside).unwrap();
    fs::write(aside.join("left"), "by a killed export").unwrap();
    let lock = File::open(&aside).unwrap();
    lock.lock().unwrap();
    assert!(matches!(directory.export("out", Existing::Kept, 2), Err(ExportError::Taken { .. })));
    assert!(aside.join("left").exists());
    drop(lock);
    directory.export("out", Existing::Kept, 2).unwrap();
    assert!(!aside.exists() && !directory.at("out/left").exists());
}
