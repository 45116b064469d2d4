//! What optional sources add: cards, mailboxes, establishments and their successions, equipment, certificates. Of a
//! source that was not imported nothing is said: `None`, not an empty list.

use aiguilleur_domain::{
    FinessEg, FinessEj, IdNatPp, IdNatStruct, Siret,
    entity::{Card, CertificatPm, Equipement, Etablissement, LienSuccession, Mailbox, SourceKind},
};
use aiguilleur_store::{StoreError, Table};
use serde::de::DeserializeOwned;

use super::Snapshot;
use crate::{record::decode, table};

/// Their tables.
pub(crate) struct Complements {
    cards: Table,
    card_holders: Table,
    mailboxes: Table,
    mailbox_owners: Table,
    establishments: Table,
    successions: Table,
    equipment: Table,
    certificates: Table,
}

/// More than this of one kind is not read: the largest real structure has some hundreds of mailboxes.
const MOST: usize = 1000;

impl Complements {
    pub(super) fn open(
        table: impl Fn(&'static str) -> Result<Table, StoreError>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            cards: table(table::CARDS)?,
            card_holders: table(table::CARD_HOLDERS)?,
            mailboxes: table(table::MAILBOXES)?,
            mailbox_owners: table(table::MAILBOX_OWNERS)?,
            establishments: table(table::ESTABLISHMENTS)?,
            successions: table(table::SUCCESSIONS)?,
            equipment: table(table::EQUIPMENT)?,
            certificates: table(table::CERTIFICATES)?,
        })
    }
}

fn all_of<T: DeserializeOwned>(table: &Table, owner: &str) -> Result<Vec<T>, StoreError> {
    let prefix = table::prefix(owner);
    table.prefix(&prefix, &prefix)?.take(MOST).map(|record| decode(record?.value())).collect()
}

fn owners_of(table: &Table, of: &str) -> Result<Vec<String>, StoreError> {
    let prefix = table::prefix(of);
    let keys = table.prefix(&prefix, &prefix)?.take(MOST);
    keys.map(|record| Ok(table::second(record?.key()).to_owned())).collect()
}

impl Snapshot {
    /// Whether a source was imported, or carried over.
    pub fn holds(&self, kind: SourceKind) -> bool {
        self.generation().manifest().sources.iter().any(|source| source.name == kind.name())
    }

    /// The cards of a professional: the last to end first. `None` where the holders of cards were not imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn cards(&self, id: IdNatPp) -> Result<Option<Vec<Card>>, StoreError> {
        if !self.holds(SourceKind::Porteurs) {
            return Ok(None);
        }
        let key = table::person_key(id);
        if self.is_forgotten(&key) {
            return Ok(Some(Vec::new()));
        }
        let mut cards: Vec<Card> = all_of(&self.complements.cards, &key)?;
        cards.sort_by(|a, b| b.valid_to.cmp(&a.valid_to).then_with(|| a.number.cmp(&b.number)));
        Ok(Some(cards))
    }

    /// Who holds the card of a number. `None` where nobody does, or two people are said to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn card_holder(&self, number: &str) -> Result<Option<IdNatPp>, StoreError> {
        let holders = self.shown(owners_of(&self.complements.card_holders, number)?);
        Ok(match holders.as_slice() {
            [only] => only.parse().ok(),
            _ => None,
        })
    }

    /// The mailboxes of a professional. `None` where mailboxes were not imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mailboxes_of_person(&self, id: IdNatPp) -> Result<Option<Vec<Mailbox>>, StoreError> {
        self.mailboxes(&table::person_key(id))
    }

    /// The mailboxes of a structure itself. `None` where mailboxes were not imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mailboxes_of_structure(&self, id: IdNatStruct) -> Result<Option<Vec<Mailbox>>, StoreError> {
        self.mailboxes(&id.to_string())
    }

    fn mailboxes(&self, owner: &str) -> Result<Option<Vec<Mailbox>>, StoreError> {
        if self.is_forgotten(owner) {
            return Ok(Some(Vec::new()));
        }
        let held = self.holds(SourceKind::Mssante);
        held.then(|| all_of(&self.complements.mailboxes, owner)).transpose()
    }

    /// The idNat PP and idNatStruct whose mailbox has that address.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mailbox_owners(&self, address: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.shown(owners_of(&self.complements.mailbox_owners, &address.to_lowercase())?))
    }

    /// The owners that may be shown.
    fn shown(&self, mut owners: Vec<String>) -> Vec<String> {
        owners.retain(|owner| !self.is_forgotten(owner));
        owners
    }

    /// What SIRENE says of an establishment; those that no structure names are not kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn establishment(&self, siret: Siret) -> Result<Option<Etablissement>, StoreError> {
        let record = self.complements.establishments.get(siret.to_string().as_bytes())?;
        record.map(|record| decode(record.value())).transpose()
    }

    /// What SIRENE knows to have taken over from an establishment, the last first. INSEE does not hold every link:
    /// an empty list proves nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn successions_of(&self, siret: Siret) -> Result<Vec<LienSuccession>, StoreError> {
        let mut links: Vec<LienSuccession> = all_of(&self.complements.successions, &siret.to_string())?;
        links.sort_by(|a, b| b.on.cmp(&a.on).then(a.successeur.cmp(&b.successeur)));
        Ok(links)
    }

    /// The heavy equipment of a site. `None` where activities were not imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn equipment_of_site(&self, site: FinessEg) -> Result<Option<Vec<Equipement>>, StoreError> {
        self.equipment(site.as_str())
    }

    /// The heavy equipment that a legal entity is authorised to hold. `None` where activities were not imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn equipment_of_entity(&self, ej: FinessEj) -> Result<Option<Vec<Equipement>>, StoreError> {
        self.equipment(ej.as_str())
    }

    fn equipment(&self, holder: &str) -> Result<Option<Vec<Equipement>>, StoreError> {
        let held = self.holds(SourceKind::FinessActivites);
        held.then(|| all_of(&self.complements.equipment, holder)).transpose()
    }

    /// The certificates issued to a structure, by its technical id. `None` where they were not imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn certificates_of(&self, technical_id: &str) -> Result<Option<Vec<CertificatPm>>, StoreError> {
        if technical_id.is_empty() || !self.holds(SourceKind::CertificatPm) {
            return Ok(None);
        }
        all_of(&self.complements.certificates, technical_id).map(Some)
    }
}
