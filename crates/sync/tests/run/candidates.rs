//! Each guard on a real candidate: two days of a small invented country through the import, its census kept
//! with the generation, and the guards' defaults.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use aiguilleur_importer::ImportRequest;
use aiguilleur_store::DataDir;
use aiguilleur_sync::{
    guard::{GuardKind, Thresholds, inspect},
    run::{ByHand, DataFolder, Directory},
};
use jiff::civil::date;

use GuardKind::{Deletions, HeaderChanged, Rejects, RowCount, SecteurGone, Updates};

const FIXTURE: &str = "../../fixtures/PS_LibreAcces_Personne_activite_202611200812.txt";

/// A person and their one situation.
#[derive(Clone)]
struct Row {
    number: u64,
    profession: &'static str,
    commune: &'static str,
    secteur: &'static str,
    enseigne: &'static str,
    broken: bool,
}

/// One day's file.
struct Day {
    name: &'static str,
    more_columns: &'static str,
    rows: Vec<Row>,
}

fn people(profession: &'static str, commune: &'static str, secteur: &'static str, many: usize) -> Vec<Row> {
    vec![Row { number: 0, profession, commune, secteur, enseigne: "", broken: false }; many]
}

/// The first day: 6,000 médecins in two départements, 1,500 sages-femmes, 60 people of a small département,
/// 6 of a small secteur.
fn country() -> Day {
    let mut rows = [
        people("10", "76540", "SA07", 4_000),
        people("10", "69123", "SA08", 2_000),
        people("50", "69123", "SA08", 1_500),
        people("50", "48095", "SA08", 60),
        people("50", "76540", "SA25", 6),
    ]
    .concat();
    for (number, row) in (0..).zip(&mut rows) {
        row.number = number;
    }
    Day { name: "PS_LibreAcces_Personne_activite_202611190812.txt", more_columns: "", rows }
}

fn next_day() -> Day {
    Day { name: "PS_LibreAcces_Personne_activite_202611200812.txt", ..country() }
}

/// The RPPS of the range that is given to nobody, with its key.
fn rpps(number: u64) -> String {
    let body = format!("997{number:07}");
    let sum: u32 = body
        .bytes()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, factor)| u32::from(digit - b'0') * factor)
        .map(|product| product / 10 + product % 10)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

impl Day {
    fn write(&self, dir: &Path) -> std::path::PathBuf {
        let fixture = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE)).unwrap();
        let header = fixture.lines().next().unwrap();
        let columns: Vec<&str> = header.trim_end_matches('|').split('|').collect();
        let at = |name: &str| columns.iter().position(|column| *column == name).unwrap();
        let mut text = format!("{header}{}\n", self.more_columns);
        for row in &self.rows {
            let mut fields = vec![String::new(); columns.len()];
            let id = rpps(row.number);
            fields[at("Type d'identifiant PP")] = "8".into();
            fields[at("Identification nationale PP")] = format!("8{}", if row.broken { "0" } else { &id });
            fields[at("Nom d'exercice")] = "MARTIN".into();
            fields[at("Code profession")] = row.profession.into();
            fields[at("Identifiant technique de la structure")] = format!("R10{:012}", row.number);
            fields[at("Raison sociale site")] = "CABINET".into();
            fields[at("Enseigne commerciale site")] = row.enseigne.into();
            fields[at("Code commune (coord. structure)")] = row.commune.into();
            fields[at("Code secteur d'activité")] = row.secteur.into();
            fields[at("Identifiant PP")] = id;
            writeln!(text, "{}|{}", fields.join("|"), self.more_columns).unwrap();
        }
        let path = dir.join(self.name);
        fs::write(&path, text).unwrap();
        path
    }
}

/// Serves the first day, builds `candidate`, and compares the guards that trip, with where they looked.
#[track_caller]
fn check(candidate: &Day, expect: &[(GuardKind, &str)]) {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path().join("data")).unwrap();
    let directory = DataFolder::new(data, ImportRequest::new(Vec::new()), |_| {});
    let first = directory.build(vec![country().write(dir.path())]).unwrap().generation;
    directory.publish(&first).unwrap();
    let second = directory.build(vec![candidate.write(dir.path())]).unwrap().generation;
    let (before, after) = (directory.census(&first).unwrap(), directory.census(&second).unwrap());
    let changes = directory.changes(&first, &second).unwrap();
    let found = inspect(Some(&before), &after, &changes, &Thresholds::default(), date(2026, 11, 20));
    let tripped_guards: BTreeSet<(GuardKind, String)> = found
        .tripped
        .iter()
        .map(|tripped| (tripped.guard, tripped.message.split(" : ").next().unwrap().to_owned()))
        .collect();
    let expect: BTreeSet<_> = expect.iter().map(|(guard, place)| (*guard, (*place).to_owned())).collect();
    assert_eq!(tripped_guards, expect, "{found:#?}");
}

const FILE: &str = "fichier PS_LibreAcces_Personne_activite";

#[test]
fn the_same_day_again_trips_nothing_whatever_the_order() {
    let mut day = next_day();
    day.rows.reverse();
    check(&day, &[]);
}

#[test]
fn a_profession_that_loses_more_than_one_percent() {
    let mut day = next_day();
    day.rows.retain(|row| row.profession != "50" || row.commune != "69123" || row.number % 50 != 0);
    // 30 of 1,566 sages-femmes, and of 3,500 people in the Rhône; of 7,566 RPPS they are 0.4 %.
    check(&day, &[(Deletions, "profession 50")]);
}

