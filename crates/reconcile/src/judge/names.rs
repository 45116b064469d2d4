//! Whether a client's name and town are the directory's: search's own comparison, in the words of a report.

use aiguilleur_directory::matching::{Asked, Level, PlaceLevel, person_name, same_town};

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
            Self::Close => "nom composé, initiale, nom abrégé ou faute de frappe",
            Self::Differs => "noms différents",
        }
    }
}

/// The client as the index is asked for it.
pub(super) fn asked(record: &ClientRecord) -> Asked<'_> {
    Asked {
        name: &record.name,
        family_name: &record.family_name,
        given_name: &record.given_name,
        town: &record.city,
        postcode: &record.postcode,
    }
}

/// A record's name against a person's, and whether its columns are swapped.
pub(super) fn person(record: &ClientRecord, family_name: &str, given_name: &str) -> (Likeness, bool) {
    let found = person_name(&asked(record), family_name, given_name);
    let of = |level: Level| match level {
        Level::Exact | Level::Joined | Level::Absent => Likeness::Same,
        Level::Differs => Likeness::Differs,
        _ => Likeness::Close,
    };
    // A given name alone names nobody.
    let family = match found.family {
        // Nor is a name that begins like another that name.
        Level::Absent | Level::Beginning => Likeness::Differs,
        level => of(level),
    };
    let likeness = family.max(of(found.given));
    (likeness, found.swapped && likeness != Likeness::Differs)
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

/// Whether two towns are one, arrondissements, cedex and slips aside.
pub(super) fn is_town(on_file: &str, directory: &str) -> bool {
    same_town(on_file, directory).is_some_and(PlaceLevel::agrees)
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
            (named("Dr Élise D'Arc-Martin", "", ""), (Likeness::Same, false)),
            (named("DARC", "", ""), (Likeness::Differs, false)),
            (named("D ARC MARTIN E.", "", ""), (Likeness::Close, false)),
            (named("Martin Élise", "", ""), (Likeness::Close, false)),
            (named("Martin Paul", "", ""), (Likeness::Differs, false)),
            (named("", "d'arc martin", "elise"), (Likeness::Same, false)),
            (named("", "Élise", "d'arc martin"), (Likeness::Same, true)),
            (named("", "DARCMARTIN", "elise"), (Likeness::Same, false)),
            (named("", "Martin", ""), (Likeness::Close, false)),
            (named("", "Dupont", "Elise"), (Likeness::Differs, false)),
            (named("D'ARC-MARTIN (DUPONT) Élise", "", ""), (Likeness::Same, false)),
        ] {
            assert_eq!(person(&record, "D'ARC-MARTIN", "Élise"), expect, "{record:?}");
        }
    }

    #[test]
    fn towns() {
        for (on_file, directory, expect) in [
            ("St-Étienne CEDEX 2", "Saint Etienne", true),
            ("PARIS 12E ARRONDISSEMENT", "PARIS", true),
            ("Le Havre", "HAVRE", true),
            ("Rouen", "Dijon", false),
        ] {
            assert_eq!(is_town(on_file, directory), expect, "{on_file}");
        }
    }
}
