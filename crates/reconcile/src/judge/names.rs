//! Whether a client's name and the directory's are the same person's, or the same structure's.

use aiguilleur_domain::name::fold;

use crate::{answer::Comparison, record::ClientRecord};

/// How two names compare, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    Same,
    Close,
    Differs,
}

impl Likeness {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Close => "close",
            Self::Differs => "differs",
        }
    }

    const fn reason(self) -> &'static str {
        match self {
            Self::Same => "même nom, aux accents et à l'ordre près",
            Self::Close => "nom composé, initiale ou nom abrégé",
            Self::Differs => "noms différents",
        }
    }
}

/// Titles that are no part of a name.
const TITLES: &[&str] = &[
    "dr",
    "docteur",
    "pr",
    "prof",
    "professeur",
    "m",
    "mr",
    "monsieur",
    "mme",
    "madame",
    "mlle",
    "mademoiselle",
    "me",
    "drs",
];

/// Words that many structures' names share: alone they say nothing.
const COMMON: &[&str] = &[
    "pharmacie",
    "cabinet",
    "scm",
    "sel",
    "selarl",
    "selas",
    "scp",
    "sarl",
    "sas",
    "medical",
    "medicale",
    "radiologie",
    "imagerie",
    "centre",
    "laboratoire",
    "labo",
    "lbm",
    "biologie",
    "maison",
    "sante",
    "hopital",
    "hospitalier",
    "clinique",
    "ehpad",
    "residence",
    "groupe",
    "gie",
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "st",
    "ste",
    "saint",
    "sainte",
];

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(' ').filter(|word| !word.is_empty() && !TITLES.contains(word)).map(str::to_owned).collect()
}

fn within(few: &[String], many: &[String]) -> bool {
    few.iter().all(|word| many.contains(word))
}

fn family(on_file: &[String], directory: &[String]) -> Likeness {
    let mut sorted = (on_file.to_vec(), directory.to_vec());
    sorted.0.sort();
    sorted.1.sort();
    if sorted.0 == sorted.1 {
        return Likeness::Same;
    }
    let telling = |words: &[String]| words.iter().any(|word| word.len() >= 3);
    let part = |few: &[String], many: &[String]| telling(few) && within(few, many);
    if part(on_file, directory) || part(directory, on_file) { Likeness::Close } else { Likeness::Differs }
}

fn given(on_file: &[String], directory: &[String]) -> Likeness {
    if on_file == directory || on_file.is_empty() || directory.is_empty() {
        return Likeness::Same;
    }
    let shortened = |a: &String, b: &String| a == b || (a.len() == 1 && b.starts_with(a.as_str()));
    let alike = |a: &[String], b: &[String]| a.iter().all(|a| b.iter().any(|b| shortened(a, b)));
    if alike(on_file, directory) || alike(directory, on_file) { Likeness::Close } else { Likeness::Differs }
}

/// A record's name against a person's.
pub(super) fn person(record: &ClientRecord, family_name: &str, given_name: &str) -> Likeness {
    let (dir_family, dir_given) = (words(family_name), words(given_name));
    if !record.family_name.is_empty() {
        let on_family = family(&words(&record.family_name), &dir_family);
        return on_family.max(given(&words(&record.given_name), &dir_given));
    }
    let on_file = words(&record.name);
    let (names, rest): (Vec<String>, Vec<String>) =
        on_file.into_iter().partition(|word| dir_family.contains(word));
    if names.is_empty() || !names.iter().any(|word| word.len() >= 2) {
        return Likeness::Differs;
    }
    family(&names, &dir_family).max(given(&rest, &dir_given))
}

/// A record's name against a structure's.
pub(super) fn structure(record: &ClientRecord, name: &str) -> Likeness {
    let (on_file, directory) = (words(&record.full_name()), words(name));
    if on_file.is_empty() || directory.is_empty() {
        return Likeness::Differs;
    }
    let mut sorted = (on_file.clone(), directory.clone());
    sorted.0.sort();
    sorted.1.sort();
    if sorted.0 == sorted.1 {
        return Likeness::Same;
    }
    let telling =
        |words: &[String]| words.iter().any(|word| word.len() >= 3 && !COMMON.contains(&word.as_str()));
    let part = |few: &[String], many: &[String]| {
        let essential: Vec<String> = few.iter().filter(|w| !COMMON.contains(&w.as_str())).cloned().collect();
        telling(few) && within(&essential, many)
    };
    // A longer name is the structure's only when it speaks of one: « Zoé Martin » is not « Cabinet Martin ».
    let speaks_of_one = on_file.iter().any(|word| word.len() >= 3 && COMMON.contains(&word.as_str()));
    let longer = speaks_of_one && part(&directory, &on_file);
    if part(&on_file, &directory) || longer { Likeness::Close } else { Likeness::Differs }
}

/// The comparison as answers show it.
pub(super) fn comparison(record: &ClientRecord, directory: &str, likeness: Likeness) -> Comparison {
    Comparison {
        field: "name",
        on_file: record.full_name(),
        directory: directory.to_owned(),
        verdict: likeness.code(),
        reason: likeness.reason(),
    }
}

/// The city without cedex, arrondissement or abbreviation.
pub(super) fn city(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(' ').take_while(|word| *word != "cedex");
    let plain = words
        .filter(|word| !word.bytes().all(|b| b.is_ascii_digit()) && !matches!(*word, "er" | "e" | "eme"));
    let full = plain.map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    });
    full.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, family_name: &str, given_name: &str) -> ClientRecord {
        let text = str::to_owned;
        ClientRecord {
            name: text(name),
            family_name: text(family_name),
            given_name: text(given_name),
            ..ClientRecord::default()
        }
    }

    #[test]
    fn people() {
        for (record, expect) in [
            (named("Dr Élise D'Arc-Martin", "", ""), Likeness::Same),
            (named("DARC", "", ""), Likeness::Differs),
            (named("D ARC MARTIN E.", "", ""), Likeness::Close),
            (named("Martin Élise", "", ""), Likeness::Close),
            (named("Martin Paul", "", ""), Likeness::Differs),
            (named("", "d'arc martin", "elise"), Likeness::Same),
            (named("", "Martin", ""), Likeness::Close),
            (named("", "Dupont", "Elise"), Likeness::Differs),
        ] {
            assert_eq!(person(&record, "D'ARC-MARTIN", "Élise"), expect, "{record:?}");
        }
    }

    #[test]
    fn structures() {
        for (name, expect) in [
            ("PHARMACIE DU PONT NEUF", Likeness::Same),
            ("Pont neuf (pharmacie)", Likeness::Close),
            ("PHARMACIE DU CENTRE", Likeness::Differs),
            ("PHARMACIE", Likeness::Differs),
        ] {
            assert_eq!(structure(&named(name, "", ""), "Pharmacie du Pont-Neuf"), expect, "{name}");
        }
    }

    #[test]
    fn cities() {
        assert_eq!(city("St-Étienne CEDEX 2"), city("Saint Etienne"));
        assert_eq!(city("PARIS 12E ARRONDISSEMENT"), "paris 12e arrondissement");
        assert_eq!(city("Rouen Cedex"), "rouen");
    }
}
