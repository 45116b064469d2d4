//! One day after another: publications of the fixtures that differ.

use aiguilleur_directory::DataDir;
use aiguilleur_importer as import;

use super::fixtures;

/// Where the people of the fixtures stand.
pub const PEOPLE: &str = "PS_LibreAcces_Personne_activite_202611200812.txt";

/// Publishes the fixtures of a day of November 2026, without the rows of `gone`; a structure's name is another when `renamed`.
pub fn publish(data: &DataDir, day: i8, gone: &[&str], renamed: bool) -> String {
    let text = std::fs::read_to_string(fixtures().join(PEOPLE)).unwrap();
    let kept: Vec<&str> = text.lines().filter(|row| !gone.iter().any(|id| row.contains(id))).collect();
    let mut structures =
        std::fs::read_to_string(fixtures().join("finess-structures-journalier-20261120.json")).unwrap();
    if renamed {
        structures =
            structures.replace("\"EHPAD LES TILLEULS\"", "\"EHPAD <L'ÉTÉ>, \\\"LES & TILLEULS\\\"\"");
    }
    let files = [("people.txt", kept.join("\n")), ("finess.json", structures)].map(|(name, text)| {
        let path = data.root().join(name);
        std::fs::write(&path, format!("{text}\n")).unwrap();
        path
    });
    let as_of = Some(aiguilleur_domain::Date::constant(2026, 11, day));
    let request = import::ImportRequest { as_of, ..import::ImportRequest::new(files.to_vec()) };
    let candidate = import::import(data, &request, &mut |_| {}).unwrap();
    candidate.publish().unwrap();
    candidate.id().to_string()
}
