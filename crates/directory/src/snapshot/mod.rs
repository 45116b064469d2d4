//! A snapshot: one sealed generation and its index, open for reading. It never changes.

mod complements;
mod facets;
mod filters;
mod forgotten;
mod groups;
mod identifiers;
mod identify;
mod lists;
mod people;
mod search;
mod status;
mod structures;
mod walk;

use aiguilleur_domain::{Date, entity::SourceKind};
use aiguilleur_search::Searcher;
use aiguilleur_store::{BlockCache, DataDir, Forgotten, Generation, GenerationId, Table};
use arc_swap::ArcSwap;

use crate::{Clock, DirectoryError, Freshness, SharedDataView, table};

use complements::Complements;

pub use facets::{FacetView, FacetsView};
pub use filters::RefusedFilter;
pub use groups::{GroupMember, GroupView};
pub use identifiers::{IdentifierMatch, IdentifierView, RepairView};
pub(crate) use people::SituationFacts;
pub use people::{PersonHit, Practitioner};
pub use search::{FormerNameView, SearchHit, SearchPage, SearchRequest};
pub use status::{SourceStatus, StatusView};
pub use structures::StructureId;
pub use walk::{PersonRecord, StructureRecord, Walk};

/// What one generation knows.
pub struct Snapshot {
    generation: Generation,
    searcher: Searcher,
    freshness: Freshness,
    clock: Clock,
    invented: bool,
    /// Who must not be shown, as of the last look.
    forgotten: ArcSwap<Forgotten>,
    /// What answers stand on, as of a day.
    pub(crate) data_view: ArcSwap<Option<(Date, SharedDataView)>>,
    pub(crate) people: Table,
    pub(crate) renumbered: Table,
    pub(crate) places: Table,
    pub(crate) practitioners: Table,
    pub(crate) stated_structures: Table,
    pub(crate) by_rang: Table,
    pub(crate) sites: Table,
    pub(crate) legal_entities: Table,
    pub(crate) sites_of_ej: Table,
    pub(crate) by_siret: Table,
    by_secteur: Table,
    pub(crate) by_siren: Table,
    pub(crate) legal_units: Table,
    pub(crate) groups: Table,
    pub(crate) groups_of_ej: Table,
    pub(crate) complements: Complements,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("generation", self.id()).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Opens the generation that `data` serves; blocks of its tables are kept in `cache`.
    ///
    /// # Errors
    /// When there is none, or it does not open.
    pub fn current(data: &DataDir, cache: &BlockCache) -> Result<Self, DirectoryError> {
        Self::new(data, data.open_current()?, cache)
    }

    /// Opens a generation by name.
    ///
    /// # Errors
    /// When it is not there, or does not open.
    pub fn open(data: &DataDir, id: &GenerationId, cache: &BlockCache) -> Result<Self, DirectoryError> {
        Self::new(data, data.open_generation(id)?, cache)
    }

    fn new(data: &DataDir, generation: Generation, cache: &BlockCache) -> Result<Self, DirectoryError> {
        let forgotten = data.forgotten_in(generation.id())?;
        let searcher = Searcher::open(&generation.search_dir())?;
        let table = |name| generation.table(name, cache);
        Ok(Self {
            people: table(table::PEOPLE)?,
            renumbered: table(table::RENUMBERED)?,
            places: table(table::PLACES)?,
            practitioners: table(table::PRACTITIONERS)?,
            stated_structures: table(table::STATED_STRUCTURES)?,
            by_rang: table(table::BY_RANG)?,
            sites: table(table::SITES)?,
            legal_entities: table(table::LEGAL_ENTITIES)?,
            sites_of_ej: table(table::SITES_OF_EJ)?,
            by_siret: table(table::BY_SIRET)?,
            by_secteur: table(table::BY_SECTEUR)?,
            by_siren: table(table::BY_SIREN)?,
            legal_units: table(table::LEGAL_UNITS)?,
            groups: table(table::GROUPS)?,
            groups_of_ej: table(table::GROUPS_OF_EJ)?,
            complements: Complements::open(table)?,
            searcher,
            generation,
            freshness: Freshness::default(),
            clock: Clock::Machine,
            invented: false,
            forgotten: ArcSwap::from_pointee(forgotten),
            data_view: ArcSwap::default(),
        })
    }

    /// The same snapshot, with other ages at which data counts as stale.
    #[must_use]
    pub fn judged_by(self, freshness: Freshness) -> Self {
        Self { freshness, data_view: ArcSwap::default(), ..self }
    }

    /// The same snapshot, read on the day of `clock`.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// The same snapshot, said to be of invented data or not.
    #[must_use]
    pub fn invented(self, invented: bool) -> Self {
        Self { invented, data_view: ArcSwap::default(), ..self }
    }

    /// Whether the data is that of a demonstration.
    pub const fn is_invented(&self) -> bool {
        self.invented
    }

    /// The day it is read on: what decisions and ages stand on when the caller names none.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// The generation's name: what answers, cursors and entity tags carry.
    pub fn id(&self) -> &GenerationId {
        self.generation.id()
    }

    /// The sealed generation behind this snapshot.
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
