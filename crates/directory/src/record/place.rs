//! A structure as the RPPS describes it, and who practises there.

use std::borrow::Cow;

use aiguilleur_domain::{
    Code,
    entity::{Contact, PracticePlace},
};
use aiguilleur_store::StoreError;
use serde::{Deserialize, Serialize};

use super::{append, decode, decode_front, encode};

/// Key: the place's key, a zero byte, the technical id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredPlace<'a> {
    #[serde(borrow)]
    pub place: PracticePlace<'a>,
    /// TRE_R02.
    pub secteur_activite: Option<Code>,
    /// Whether every situation there has ended.
    pub ended: bool,
}

/// What is kept of a place behind its record, so that a generation of before it reads the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceBeside<'a> {
    #[serde(borrow)]
    commune_name: Cow<'a, str>,
    #[serde(borrow)]
    contact: Contact<'a>,
}

impl<'a> PlaceBeside<'a> {
    pub fn of(place: &PracticePlace<'a>) -> Self {
        Self { commune_name: place.address.commune_name.clone(), contact: place.contact.clone() }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn put(self, place: &mut PracticePlace<'a>) {
        place.address.commune_name = self.commune_name;
        place.contact = self.contact;
    }
}

/// Writes a structure of the RPPS into `buffer`, which it replaces.
///
/// # Errors
/// [`StoreError::Table`] when the record has no compact form, which is a fault of ours.
pub fn encode_place<'b>(place: &StoredPlace<'_>, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], StoreError> {
    encode(place, buffer)?;
    let beside = PlaceBeside::of(&place.place);
    if !beside.is_empty() {
        append(&beside, buffer)?;
    }
    Ok(buffer)
}

/// Reads a structure of the RPPS in place.
///
/// # Errors
/// [`StoreError::Table`] when the bytes are not such a record.
pub fn decode_place(bytes: &[u8]) -> Result<StoredPlace<'_>, StoreError> {
    let (mut place, behind): (StoredPlace<'_>, _) = decode_front(bytes)?;
    if !behind.is_empty() {
        decode::<PlaceBeside<'_>>(behind)?.put(&mut place.place);
    }
    Ok(place)
}

/// Key: the place's key, a zero byte, the idNat PP.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct StoredPractitioner {
    pub profession: Option<Code>,
    pub mode_exercice: Option<Code>,
    pub ended: bool,
}
