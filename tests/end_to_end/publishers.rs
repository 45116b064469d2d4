//! The publishers' own samples, where they lie beside the workspace: every record is accounted for.

use std::path::PathBuf;

use aiguilleur_tests::{Data, shared};
use serde_json::Value;

use crate::accounts::{count, rows, source};

fn sample(name: &str) -> Option<PathBuf> {
    Some(shared(name)?.join("data").join(name))
}

/// Imports one sample alone: its rows read, and the report's counts.
fn check(name: &str, read: u64, counts: &[(&str, u64)]) -> Option<Value> {
    let report = Data::empty().import(&[sample(name)?]);
    let (found, kept, rejected) = rows(&report["sources"][0]);
    assert_eq!((found, kept, rejected), (read, read, 0), "{report:#}");
    for (what, expected) in counts {
        assert_eq!(count(&report, what), *expected, "{what} in {report:#}");
    }
    Some(report)
}

#[test]
fn the_rpps_sample_is_whole() {
    let Some(path) = sample("PS_LibreAcces_Personne_activite_202611190812.txt") else { return };
    let report = Data::empty().import(&[path]);
    let (read, kept, rejected) = rows(source(&report, "Personne_activite"));
    assert_eq!(read, 1820, "{report:#}");
    let placed = count(&report, "rows_in_situations") + count(&report, "rows_without_situation");
    assert_eq!(placed, kept, "a row kept is in a situation, or on a professional who has none: {report:#}");
    assert_eq!(placed + rejected, 1820, "{report:#}");
}

#[test]
fn the_finess_extract_is_whole() {
    check(
        "finess-structures-echantillon-20260813.json.gz",
        1784,
        &[("legal_entities", 30), ("sites", 1753), ("sites_open", 841), ("groups", 1)],
    );
}

#[test]
fn the_legacy_csv_sample_is_whole() {
    check("etalab-cs1100502-extrait-20260512.csv", 13, &[("sites", 13)]);
}

#[test]
fn the_xml_samples_are_whole_and_what_is_closed_is_marked() {
    check("xml/finess_cs1400101_stock_20211214-0333.xml", 3, &[("legal_entities", 3)]);
    check("xml/finess_cs1400102_stock_20211214-0336.xml", 14, &[("sites", 14), ("sites_open", 9)]);
    check("xml/finess_cs1400109_stock_20211210-0438.xml.gz", 2, &[("sites", 2), ("sites_open", 0)]);
}

#[test]
fn all_samples_make_one_generation_that_answers() {
    let Some(shared) = shared("every sample at once") else { return };
    let names = [
        "PS_LibreAcces_Personne_activite_202611190812.txt",
        "finess-structures-echantillon-20260813.json.gz",
        "etalab-cs1100502-extrait-20260512.csv",
        "xml/finess_cs1400101_stock_20211214-0333.xml",
        "xml/finess_cs1400102_stock_20211214-0336.xml",
    ];
    let data = Data::empty();
    let files: Vec<PathBuf> = names.iter().map(|name| shared.join("data").join(name)).collect();
    data.import(&files);
    let text = std::fs::read_to_string(&files[0]).unwrap();
    // Every fortieth professional of the sample, in the order of the file.
    for line in text.lines().skip(1).step_by(40) {
        let id = line.split('|').nth(2).unwrap();
        let answer = data.resolve(id);
        for decision in answer["decisions"].as_array().unwrap() {
            assert!(!decision["rule"]["citations"].as_array().unwrap().is_empty(), "{decision:#}");
        }
    }
}
