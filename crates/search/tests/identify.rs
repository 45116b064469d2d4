//! Which structure a client's file means: the name, the town in it, the kind.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use aiguilleur_search::{
    Asked, BuildOptions, IndexBuilder, Named, Searcher, StructureDoc, StructureKind, StructureName,
};

const BRESSE: &str = "ST MARTIN EN BRESSE";
const STRUCTURES: [(&str, &str, &str, &str, &str); 5] = [
    ("1990000001", "PHARMACIE DE SAINT MARTIN", BRESSE, "71620", "620"),
    ("1990000002", "FOYER DE SAINT MARTIN EN BRESSE", BRESSE, "71620", "382"),
    ("1990000003", "SAAD CCAS PONTIVY", "PONTIVY", "56300", "460"),
    ("1990000004", "SSIAD DE PONTIVY", "PONTIVY", "56300", "354"),
    ("1990000005", "PHARMACIE QUILLARDEAU", "LE HAVRE", "76600", "620"),
];

/// The likeliest structure and how its name is that on file, for each client.
fn likeliest(clients: &[Asked<'_>]) -> Vec<(String, StructureName)> {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = IndexBuilder::create(dir.path(), BuildOptions::default()).unwrap();
    for (key, name, town, postcode, categorie) in STRUCTURES {
        let structure = StructureDoc {
            key,
            kind: StructureKind::Eg,
            names: &[name],
            street: "",
            towns: &[town],
            postcode,
            departement: "",
            commune: "",
            categorie: Some(categorie.parse().unwrap()),
            closed: false,
        };
        builder.add_structure(&structure).unwrap();
    }
    builder.finish().unwrap();
    let searcher = Searcher::open(dir.path()).unwrap();
    let first = |asked| {
        let found = searcher.identify_structure(asked).unwrap();
        let best = found.candidates.into_iter().next().unwrap();
        let Named::Structure(name) = best.name else { panic!("{asked:?}: {best:?}") };
        (best.id, name)
    };
    clients.iter().map(first).collect()
}

fn client(name: &'static str, town: &'static str, postcode: &'static str) -> Asked<'static> {
    Asked { name, town, postcode, ..Asked::default() }
}

#[test]
fn a_town_behind_the_name_is_no_word_of_it() {
    let found = likeliest(&[
        client("Pharmacie de Saint Martin - St Martin en Bresse", "", "71620"),
        client("Pharmacie Quillardeau Le Havre", "Le Havre", ""),
        client("Pharmacie Quillardeau Le Havre", "", "76600"),
    ]);
    let same = |id: &str| (id.to_owned(), StructureName::Same);
    assert_eq!(found, [same("1990000001"), same("1990000005"), same("1990000005")]);
}

#[test]
fn a_slip_is_not_the_same_name_and_another_kind_is_no_slip() {
    let found =
        likeliest(&[client("Pharmacie Quilardeau", "Le Havre", ""), client("SIAD de Pontivy", "", "56300")]);
    assert_eq!(found[0], ("1990000005".to_owned(), StructureName::Close));
    assert!(!matches!(found[1].1, StructureName::Same | StructureName::Close), "{found:?}");
}
