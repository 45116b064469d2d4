//! FINESS entities, with the source and date that each was taken from.

use std::borrow::Cow;

use aiguilleur_domain::{
    Code, Date, FinessEg, FinessEj,
    entity::{Contact, EntiteGeographique, EntiteJuridique, LifeState, SourceKind},
};
use aiguilleur_nomenclature::categorie;
use aiguilleur_store::StoreError;
use serde::{Deserialize, Serialize};

use super::{append, decode, decode_front, encode};

/// Key: the FINESS number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredEj<'a> {
    #[serde(borrow)]
    pub entity: EntiteJuridique<'a>,
    pub source: SourceKind,
    pub dated: Option<Date>,
    pub successor: Option<StoredSuccessor>,
    /// Day of the first stock of that source that no longer held it.
    pub absent_since: Option<Date>,
}

/// Writes a legal entity into `buffer`, which it replaces: the record, and behind it the numbers of its open sites of
/// biologie médicale, which every decision on one of its hundreds of sites asks for.
///
/// # Errors
/// [`StoreError::Table`] when the record has no compact form, which is a fault of ours.
pub fn encode_ej<'b>(
    entity: &StoredEj<'_>,
    open_lbm: &[FinessEg],
    buffer: &'b mut Vec<u8>,
) -> Result<&'b [u8], StoreError> {
    encode(entity, buffer)?;
    append(&open_lbm, buffer)?;
    Ok(buffer)
}

/// Reads a legal entity in place, with its open sites of biologie médicale; `None` for records
/// written before this list was stored.
///
/// # Errors
/// [`StoreError::Table`] when the bytes are not such a record.
pub fn decode_ej(bytes: &[u8]) -> Result<(StoredEj<'_>, Option<Vec<FinessEg>>), StoreError> {
    let (entity, behind) = decode_front(bytes)?;
    let open_lbm = if behind.is_empty() { None } else { Some(decode(behind)?) };
    Ok((entity, open_lbm))
}

/// Key: the FINESS number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredEg<'a> {
    #[serde(borrow)]
    pub entity: EntiteGeographique<'a>,
    pub source: SourceKind,
    pub dated: Option<Date>,
    pub successor: Option<StoredSuccessor>,
    /// Day of the first stock of that source that no longer held it.
    pub absent_since: Option<Date>,
}

/// Whether something that is in such a state is over for counts and lists: closed, or no longer in the stock.
pub const fn is_over(state: LifeState, absent_since: Option<Date>) -> bool {
    matches!(state, LifeState::Closed { .. }) || absent_since.is_some()
}

impl StoredEj<'_> {
    /// Whether it is closed, or no longer in the stock.
    pub const fn is_over(&self) -> bool {
        is_over(self.entity.state, self.absent_since)
    }
}

impl StoredEg<'_> {
    /// Whether it is closed, or no longer in the stock.
    pub const fn is_over(&self) -> bool {
        is_over(self.entity.state, self.absent_since)
    }

    /// Whether it is a site of biologie médicale that is not known to be over.
    pub fn is_open_lbm(&self) -> bool {
        self.entity.categorie.is_some_and(|code| categorie::is_lbm(code.as_str())) && !self.is_over()
    }
}

/// What is kept of a site behind its record.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct EgBeside<'a> {
    #[serde(borrow)]
    commune_name: Cow<'a, str>,
    #[serde(borrow)]
    contact: Contact<'a>,
}

/// Writes a site into `buffer`, which it replaces.
///
/// # Errors
/// [`StoreError::Table`] when the record has no compact form, which is a fault of ours.
pub fn encode_eg<'b>(site: &StoredEg<'_>, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], StoreError> {
    encode(site, buffer)?;
    let EntiteGeographique { address, contact, position, .. } = &site.entity;
    let beside = EgBeside { commune_name: address.commune_name.clone(), contact: contact.clone() };
    if beside != EgBeside::default() || position.is_some() {
        append(&beside, buffer)?;
    }
    if let Some(position) = position {
        append(position, buffer)?;
    }
    Ok(buffer)
}

/// Reads a site in place.
///
/// # Errors
/// [`StoreError::Table`] when the bytes are not such a record.
pub fn decode_eg(bytes: &[u8]) -> Result<StoredEg<'_>, StoreError> {
    let (mut site, behind): (StoredEg<'_>, _) = decode_front(bytes)?;
    if !behind.is_empty() {
        let (EgBeside { commune_name, contact }, behind) = decode_front(behind)?;
        if !behind.is_empty() {
            site.entity.position = Some(decode(behind)?);
        }
        site.entity.address.commune_name = commune_name;
        site.entity.contact = contact;
    }
    Ok(site)
}

/// Who took over by cession, by FINESS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoredSuccessor {
    Ej(FinessEj),
    Eg(FinessEg),
}

/// Key: the group's own number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredGroup {
    pub id: String,
    pub name: String,
    pub kind: Option<Code>,
    pub state: LifeState,
    pub members: Vec<StoredMember>,
    pub dated: Option<Date>,
}

/// A member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMember {
    /// `None` when the source names a legal person that it does not hold.
    pub ej: Option<FinessEj>,
    /// `typeRoleEntiteGroupe` (`S` support, `M` membre).
    pub role: Option<Code>,
}
