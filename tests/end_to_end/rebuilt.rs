//! A rebuild has one path: the same rows give the same tables, byte for byte, in whatever order they come.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_tests::{Data, fixtures, xtask};

/// Every table of what `files` become, and its bytes.
fn tables(files: &[PathBuf]) -> BTreeMap<String, Vec<u8>> {
    let data = Data::empty();
    data.import(files);
    let folder = data.path().join("generations").join(data.served()).join("blocks");
    let table = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into(), fs::read(path).unwrap());
    fs::read_dir(folder).unwrap().map(|entry| table(entry.unwrap().path())).collect()
}

fn assert_same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    let sizes = |tables: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, usize> {
        tables.iter().map(|(name, bytes)| (name.clone(), bytes.len())).collect()
    };
    assert_eq!(sizes(found), sizes(expected));
    for (name, bytes) in found {
        assert!(expected[name] == *bytes, "two tables {name} of one size differ");
    }
}

#[test]
fn the_same_files_in_another_order_give_the_same_tables() {
    let mut files = fixtures();
    let expected = tables(&files);
    assert!(expected.values().filter(|table| !table.is_empty()).count() > 8, "{:?}", expected.keys());
    files.reverse();
    assert_same(&tables(&files), &expected);
}

#[test]
fn the_same_rows_in_another_order_give_the_same_tables() {
    let folder = tempfile::tempdir().unwrap();
    let country = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        xtask(&[&["synth", "--small", "--seed", "11", "--out", out.to_str().unwrap()], more].concat());
        tables(&files(&out))
    };
    assert_same(&country("shuffled", &["--shuffle"]), &country("grouped", &[]));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.file_name().unwrap() != "changes.json").collect()
}
