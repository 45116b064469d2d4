//! The files that complete the others, on their way into tables of their own: nothing is joined with them at import.

use aiguilleur_directory::{record::encode, table};
use aiguilleur_domain::{
    IdNatPp,
    entity::{Card, ComplementRow, Mailbox, SourceKind},
};
use aiguilleur_store::{Building, Generation, SourceReport, TableWriter, sort::Sorter};

use super::{
    Fields, ImportError,
    assembly::Counts,
    carried::{self, Carried},
    places::merge_same_key,
};

/// The tables in the order they are written, each with the source that fills it. Records on their way bear the index
/// of their table in front of their key.
const TABLES: [(&str, SourceKind); 8] = [
    (table::CARDS, SourceKind::Porteurs),
    (table::CARD_HOLDERS, SourceKind::Porteurs),
    (table::MAILBOXES, SourceKind::Mssante),
    (table::MAILBOX_OWNERS, SourceKind::Mssante),
    (table::ESTABLISHMENTS, SourceKind::Etablissements),
    (table::SUCCESSIONS, SourceKind::LiensSuccession),
    (table::EQUIPMENT, SourceKind::FinessActivites),
    (table::CERTIFICATES, SourceKind::CertificatPm),
];

const NOTHING: &[u8] = &[];

/// What was read of them, in one sorter.
pub(super) struct Complements {
    sorter: Sorter,
    buffer: Vec<u8>,
    key: Vec<u8>,
}

impl Complements {
    pub(super) const fn new(sorter: Sorter) -> Self {
        Self { sorter, buffer: Vec::new(), key: Vec::new() }
    }

    pub(super) fn take(&mut self, row: &ComplementRow) -> Result<(), ImportError> {
        match row {
            ComplementRow::Card(holder, card) => self.card(*holder, card),
            ComplementRow::Mailbox(mailbox) => self.mailbox(mailbox),
            ComplementRow::Etablissement(siret, known) => {
                self.push(table::ESTABLISHMENTS, siret.to_string().as_bytes(), Some(known))
            }
            ComplementRow::Lien(lien) => {
                let [from, to] = [lien.predecesseur, lien.successeur].map(|siret| siret.to_string());
                self.push(table::SUCCESSIONS, &table::composed(from.as_bytes(), to.as_bytes()), Some(lien))
            }
            ComplementRow::Equipement(held) => {
                let holder = held.site.as_ref().map_or(held.ej.as_str(), |site| site.as_str());
                let key = table::composed(holder.as_bytes(), held.number.as_bytes());
                self.push(table::EQUIPMENT, &key, Some(held))
            }
            ComplementRow::Certificat(known) => {
                let which = if known.reference.is_empty() { &known.subject } else { &known.reference };
                let key = table::composed(known.technical_id.as_bytes(), which.as_bytes());
                self.push(table::CERTIFICATES, &key, Some(known))
            }
        }
    }

    fn card(&mut self, holder: IdNatPp, card: &Card) -> Result<(), ImportError> {
        let (id, number) = (table::person_key(holder), card.number.as_bytes());
        self.push(table::CARDS, &table::composed(id.as_bytes(), number), Some(card))?;
        self.push::<()>(table::CARD_HOLDERS, &table::composed(number, id.as_bytes()), None)
    }

    /// A person's box under the person, any other under its structure.
    fn mailbox(&mut self, mailbox: &Mailbox) -> Result<(), ImportError> {
        let of_structure = || mailbox.structure.map(|structure| structure.to_string());
        let Some(owner) = mailbox.person.map(table::person_key).or_else(of_structure) else { return Ok(()) };
        let (owner, address) = (owner.as_bytes(), mailbox.address.as_bytes());
        self.push(table::MAILBOXES, &table::composed(owner, address), Some(mailbox))?;
        self.push::<()>(table::MAILBOX_OWNERS, &table::composed(address, owner), None)
    }

    fn push<T: serde::Serialize>(
        &mut self,
        table: &str,
        key: &[u8],
        record: Option<&T>,
    ) -> Result<(), ImportError> {
        let index = TABLES.iter().position(|(name, _)| *name == table).unwrap_or_default();
        self.key.clear();
        self.key.push(u8::try_from(index).unwrap_or_default());
        self.key.extend_from_slice(key);
        let value = match record {
            Some(record) => encode(record, &mut self.buffer)?,
            None => NOTHING,
        };
        Ok(self.sorter.push(&self.key, value)?)
    }

    /// Writes each table: what was read, else what is carried over from `served`.
    pub(super) fn write(
        self,
        building: &Building,
        (served, carried): (Option<&Generation>, &Carried),
        (reports, fields): (&[SourceReport], Fields),
        counts: &mut Counts,
    ) -> Result<(), ImportError> {
        let mut writers: Vec<Option<TableWriter>> = TABLES.iter().map(|_| None).collect();
        for ((name, kind), writer) in TABLES.iter().zip(&mut writers) {
            if reports.iter().any(|report| report.name == kind.name()) {
                *writer = Some(building.table(name)?);
            } else if carried.holds(*kind) && fields.keeps(*kind) {
                let copied = carried::copy_table(served, building, name)?;
                counts.add(name, copied);
            }
        }
        merge_same_key(self.sorter, |key, versions| {
            let Some((index, key)) = key.split_first() else { return Ok(()) };
            if carried::is_of_the_forgotten(building, key) {
                return Ok(());
            }
            let Some(Some(writer)) = writers.get_mut(usize::from(*index)) else { return Ok(()) };
            // Of several versions of a record, the greatest: independent of the order of files.
            Ok(writer.push(key, versions.into_iter().max().unwrap_or_default())?)
        })?;
        for ((name, _), writer) in TABLES.iter().zip(writers) {
            if let Some(writer) = writer {
                counts.add(name, writer.finish()?);
            }
        }
        Ok(())
    }
}
