//! FINESS at intake: of several sources, the more recent wins structure by structure.

use aiguilleur_domain::{
    Date, FinessEg, FinessEj,
    entity::{EntiteGeographique, EntiteJuridique, Groupement, SourceKind, Succession, Successor},
};
use aiguilleur_sources::finess::FinessRecord;
use aiguilleur_store::sort::Sorter;
use rustc_hash::FxHashMap;

use super::{ImportError, named::Named};
use aiguilleur_directory::record::{StoredEg, StoredEj, StoredSuccessor, encode, encode_eg};

/// What FINESS sources hold, sorted by number and, for one number, the version to keep first.
pub(super) struct FinessIntake {
    pub(super) ej: Sorter,
    pub(super) eg: Sorter,
    pub(super) groups: Vec<(Option<Date>, Groupement<'static>)>,
    /// FINESS+ names legal persons and sites by serial numbers in groups and events.
    ej_of_serial: FxHashMap<u64, FinessEj>,
    eg_of_serial: FxHashMap<u64, FinessEg>,
    /// Whether a whole stock was read: only then does an absence mean anything.
    pub(super) whole_stock: bool,
    buffer: Vec<u8>,
}

/// Bytes that sort the versions of one structure: full descriptions before mentions, newest date first, then
/// JSON before XML before CSV.
pub(super) fn preference(source: SourceKind, dated: Option<Date>, mention: bool) -> [u8; 6] {
    let day = dated.map_or(0, |date| {
        i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day())
    });
    let [a, b, c, d] = (!u32::try_from(day).unwrap_or(0)).to_be_bytes();
    let source = match source {
        SourceKind::FinessJson => 0,
        SourceKind::FinessXml => 1,
        _ => 2,
    };
    [u8::from(mention), a, b, c, d, source]
}

fn version_key(finess: &str, preference: [u8; 6]) -> Vec<u8> {
    [finess.as_bytes(), &preference].concat()
}

/// The FINESS number that a version's key begins with.
pub(super) fn number(version_key: &[u8]) -> &[u8] {
    &version_key[..FinessEg::LEN]
}

impl FinessIntake {
    pub(super) fn new(ej: Sorter, eg: Sorter) -> Self {
        Self {
            ej,
            eg,
            groups: Vec::new(),
            ej_of_serial: FxHashMap::default(),
            eg_of_serial: FxHashMap::default(),
            whole_stock: false,
            buffer: Vec::new(),
        }
    }

    /// Takes a record in.
    pub(super) fn take(
        &mut self,
        source: SourceKind,
        dated: Option<Date>,
        found: FinessRecord<'_>,
        named: &mut Named,
    ) -> Result<(), ImportError> {
        self.whole_stock |= source == SourceKind::FinessJson;
        match found {
            FinessRecord::Ej(entity) => {
                named.siren(entity.siren);
                self.legal_entity(source, dated, entity)
            }
            FinessRecord::Eg(entity) => {
                named.siret(entity.siret);
                self.site(entity, source, dated, false)
            }
            FinessRecord::EgMention(entity) => self.site(entity, source, dated, true),
            FinessRecord::Group(group) => {
                self.groups.push((dated, owned(group)));
                Ok(())
            }
        }
    }

    fn legal_entity(
        &mut self,
        source: SourceKind,
        dated: Option<Date>,
        entity: EntiteJuridique<'_>,
    ) -> Result<(), ImportError> {
        self.ej_of_serial.extend(entity.pm_smsse_id.map(|serial| (serial, entity.finess)));
        let key = version_key(entity.finess.as_str(), preference(source, dated, false));
        let stored = StoredEj { entity, source, dated, successor: None, absent_since: None };
        Ok(self.ej.push(&key, encode(&stored, &mut self.buffer)?)?)
    }

    fn site(
        &mut self,
        entity: EntiteGeographique<'_>,
        source: SourceKind,
        dated: Option<Date>,
        mention: bool,
    ) -> Result<(), ImportError> {
        self.eg_of_serial.extend(entity.ege_id.map(|serial| (serial, entity.finess)));
        let key = version_key(entity.finess.as_str(), preference(source, dated, mention));
        let stored = StoredEg { entity, source, dated, successor: None, absent_since: None };
        Ok(self.eg.push(&key, encode_eg(&stored, &mut self.buffer)?)?)
    }

    /// Ends the intake: the sorters, the groups, and the look-up of serial numbers.
    pub(super) fn finish(self) -> (Sorter, Sorter, Vec<(Option<Date>, Groupement<'static>)>, Serials) {
        let serials = Serials { ej: self.ej_of_serial, eg: self.eg_of_serial, whole_stock: self.whole_stock };
        (self.ej, self.eg, self.groups, serials)
    }
}

/// Serial numbers of FINESS+, by which it names the members of groups and the takers of cessions.
pub(super) struct Serials {
    ej: FxHashMap<u64, FinessEj>,
    eg: FxHashMap<u64, FinessEg>,
    pub(super) whole_stock: bool,
}

impl Serials {
    pub(super) fn legal_entity(&self, serial: u64) -> Option<FinessEj> {
        self.ej.get(&serial).copied()
    }

    /// The taker of a cession by its FINESS number, when the sources hold it.
    pub(super) fn successor(&self, succession: Option<Succession>) -> Option<StoredSuccessor> {
        match succession?.successor {
            Successor::PmSmsse(serial) => self.legal_entity(serial).map(StoredSuccessor::Ej),
            Successor::Ege(serial) => self.eg.get(&serial).copied().map(StoredSuccessor::Eg),
        }
    }
}

fn owned(group: Groupement<'_>) -> Groupement<'static> {
    Groupement {
        id: group.id.into_owned().into(),
        name: group.name.into_owned().into(),
        kind: group.kind,
        members: group.members,
        state: group.state,
    }
}
