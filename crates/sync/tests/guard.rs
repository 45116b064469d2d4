//! The guards: what trips, what does not, and that nothing slips through between two sizes of key.

use aiguilleur_sync::guard::{
    Census, Changes, Dimension, GuardKind, Inspection, SourceCensus, Tally, Thresholds, inspect,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use Dimension::{Departement, IdentifierType, Profession, SecteurActivite};

const TODAY: Date = date(2026, 11, 20);

fn tally(counts: &[(Dimension, &str, u64)]) -> Tally {
    let mut tally = Tally::default();
    for (dimension, key, count) in counts {
        tally.add(*dimension, key, *count);
    }
    tally
}

fn census(counts: &[(Dimension, &str, u64)]) -> Census {
    Census { population: tally(counts), ..Census::default() }
}

fn with_source(name: &str, source: SourceCensus) -> Census {
    Census { sources: [(name.to_owned(), source)].into(), ..Census::default() }
}

fn compare(before: &Census, after: &Census, changes: &Changes) -> Inspection {
    inspect(Some(before), after, changes, &Thresholds::default(), TODAY)
}

/// The guards that tripped, with their messages.
fn tripped(inspection: &Inspection) -> Vec<(GuardKind, &str)> {
    inspection.tripped.iter().map(|tripped| (tripped.guard, tripped.message.as_str())).collect()
}

#[track_caller]
fn check_events(
    before: &[(Dimension, &str, u64)],
    deleted: &[(Dimension, &str, u64)],
    expect: &[(GuardKind, &str)],
) {
    let changes = Changes { deleted: tally(deleted), ..Changes::default() };
    let census = census(before);
    assert_eq!(tripped(&compare(&census, &census, &changes)), expect);
}

#[test]
fn deletions_trip_above_one_percent_of_a_populous_key() {
    let medecins = [(Profession, "10", 20_000)];
    check_events(&medecins, &[(Profession, "10", 200)], &[]);
    let message = "profession 10 : 201 suppressions sur 20000 (1 %), seuil 1 %.";
    check_events(&medecins, &[(Profession, "10", 201)], &[(GuardKind::Deletions, message)]);
}

#[test]
fn a_small_departement_does_not_cry_wolf_but_all_of_them_together_do() {
    let small: Vec<_> = ["48", "23", "05"].into_iter().map(|key| (Departement, key, 900)).collect();
    check_events(&small, &[(Departement, "48", 19)], &[]);
    let message = "département : 3 petits effectifs réunis : 60 suppressions sur 2700 (2,22 %), seuil 1 %.";
    let each: Vec<_> = small.iter().map(|(dimension, key, _)| (*dimension, *key, 20)).collect();
    check_events(&small, &each, &[(GuardKind::Deletions, message)]);
}

#[test]
fn few_events_never_trip() {
    check_events(&[(Departement, "48", 1_000)], &[(Departement, "48", 19)], &[]);
    check_events(&[(SecteurActivite, "SA38", 6)], &[(SecteurActivite, "SA38", 3)], &[]);
}

#[test]
fn updates_trip_above_five_percent() {
    let before = census(&[(IdentifierType, "rpps", 20_000)]);
    let updated = |many| Changes { updated: tally(&[(IdentifierType, "rpps", many)]), ..Changes::default() };
    assert!(compare(&before, &before, &updated(1_000)).passed());
    let found = compare(&before, &before, &updated(1_001));
    assert_eq!(tripped(&found)[0].0, GuardKind::Updates);
}

#[test]
fn a_count_below_ninety_percent_trips() {
    let before = census(&[(IdentifierType, "finess_ej", 100_000)]);
    let after = |many| census(&[(IdentifierType, "finess_ej", many)]);
    assert!(compare(&before, &after(90_000), &Changes::default()).passed());
    let found = compare(&before, &after(89_999), &Changes::default());
    let message =
        "type d'identifiant finess_ej : 89999 enregistrements au lieu de 100000 (90 %), plancher 90 %.";
    assert_eq!(tripped(&found), [(GuardKind::RowCount, message)]);
}

#[test]
fn a_secteur_without_anybody_left_trips_however_small() {
    let before = census(&[(SecteurActivite, "SA25", 9), (SecteurActivite, "SA38", 4)]);
    let found = compare(&before, &Census::default(), &Changes::default());
    let message = "secteur d'activité SA25 : les 9 enregistrements ont disparu.";
    assert_eq!(tripped(&found), [(GuardKind::SecteurGone, message)]);
}

fn rpps(dated: Date, rows_read: u64, header: &[&str]) -> Census {
    let header = header.iter().map(ToString::to_string).collect();
    with_source(
        "PS_LibreAcces_Personne_activite",
        SourceCensus { dated: Some(dated), rows_read, header, ..SourceCensus::default() },
    )
}

#[test]
fn files_are_compared_with_the_last() {
    let before = rpps(date(2026, 11, 19), 2_000_000, &["Nom", "Code profession"]);
    let check = |after: &Census, expect: &[GuardKind]| {
        let found = compare(&before, after, &Changes::default());
        let guards: Vec<_> = found.tripped.iter().map(|tripped| tripped.guard).collect();
        assert_eq!(guards, expect, "{found:?}");
    };
    check(&rpps(date(2026, 11, 20), 2_000_100, &["Nom", "Code profession"]), &[]);
    check(&rpps(date(2026, 11, 19), 2_000_000, &["Nom", "Code profession"]), &[]);
    check(&rpps(date(2026, 11, 18), 2_000_000, &["Nom", "Code profession"]), &[GuardKind::OlderThanLast]);
    check(&rpps(date(2026, 11, 20), 1_799_999, &["Nom", "Code profession"]), &[GuardKind::RowCount]);
    check(&rpps(date(2026, 11, 20), 2_000_000, &["Code profession", "Nom"]), &[GuardKind::HeaderChanged]);
    check(&rpps(date(2026, 11, 20), 2_000_000, &["Nom"]), &[GuardKind::HeaderChanged]);
    check(&Census::default(), &[GuardKind::SourceMissing]);
}

#[test]
fn the_message_about_columns_names_them() {
    let (before, after) = (rpps(TODAY, 0, &["Nom", "Rôle"]), rpps(TODAY, 0, &["Nom", "Genre"]));
    let found = compare(&before, &after, &Changes::default());
    assert!(found.tripped[0].message.ends_with("(disparues : Rôle ; nouvelles : Genre)."), "{found:?}");
}

#[test]
fn age_and_rejects_need_no_yesterday() {
    let check = |name: &str, source: SourceCensus, expect: &[GuardKind]| {
        let found =
            inspect(None, &with_source(name, source), &Changes::default(), &Thresholds::default(), TODAY);
        let guards: Vec<_> = found.tripped.iter().map(|tripped| tripped.guard).collect();
        assert_eq!(guards, expect);
    };
    let dated = |dated| SourceCensus { dated: Some(dated), ..SourceCensus::default() };
    let rejected =
        |rows_read, rows_rejected| SourceCensus { rows_read, rows_rejected, ..SourceCensus::default() };
    check("finess-structures", dated(date(2026, 11, 15)), &[]);
    check("finess-structures", dated(date(2026, 11, 14)), &[GuardKind::TooOld]);
    check("StockUniteLegale", dated(date(2026, 10, 10)), &[]);
    check("StockUniteLegale", dated(date(2026, 10, 5)), &[GuardKind::TooOld]);
    check("finess-xml", rejected(100_000, 100), &[]);
    check("finess-xml", rejected(100_000, 101), &[GuardKind::Rejects]);
    check("finess-structures", rejected(999, 999), &[]);
    // Half a country is no country; a few records are an extract.
    for (rows, expect) in [(280_000, &[][..]), (140_000, &[GuardKind::RowCount]), (9_000, &[])] {
        check("finess-structures", rejected(rows, 0), expect);
    }
}

#[test]
fn a_report_survives_json_and_the_order_of_counting() {
    let changes = Changes {
        deleted: tally(&[(Profession, "10", 900), (Departement, "75", 900)]),
        ..Changes::default()
    };
    let (one, two) = (
        census(&[(Profession, "10", 9_000), (Departement, "75", 9_000)]),
        census(&[(Departement, "75", 9_000), (Profession, "10", 4_000), (Profession, "10", 5_000)]),
    );
    let report = compare(&one, &one, &changes);
    assert_eq!(report, compare(&two, &two, &changes));
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Inspection>(&json).unwrap(), report);
    let kept = serde_json::to_string(&one).unwrap();
    assert_eq!(serde_json::from_str::<Census>(&kept).unwrap(), one);
}

