//! Identifiers in paths: in any spelling that people paste, of the kind that the route asks for.

use aiguilleur_domain::{
    IdNatPp, IdNatStruct,
    pasted::{Key, Pasted, Reading, Value},
};

use crate::problem::{Kind, Problem};

fn malformed(detail: String) -> Problem {
    Problem::new(Kind::MALFORMED_IDENTIFIER, detail)
}

/// The readings of `text` that `pick` takes, the likeliest first.
fn readings<T>(text: &str, kinds: &str, pick: fn(Value) -> Option<T>) -> Result<Vec<T>, Problem> {
    let pasted = Pasted::read(text);
    if let Some(spoilt) = pasted.spoilt {
        return Err(malformed(spoilt.message().to_owned()));
    }
    let found: Vec<T> = pasted.readings.iter().filter_map(|reading| reading.value.and_then(pick)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    Err(malformed(match pasted.readings.iter().find(|reading| reading.key == Key::Invalid) {
        Some(Reading { kind, expected_key: Some(key), .. }) => {
            format!("La clé de ce numéro ({kind}) est fausse : {key} est attendu à la fin.")
        }
        _ => format!("Ce texte n'est aucun des identifiants attendus ici : {kinds}."),
    }))
}

/// A professional's identifier: RPPS, ADELI or idNat PP.
pub(super) fn professional(text: &str) -> Result<Vec<IdNatPp>, Problem> {
    readings(text, "RPPS, ADELI, idNat PP", Value::person)
}

/// A structure's identifier: FINESS, SIRET, SIREN, RPPS-rang, ADELI-rang or idNatStruct.
pub(super) fn structure(text: &str) -> Result<Vec<IdNatStruct>, Problem> {
    readings(text, "FINESS, SIRET, RPPS-rang, ADELI-rang, idNatStruct", Value::structure)
}

/// An identifier of a professional or a structure.
pub(super) fn any(text: &str) -> Result<Pasted, Problem> {
    readings(text, "RPPS, ADELI, FINESS, SIRET, RPPS-rang, ADELI-rang, idNatStruct", Some)?;
    Ok(Pasted::read(text))
}

/// The answer for a well-formed identifier that names nothing.
pub(super) fn not_in_directory() -> Problem {
    Problem::new(
        Kind::NOT_IN_DIRECTORY,
        "Cet identifiant est bien formé, mais l'annuaire ne le contient pas.",
    )
}
