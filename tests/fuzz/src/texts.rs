//! What people type: identifiers as they paste them, questions as they search.

use std::sync::OnceLock;

use aiguilleur_domain::pasted::Pasted;
use aiguilleur_search::{BuildOptions, IndexBuilder, MAX_LIMIT, PersonDoc, Place, Query, Searcher};
use tempfile::TempDir;

pub(crate) fn identifiers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for reading in Pasted::read(&text).readings {
        // What was read, written properly, is read again as the same.
        let Some(value) = reading.value else { continue };
        let again = Pasted::read(&reading.canonical);
        assert!(again.readings.iter().any(|other| other.value == Some(value)), "{}", reading.canonical);
    }
}

pub(crate) fn queries(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let query = Query { limit: MAX_LIMIT, explain: true, ..Query::new(&text) };
    let answer = searcher().search(&query).unwrap();
    assert!(answer.hits.len() <= MAX_LIMIT);
}

/// An index of a few people, built once.
fn searcher() -> &'static Searcher {
    static INDEX: OnceLock<(Searcher, TempDir)> = OnceLock::new();
    let (searcher, _folder) = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut builder = IndexBuilder::create(folder.path(), BuildOptions::default()).unwrap();
        let people =
            [("MARTIN", "JEAN-LUC"), ("MARTINEZ", "ZOÉ"), ("LE GALL", "ANNE"), ("D'ABBADIE", "MARIE")];
        for (number, (family_name, given_name)) in people.into_iter().enumerate() {
            let id = format!("89970000{number:04}");
            let places = [Place { city: "ROUEN CEDEX", postcode: "76000", active: true, ..Place::default() }];
            let person = PersonDoc {
                id: &id,
                family_name,
                given_name,
                former_names: &[],
                civilite: None,
                professions: &[],
                places: &places,
                ended: false,
                listed: &[],
            };
            builder.add_person(&person).unwrap();
        }
        builder.finish().unwrap();
        (Searcher::open(folder.path()).unwrap(), folder)
    });
    searcher
}