proptest! {
    /// However a loss is spread over keys, a dimension that loses more than the sum of its limits trips.
    #[test]
    fn no_spread_of_deletions_slips_through(sizes in prop::collection::vec(1_u64..3_000, 10..60)) {
        let keys: Vec<String> = (0..sizes.len()).map(|index| format!("{index:03}")).collect();
        let mut population = Tally::default();
        let mut deleted = Tally::default();
        for (key, size) in keys.iter().zip(&sizes) {
            population.add(Departement, key, *size);
            // 4 % of each key: above the limit wherever events are enough to count.
            deleted.add(Departement, key, size / 25);
        }
        let census = Census { population, ..Census::default() };
        let lost_by_small: u64 = sizes.iter().filter(|size| **size < 1_000).map(|size| size / 25).sum();
        let populous = sizes.iter().any(|size| *size >= 1_000);
        let found = compare(&census, &census, &Changes { deleted, ..Changes::default() });
        prop_assert_eq!(found.passed(), !populous && lost_by_small < 20);
    }
}

#[test]
fn what_an_import_was_asked_to_do_without_trips_nothing_and_what_ended_beside_it_does() {
    let before = census(&[(IdentifierType, "finess_eg", 90_000), (SecteurActivite, "SA07", 5_000)]);
    let withdrawn = tally(&[(IdentifierType, "finess_eg", 90_000)]);
    let after = Census { withdrawn, ..census(&[(SecteurActivite, "SA07", 5_000)]) };
    assert_eq!(tripped(&compare(&before, &after, &Changes::default())), []);
    let lost = Changes { deleted: tally(&[(SecteurActivite, "SA07", 51)]), ..Changes::default() };
    assert_eq!(compare(&before, &after, &lost).tripped.len(), 1);
}

