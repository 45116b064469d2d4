//! The stored form of what the directory knows: compact, versioned by the manifest's format, read in place.
//!
//! Texts borrow from the record's block. Changing anything here changes `aiguilleur_store::FORMAT_VERSION`.

#![allow(missing_docs, reason = "fields are named as in the entities of `domain`, where they are explained")]

mod finess;
mod person;
mod place;
mod sirene;
mod stated;

pub use finess::{
    StoredEg, StoredEj, StoredGroup, StoredMember, StoredSuccessor, decode_eg, decode_ej, encode_eg,
    encode_ej, is_over,
};
pub use person::{
    Ended, FormerName, Identity, StoredExercice, StoredPerson, StoredSituation, decode_person, encode_person,
    same_situation,
};
pub use place::{PlaceBeside, StoredPlace, StoredPractitioner, decode_place, encode_place};
pub use sirene::{decode_unit, encode_unit};
pub use stated::StatedStructure;

use aiguilleur_store::StoreError;
use serde::{Deserialize, Serialize};

/// Writes a record into `buffer`, which it replaces.
///
/// # Errors
/// [`StoreError::Table`] when the record has no compact form, which is a fault of ours.
pub fn encode<'b, T: Serialize>(record: &T, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], StoreError> {
    buffer.clear();
    *buffer = postcard::to_extend(record, std::mem::take(buffer)).map_err(|error| unreadable(&error))?;
    Ok(buffer)
}

/// Writes `more` behind what `buffer` holds.
///
/// # Errors
/// As [`encode`].
fn append<T: Serialize>(more: &T, buffer: &mut Vec<u8>) -> Result<(), StoreError> {
    *buffer = postcard::to_extend(more, std::mem::take(buffer)).map_err(|error| unreadable(&error))?;
    Ok(())
}

/// Reads a record in place, and tells what is behind it.
///
/// # Errors
/// As [`decode`].
fn decode_front<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<(T, &'a [u8]), StoreError> {
    postcard::take_from_bytes(bytes).map_err(|error| unreadable(&error))
}

/// Reads a record in place.
///
/// # Errors
/// [`StoreError::Table`] when the bytes are not such a record.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, StoreError> {
    postcard::from_bytes(bytes).map_err(|error| unreadable(&error))
}

fn unreadable(error: &postcard::Error) -> StoreError {
    StoreError::Table { table: "enregistrements".to_owned(), detail: format!("forme illisible ({error})") }
}
