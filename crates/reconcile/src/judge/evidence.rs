//! What a candidate's name, place and contacts have in common with the record, in the words of an answer.

use aiguilleur_directory::matching::{Level, Likely, Named, PlaceLevel, StructureName};

use super::contact::Reached;

/// What agrees and what does not, in French.
pub(super) fn of(likely: &Likely, reached: Reached) -> Vec<&'static str> {
    let mut parts = match likely.name {
        Named::Structure(StructureName::Same) => vec!["même nom"],
        Named::Structure(StructureName::Close) => vec!["nom proche"],
        Named::Structure(StructureName::Part) => vec!["nom en partie"],
        Named::Structure(StructureName::Generic) => vec!["même genre de structure"],
        Named::Structure(StructureName::Differs) => vec!["un mot en commun"],
        Named::Person(name) => vec![of_family(name.family), of_given(name.given)],
    };
    parts.push(match likely.place {
        PlaceLevel::Town => "même commune",
        PlaceLevel::NearTown => "commune écrite presque pareil",
        PlaceLevel::Postcode => "même code postal",
        PlaceLevel::Departement => "même département",
        PlaceLevel::Absent => "commune non comparée",
        PlaceLevel::Differs => "autre lieu",
    });
    if likely.past {
        parts.push("n'y exerce plus");
    }
    if likely.ended {
        parts.push("terminé ou fermé");
    }
    parts.extend(reached.evidence());
    parts
}

const fn of_family(level: Level) -> &'static str {
    match level {
        Level::Exact | Level::Joined => "même nom",
        Level::Absent => "nom non comparé",
        Level::Slip | Level::TwoSlips => "nom à une faute près",
        Level::Heard => "nom de même son",
        Level::Differs => "autre nom",
        _ => "nom en partie",
    }
}

const fn of_given(level: Level) -> &'static str {
    match level {
        Level::Exact | Level::Joined => "même prénom",
        Level::Absent => "prénom non comparé",
        Level::Slip | Level::TwoSlips => "prénom à une faute près",
        Level::Heard => "prénom de même son",
        Level::Initial => "même initiale",
        Level::Differs => "autre prénom",
        _ => "prénom abrégé ou en partie",
    }
}
