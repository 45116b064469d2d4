//! Every code of the RPPS sample is in a table, or in the list of those known to be missing.

use std::{collections::BTreeSet, fs, path::Path};

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
fn codes_of_the_sample() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !shared.exists() && std::env::var_os("CI").is_none() {
        println!("no shared folder: nothing to compare with");
        return;
    }
    let sample = shared.join("data/PS_LibreAcces_Personne_activite_202611190812.txt");
    let text = fs::read_to_string(&sample).expect("the RPPS sample is there and is UTF-8");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('|').collect();
    let place = |name: &str| header.iter().position(|column| *column == name).expect(name);
    let columns = COLUMNS.map(|(name, table)| (place(name), table));
    let professions = place("Code profession");
    let mut unknown = BTreeSet::new();
    for line in lines {
        let fields: Vec<&str> = line.split('|').collect();
        if profession::find(fields[professions]).is_none() {
            unknown.insert(fields[professions]);
        }
        for (column, table) in columns {
            let code = fields[column];
            if !code.is_empty() && entry(table, code).is_none() {
                unknown.insert(code);
            }
        }
    }
    assert_eq!(unknown.into_iter().collect::<Vec<_>>(), WITHOUT_LABEL);
}