#[test]
fn a_departement_that_loses_more_than_one_percent() {
    let mut day = next_day();
    day.rows.retain(|row| row.commune != "69123" || row.number % 50 != 0);
    let places = ["département 69", "profession 50", "secteur d'activité SA08"];
    check(&day, &places.map(|place| (Deletions, place)));
}

#[test]
fn a_small_departement_does_not_cry_wolf() {
    let mut day = next_day();
    let mut lozere = 0;
    day.rows.retain(|row| {
        lozere += u32::from(row.commune == "48095");
        row.commune != "48095" || lozere > 15
    });
    check(&day, &[]);
}

#[test]
fn updates_above_five_percent() {
    let mut day = next_day();
    for row in day.rows.iter_mut().filter(|row| row.commune == "69123" && row.number % 16 == 0) {
        row.enseigne = "AUTRE ENSEIGNE";
    }
    check(
        &day,
        &[(Updates, "département 69"), (Updates, "profession 50"), (Updates, "secteur d'activité SA08")],
    );
}

#[test]
fn rejects_above_one_in_a_thousand() {
    let mut day = next_day();
    for row in day.rows.iter_mut().filter(|row| row.profession == "50" && row.number % 200 == 0) {
        row.broken = true;
    }
    check(
        &day,
        &[
            (Rejects, FILE),
            (Rejects, "profession 50"),
            (Rejects, "département 69"),
            (Rejects, "secteur d'activité SA08"),
        ],
    );
}

#[test]
fn a_file_below_ninety_percent() {
    let mut day = next_day();
    day.rows.retain(|row| row.profession != "10" || row.commune != "76540" || row.number % 5 != 0);
    let places = ["département 76", "profession 10", "secteur d'activité SA07", "type d'identifiant rpps"];
    let both = places.iter().flat_map(|place| [(Deletions, *place), (RowCount, *place)]);
    check(&day, &both.chain([(RowCount, FILE)]).collect::<Vec<_>>());
}

#[test]
fn a_secteur_without_anybody_left() {
    let mut day = next_day();
    day.rows.retain(|row| row.secteur != "SA25");
    check(&day, &[(SecteurGone, "secteur d'activité SA25")]);
}

#[test]
fn another_header() {
    check(&Day { more_columns: "Code nouveau|", ..next_day() }, &[(HeaderChanged, FILE)]);
}

#[test]
fn an_older_file_is_refused_before_any_guard() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path().join("data")).unwrap();
    let directory = DataFolder::new(data, ImportRequest::new(Vec::new()), |_| {});
    directory.publish(&directory.build(vec![country().write(dir.path())]).unwrap().generation).unwrap();
    let name = "PS_LibreAcces_Personne_activite_202611180812.txt";
    let refused = directory.build(vec![Day { name, ..country() }.write(dir.path())]).unwrap_err().to_string();
    assert!(refused.contains("2026-11-18, plus ancien que celui qui est servi (2026-11-19)"), "{refused}");
}

#[test]
fn a_candidate_compared_with_another_generation_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path().join("data")).unwrap();
    let directory = DataFolder::new(data, ImportRequest::new(Vec::new()), |_| {});
    let files = vec![country().write(dir.path())];
    let first = directory.build(files.clone()).unwrap().generation;
    directory.publish(&first).unwrap();
    let second = directory.build(files.clone()).unwrap().generation;
    let third = directory.build(files).unwrap().generation;
    assert!(directory.changes(&first, &third).is_ok());
    let refused = directory.changes(&second, &third).unwrap_err().to_string();
    assert!(refused.contains(&first) && refused.contains(&second), "{refused}");
}

#[test]
fn a_guard_shows_some_of_what_made_it_trip_and_names_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path().join("data")).unwrap();
    let directory = DataFolder::new(data.clone(), ImportRequest::new(Vec::new()), |_| {});
    directory.publish(&directory.build(vec![country().write(dir.path())]).unwrap().generation).unwrap();
    let mut day = next_day();
    day.rows.retain(|row| row.commune != "69123" || row.number % 50 != 0);
    for row in day.rows.iter_mut().filter(|row| row.commune == "76540") {
        row.enseigne = "AUTRE ENSEIGNE";
    }
    let begun = ByHand::begin(data.root(), &directory, "2026-11-20T05:00:00Z".parse().unwrap()).unwrap();
    let candidate = directory.build(vec![day.write(dir.path())]).unwrap().generation;
    let found = begun.conclude(candidate, &Thresholds::default()).unwrap();
    let deletions = found.tripped.iter().filter(|tripped| tripped.guard == Deletions);
    for tripped in deletions {
        let kinds: Vec<_> = tripped.samples.iter().map(|sample| sample.kind.code()).collect();
        assert_eq!(kinds.len(), 5, "{tripped:#?}");
        assert!(
            kinds.iter().all(|kind| ["situation_ended", "professional_left"].contains(kind)),
            "{kinds:?}"
        );
    }
    let kept = fs::read_to_string(data.root().join("sync-ledger.json")).unwrap();
    assert!(kept.contains("\"samples\""), "{kept}");
    for name in ["MARTIN", "CABINET", "ENSEIGNE"] {
        assert!(!kept.contains(name), "{kept}");
    }
}
