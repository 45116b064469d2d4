//! Files of the publishers' own shape: every record is accounted for, and all together answer.

use aiguilleur_tests::{Data, reference};
use serde_json::Value;

use crate::accounts::{count, rows, source};

const PEOPLE: &str = "PS_LibreAcces_Personne_activite_202611190812.txt";

fn sample(name: &str) -> std::path::PathBuf {
    reference("samples").join(name)
}

/// Imports one sample alone: its rows read, and the report's counts.
#[track_caller]
fn check(name: &str, read: u64, counts: &[(&str, u64)]) {
    let report: Value = Data::empty().import(&[sample(name)]);
    let (found, kept, rejected) = rows(&report["sources"][0]);
    assert_eq!((found, kept, rejected), (read, read, 0), "{report:#}");
    for (what, expected) in counts {
        assert_eq!(count(&report, what), *expected, "{what} in {report:#}");
    }
}

#[test]
fn the_rpps_sample_is_whole() {
    let report = Data::empty().import(&[sample(PEOPLE)]);
    let (read, kept, rejected) = rows(source(&report, "Personne_activite"));
    assert_eq!(read, 135, "{report:#}");
    let placed = count(&report, "rows_in_situations") + count(&report, "rows_without_situation");
    assert_eq!(placed, kept, "a row kept is in a situation, or on a professional who has none: {report:#}");
    assert_eq!(placed + rejected, 135, "{report:#}");
}

#[test]
fn the_finess_extract_is_whole() {
    let counts = [("legal_entities", 8), ("sites", 17), ("sites_open", 7), ("groups", 1)];
    check("finess-structures-echantillon-20260813.json", 26, &counts);
}

#[test]
fn the_legacy_csv_sample_is_whole() {
    check("etalab-cs1100502-extrait-20260512.csv", 13, &[("sites", 13)]);
}

#[test]
fn the_xml_samples_are_whole_and_what_is_closed_is_marked() {
    check("finess_cs1400101_stock_20211214-0333.xml", 3, &[("legal_entities", 3)]);
    check("finess_cs1400102_stock_20211214-0336.xml", 14, &[("sites", 14), ("sites_open", 9)]);
    check("finess_cs1400109_stock_20211210-0438.xml", 2, &[("sites", 2), ("sites_open", 0)]);
}

#[test]
fn all_samples_make_one_generation_that_answers() {
    let names = [
        PEOPLE,
        "finess-structures-echantillon-20260813.json",
        "etalab-cs1100502-extrait-20260512.csv",
        "finess_cs1400101_stock_20211214-0333.xml",
        "finess_cs1400102_stock_20211214-0336.xml",
    ];
    let data = Data::empty();
    data.import(&names.map(sample));
    let text = std::fs::read_to_string(sample(PEOPLE)).unwrap();
    // Every fourth professional of the sample, in the order of the file.
    for line in text.lines().skip(1).step_by(4) {
        let id = line.split('|').nth(2).unwrap();
        let answer = data.resolve(id);
        for decision in answer["decisions"].as_array().unwrap() {
            assert!(!decision["rule"]["citations"].as_array().unwrap().is_empty(), "{decision:#}");
        }
    }
}
