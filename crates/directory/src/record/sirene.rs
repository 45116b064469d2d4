//! A legal unit: what decides, and behind it what is shown.

use aiguilleur_domain::{Date, entity::UniteLegale};
use aiguilleur_store::StoreError;

use super::{append, decode, decode_front, encode};

/// Writes a legal unit into `buffer`, which it replaces: the record, and behind it since when and its name.
///
/// # Errors
/// [`StoreError::Table`] when the record has no compact form, which is a fault of ours.
pub fn encode_unit<'b>(unit: &UniteLegale, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], StoreError> {
    encode(unit, buffer)?;
    append(&(unit.since, unit.denomination.as_str()), buffer)?;
    Ok(buffer)
}

/// Reads a legal unit; without date and name where the record is from before they were stored.
///
/// # Errors
/// [`StoreError::Table`] when the bytes are not such a record.
pub fn decode_unit(bytes: &[u8]) -> Result<UniteLegale, StoreError> {
    let (mut unit, behind): (UniteLegale, _) = decode_front(bytes)?;
    if !behind.is_empty() {
        let (since, denomination): (Option<Date>, &str) = decode(behind)?;
        unit.since = since;
        denomination.clone_into(&mut unit.denomination);
    }
    Ok(unit)
}