#[test]
fn a_column_that_decides_and_went_empty_is_seen_the_first_day_too() {
    use Dimension::{CategorieJuridique, EtatAdministratif};
    let whole = [
        (IdentifierType, "siren", 2_000),
        (CategorieJuridique, "6589", 1_500),
        (EtatAdministratif, "A", 2_000),
    ];
    let first = |counts: &[(Dimension, &str, u64)]| {
        inspect(None, &census(counts), &Changes::default(), &Thresholds::default(), TODAY)
    };
    assert!(first(&whole).passed());
    let found = first(&[whole[0], (CategorieJuridique, "6589", 900), whole[2]]);
    let message = "catégorie juridique : renseigné sur 900 enregistrements seulement, de 2000 ; les décisions le lisent.";
    assert_eq!(tripped(&found), [(GuardKind::RowCount, message)]);
    // From one day to the next, each code by itself: all SCM becoming something else are few of all units.
    let census = census(&[(CategorieJuridique, "6589", 1_500), (CategorieJuridique, "5485", 60_000)]);
    let changes = Changes { updated: tally(&[(CategorieJuridique, "6589", 1_500)]), ..Changes::default() };
    let message = "catégorie juridique 6589 : 1500 modifications sur 1500 (100 %), seuil 5 %.";
    assert_eq!(tripped(&compare(&census, &census, &changes)), [(GuardKind::Updates, message)]);
}

#[test]
fn a_person_with_more_rows_than_anybody_calls_a_person() {
    let source = SourceCensus {
        rows_read: 2_000_000,
        rows_rejected: 5,
        rows_of_a_crowd: 5,
        ..SourceCensus::default()
    };
    let census = with_source("PS_LibreAcces_Personne_activite", source);
    let message = "fichier PS_LibreAcces_Personne_activite : 5 lignes refusées, de personnes qui en ont plus que quiconque n'en a.";
    assert_eq!(tripped(&compare(&census, &census, &Changes::default())), [(GuardKind::Rejects, message)]);
}
