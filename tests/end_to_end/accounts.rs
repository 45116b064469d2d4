//! The account of an import: every row read is somewhere in it, and what is kept can be found again.

use aiguilleur_tests::{Data, fixtures, object};
use serde_json::Value;

/// One number of the report's counts.
pub(crate) fn count(report: &Value, what: &str) -> u64 {
    report["counts"][what].as_u64().unwrap_or(0)
}

/// The part of the report about one file.
pub(crate) fn source<'a>(report: &'a Value, file: &str) -> &'a Value {
    let sources = report["sources"].as_array().unwrap();
    sources.iter().find(|source| source["file"].as_str().is_some_and(|name| name.contains(file))).unwrap()
}

fn number(source: &Value, field: &str) -> u64 {
    source[field].as_u64().unwrap_or_else(|| panic!("{field} in {source:#}"))
}

/// Rows read, kept, rejected.
pub(crate) fn rows(source: &Value) -> (u64, u64, u64) {
    let rows = (number(source, "rows_read"), number(source, "rows_kept"), number(source, "rows_rejected"));
    let by_rule: u64 = object(&source["rejects"]).filter_map(|(_, count)| count.as_u64()).sum();
    assert_eq!(rows.0, rows.1 + rows.2, "rows are lost: {source:#}");
    assert_eq!(by_rule, rows.2, "rejects without a rule: {source:#}");
    rows
}

#[test]
fn the_fixtures_are_accounted_for_row_by_row() {
    let report = Data::empty().import(&fixtures());
    let expected = [
        ("Personne_activite", (59, 56, 3)),
        ("PS_LibreAcces_SavoirFaire", (31, 31, 0)),
        ("Profil1_ExercPro", (3, 3, 0)),
        ("Profil1_SavoirFaire", (2, 2, 0)),
        ("Profil1_Activite", (11, 9, 2)),
        ("Profil1_Structure", (4, 4, 0)),
        ("Profil1_CoordStruct", (3, 3, 0)),
        ("finess-structures", (51, 51, 0)),
        ("cs1400101", (2, 2, 0)),
        ("cs1400102", (3, 3, 0)),
        ("cs1100501", (2, 2, 0)),
        ("cs1100502", (2, 2, 0)),
        ("StockUniteLegale", (11, 11, 0)),
    ];
    for (file, rows_expected) in expected {
        assert_eq!(rows(source(&report, file)), rows_expected, "{file}");
    }
    // 56 rows kept: 54 in situations (one repeats another, one is a second savoir-faire), two without any.
    assert_eq!(
        count(&report, "rows_in_situations") + count(&report, "rows_without_situation"),
        56,
        "{report:#}"
    );
    assert_eq!(count(&report, "rows_without_situation"), 2);
    // One of them is known by the restricted extraction alone, all of whose activities have ended.
    assert_eq!(count(&report, "professionals"), 53);
    assert_eq!(count(&report, "situations_active"), 52);
    assert_eq!(count(&report, "situations_ended"), 2);
    // Of its nine activities: four tell more of a situation, two are past, one is too old, two are of no situation.
    for (what, expected) in [
        ("restricted_situations_enriched", 4),
        ("restricted_past_situations", 2),
        ("restricted_past_people", 1),
        ("restricted_activities_forgotten", 1),
        ("restricted_activities_not_in_open_stock", 2),
        ("restricted_activities_of_unknown_structure", 2),
    ] {
        assert_eq!(count(&report, what), expected, "{what} in {report:#}");
    }
    assert_eq!(count(&report, "sites"), 31);
    assert_eq!(count(&report, "groups"), 1);
}

#[test]
fn sources_are_named_dated_and_hashed() {
    let report = Data::empty().import(&fixtures());
    assert_eq!(report["as_of"], "2026-11-20");
    for source in report["sources"].as_array().unwrap() {
        assert_eq!(source["sha256"].as_str().map(str::len), Some(64), "{source:#}");
        assert!(source["size"].as_u64().is_some_and(|size| size > 0), "{source:#}");
        let dated = source["dated"].as_str();
        assert!(dated.is_some() || source["name"] == "StockUniteLegale", "{source:#}");
    }
}

#[test]
fn rejects_are_located_and_kept_with_the_generation() {
    let data = Data::empty();
    let report = data.import(&fixtures());
    let generation = report["generation"].as_str().unwrap();
    let kept = data.path().join("generations").join(generation).join("rejects.jsonl");
    let kept = std::fs::read_to_string(kept).unwrap();
    let lines: Vec<Value> = kept.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = format!("{lines:#?}");
    for line in ["57", "58", "60"] {
        let at = lines.iter().any(|defect| defect.to_string().contains(&format!("\"line\":{line}")));
        assert!(at, "line {line} of the extraction is rejected and not located: {text}");
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    let answers = |reversed: bool| {
        let data = Data::empty();
        let mut files = fixtures();
        if reversed {
            files.reverse();
        }
        let counts = data.import(&files)["counts"].clone();
        let mut answer = data.resolve("99700000500");
        answer["data"] = Value::Null;
        (counts, answer)
    };
    assert_eq!(answers(false), answers(true));
}

#[test]
fn a_structure_in_two_sources_is_listed_once() {
    let data = Data::of_fixtures();
    let name = |finess: &str| {
        let found = data.run(&["check", finess, "--json"]).done().json();
        found["matches"][0]["name"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(
        name("990010050"),
        "CLINIQUE SAINT ALBAN",
        "of the same day, the JSON's name wins over the XML's"
    );
    assert_eq!(name("990010407"), "CENTRE HOSPITALIER DES ARDOISES", "known from the XML alone");
    assert_eq!(name("990010506"), "PHARMACIE \"DU PORT\"", "known from the legacy CSV alone");
}
