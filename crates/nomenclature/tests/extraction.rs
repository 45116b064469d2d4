//! Every code that an RPPS extraction held is in a table, or in the list of those known to be missing.

use std::{collections::BTreeSet, fs};

use aiguilleur_nomenclature::{Table, entry, profession};

/// Competences exclusives: the table that holds them (TRE_R40) is not at hand.
const WITHOUT_LABEL: [&str; 2] = ["CEX22", "CEX24"];

const COLUMNS: [(&str, Table); 9] = [
    ("Type d'identifiant PP", Table::TypeIdentifiantPersonne),
    ("Code civilité d'exercice", Table::Civilite),
    ("Code civilité", Table::Civilite),
    ("Code catégorie professionnelle", Table::CategorieProfessionnelle),
    ("Code type savoir-faire", Table::TypeSavoirFaire),
    ("Code savoir-faire", Table::SavoirFaire),
    ("Code mode exercice", Table::ModeExercice),
    ("Code secteur d'activité", Table::SecteurActivite),
    ("Code section tableau pharmaciens", Table::SectionPharmacien),
];

#[test]
fn codes_of_an_extraction() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/reference/samples/rpps_codes.tsv");
    let text = fs::read_to_string(file).expect("the codes are there");
    let mut unknown = BTreeSet::new();
    let mut met = 0;
    for (column, code) in text.lines().skip(1).filter_map(|line| line.split_once('\t')) {
        let known = match COLUMNS.iter().find(|(name, _)| *name == column) {
            Some((_, table)) => entry(*table, code).is_some(),
            None => profession::find(code).is_some(),
        };
        met += 1;
        if !known {
            unknown.insert(code);
        }
    }
    assert_eq!(unknown.into_iter().collect::<Vec<_>>(), WITHOUT_LABEL);
    assert_eq!(met, 139);
}
