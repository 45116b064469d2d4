//! The tables of a generation, and the form of their keys.

use aiguilleur_domain::{IdNatPp, IdNatStruct, entity::PracticePlace};

/// idNat PP → [`crate::record::StoredPerson`].
pub const PEOPLE: &str = "people";
/// idNat PP of an ADELI number that a RPPS number took the place of → the idNat PP of today.
pub const RENUMBERED: &str = "renumbered";
/// Place key, 0, technical id → [`crate::record::StoredPlace`].
pub const PLACES: &str = "places";
/// Place key, 0, idNat PP → [`crate::record::StoredPractitioner`].
pub const PRACTITIONERS: &str = "practitioners";
/// FINESS EG → [`crate::record::StoredEg`].
pub const SITES: &str = "sites";
/// FINESS EJ → [`crate::record::StoredEj`], then the numbers of its open sites of biologie médicale.
pub const LEGAL_ENTITIES: &str = "legal_entities";
/// FINESS EJ, 0, FINESS EG → nothing: the sites of an EJ.
pub const SITES_OF_EJ: &str = "sites_of_ej";
/// SIRET, 0, `1` + FINESS EG or place key → nothing: which structures bear a SIRET.
pub const BY_SIRET: &str = "by_siret";
/// TRE_R02, 0, place key → nothing; not there in a generation of before.
pub const BY_SECTEUR: &str = "by_secteur";
/// SIREN, 0, FINESS EJ → nothing.
pub const BY_SIREN: &str = "by_siren";
/// SIREN → `UniteLegale`.
pub const LEGAL_UNITS: &str = "legal_units";
/// idNat PP, 0, card number → `Card`; this table and the following are there with their source only.
pub const CARDS: &str = "cards";
/// Card number, 0, idNat PP → nothing.
pub const CARD_HOLDERS: &str = "card_holders";
/// idNat PP or idNatStruct, 0, address → `Mailbox`.
pub const MAILBOXES: &str = "mailboxes";
/// Address, 0, idNat PP or idNatStruct → nothing.
pub const MAILBOX_OWNERS: &str = "mailbox_owners";
/// SIRET → `Etablissement`.
pub const ESTABLISHMENTS: &str = "establishments";
/// SIRET, 0, SIRET of the successor → `LienSuccession`.
pub const SUCCESSIONS: &str = "successions";
/// FINESS EG or EJ, 0, number of the activity → `Equipement`.
pub const EQUIPMENT: &str = "equipment";
/// Technical id of a structure, 0, reference → `CertificatPm`.
pub const CERTIFICATES: &str = "certificates";
/// Technical id → [`crate::record::StatedStructure`]; not there without the restricted extraction.
pub const STATED_STRUCTURES: &str = "stated_structures";
/// RPPS-rang, 0, place key → nothing: structures known by another number, of which a rang is stated.
pub const BY_RANG: &str = "by_rang";
/// Group id → [`crate::record::StoredGroup`].
pub const GROUPS: &str = "groups";
/// FINESS EJ, 0, group id → nothing.
pub const GROUPS_OF_EJ: &str = "groups_of_ej";

/// Between the parts of a composed key: no part holds it.
const SEPARATOR: u8 = 0;

/// Key in the table of people: the idNat PP.
pub fn person_key(id: IdNatPp) -> String {
    id.to_string()
}

/// The key of a structure of the RPPS: its idNatStruct, else its technical id behind a letter that no
/// idNatStruct begins with.
pub fn place_key(place: &PracticePlace<'_>) -> String {
    let known = place
        .id_nat_struct
        .or_else(|| place.finess_eg.map(IdNatStruct::from))
        .or_else(|| place.siret.map(IdNatStruct::from));
    known.map_or_else(|| format!("T{}", place.technical_id), |id| id.to_string())
}

/// `first`, the separator, `second`.
pub fn composed(first: &[u8], second: &[u8]) -> Vec<u8> {
    let mut key = Vec::with_capacity(first.len() + 1 + second.len());
    key.extend_from_slice(first);
    key.push(SEPARATOR);
    key.extend_from_slice(second);
    key
}

/// The prefix of all keys composed on `first`.
pub fn prefix(first: &str) -> Vec<u8> {
    composed(first.as_bytes(), &[])
}

/// The second part of a composed key.
pub fn second(key: &[u8]) -> &str {
    let at = key.iter().position(|byte| *byte == SEPARATOR).map_or(key.len(), |at| at + 1);
    std::str::from_utf8(&key[at..]).unwrap_or_default()
}
