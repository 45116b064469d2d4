//! A snapshot: one sealed generation and its index, open for reading. It never changes.

mod groups;
mod identifiers;
mod people;
mod search;
mod status;
mod structures;
mod walk;

use aiguilleur_domain::{Date, entity::SourceKind};
use aiguilleur_resolver::written::Kept;
use aiguilleur_search::Searcher;
use aiguilleur_store::{DataDir, Generation, GenerationId, Table};
use arc_swap::ArcSwap;

use crate::{Clock, DataView, DirectoryError, Freshness, table};

pub use groups::{GroupMember, GroupView};
pub use identifiers::{IdentifierMatch, IdentifierView, Orderable, RepairView};
pub(crate) use people::SituationFacts;
pub use people::{PersonHit, Practitioner};
pub use search::{SearchHit, SearchPage, SearchRequest};
pub use status::{SourceStatus, StatusView};
pub use structures::StructureId;
pub use walk::{PersonRecord, StructureRecord};

/// What one generation knows.
pub struct Snapshot {
    generation: Generation,
    searcher: Searcher,
    freshness: Freshness,
    clock: Clock,
    /// What answers stand on, as told on a day.
    pub(crate) told: ArcSwap<Option<(Date, Kept<DataView>)>>,
    pub(crate) people: Table,
    pub(crate) places: Table,
    pub(crate) practitioners: Table,
    pub(crate) stated_structures: Table,
    pub(crate) by_rang: Table,
    pub(crate) sites: Table,
    pub(crate) legal_entities: Table,
    pub(crate) sites_of_ej: Table,
    pub(crate) by_siret: Table,
    pub(crate) by_siren: Table,
    pub(crate) legal_units: Table,
    pub(crate) groups: Table,
    pub(crate) groups_of_ej: Table,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("generation", self.id()).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Opens the generation that `data` serves.
    ///
    /// # Errors
    /// When there is none, or it does not open.
    pub fn current(data: &DataDir) -> Result<Self, DirectoryError> {
        Self::new(data.open_current()?)
    }

    /// Opens a generation by name.
    ///
    /// # Errors
    /// When it is not there, or does not open.
    pub fn open(data: &DataDir, id: &GenerationId) -> Result<Self, DirectoryError> {
        Self::new(data.open_generation(id)?)
    }

    fn new(generation: Generation) -> Result<Self, DirectoryError> {
        let searcher = Searcher::open(&generation.search_dir())?;
        let table = |name| generation.table(name);
        Ok(Self {
            people: table(table::PEOPLE)?,
            places: table(table::PLACES)?,
            practitioners: table(table::PRACTITIONERS)?,
            stated_structures: table(table::STATED_STRUCTURES)?,
            by_rang: table(table::BY_RANG)?,
            sites: table(table::SITES)?,
            legal_entities: table(table::LEGAL_ENTITIES)?,
            sites_of_ej: table(table::SITES_OF_EJ)?,
            by_siret: table(table::BY_SIRET)?,
            by_siren: table(table::BY_SIREN)?,
            legal_units: table(table::LEGAL_UNITS)?,
            groups: table(table::GROUPS)?,
            groups_of_ej: table(table::GROUPS_OF_EJ)?,
            searcher,
            generation,
            freshness: Freshness::default(),
            clock: Clock::Machine,
            told: ArcSwap::default(),
        })
    }

    /// The same snapshot, telling other ages stale.
    #[must_use]
    pub fn judged_by(self, freshness: Freshness) -> Self {
        Self { freshness, told: ArcSwap::default(), ..self }
    }

    /// The same snapshot, read on the day of `clock`.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// The day it is read on: what decisions and ages stand on when the caller names none.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// The same snapshot for a batch: it keeps the blocks that records share decompressed, at most some 600 MB of
    /// them, and reads the same people and structures many times faster.
    #[must_use]
    pub fn for_batch(self) -> Self {
        // A national directory has some 420 MiB of people, whom clients name in no order: they must all find room, for
        // what is full is let go. 48 hold every FINESS site, 16 every legal entity.
        const PEOPLE: usize = 448 << 20;
        const SHARED: usize = 48 << 20;
        const OWN: usize = 16 << 20;
        Self {
            people: self.people.keeping(PEOPLE),
            places: self.places.keeping(SHARED),
            practitioners: self.practitioners.keeping(OWN),
            stated_structures: self.stated_structures.keeping(SHARED),
            by_rang: self.by_rang.keeping(OWN),
            sites: self.sites.keeping(SHARED),
            legal_entities: self.legal_entities.keeping(SHARED),
            sites_of_ej: self.sites_of_ej.keeping(SHARED),
            by_siret: self.by_siret.keeping(SHARED),
            by_siren: self.by_siren.keeping(SHARED),
            legal_units: self.legal_units.keeping(SHARED),
            groups: self.groups.keeping(OWN),
            groups_of_ej: self.groups_of_ej.keeping(OWN),
            ..self
        }
    }

    /// The same snapshot for a server: what the decisions for different people have in common, FINESS above all,
    /// is kept decompressed (some 100 MB of a national directory). People are asked for in no order: of them, those
    /// lately asked for are kept, some 40,000.
    #[must_use]
    pub fn for_serving(self) -> Self {
        const PEOPLE_BYTES: usize = 16 << 20;
        // Of a national directory these hold all, with room for it to grow.
        Self {
            people: self.people.remembering(PEOPLE_BYTES),
            sites: self.sites.keeping(64 << 20),
            legal_entities: self.legal_entities.keeping(32 << 20),
            sites_of_ej: self.sites_of_ej.keeping(8 << 20),
            by_siren: self.by_siren.keeping(8 << 20),
            legal_units: self.legal_units.keeping(16 << 20),
            groups: self.groups.keeping(512 << 10),
            groups_of_ej: self.groups_of_ej.keeping(512 << 10),
            ..self
        }
    }

    /// The generation's name: what answers, cursors and entity tags carry.
    pub fn id(&self) -> &GenerationId {
        self.generation.id()
    }

    /// The generation.
    pub const fn generation(&self) -> &Generation {
        &self.generation
    }

    pub(crate) const fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The date of the newest source of a kind.
    pub fn dated(&self, kind: SourceKind) -> Option<Date> {
        let sources = &self.generation.manifest().sources;
        sources.iter().filter(|source| source.name == kind.name()).filter_map(|source| source.dated).max()
    }
}
