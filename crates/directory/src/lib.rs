//! The facade: [`Snapshot`] to read what is known, [`Host`] to follow what is published.
//!
//! A [`Snapshot`] is one sealed generation with its index: every answer of one request comes from one of
//! them. It fills in the facts; what they mean for an order is the resolver's to say.

mod cards;
pub mod census;
pub mod changes;
mod clock;
mod decide;
mod error;
mod freshness;
mod host;
mod known;
pub mod record;
mod snapshot;
pub mod table;
pub mod view;

/// How a client on file is compared with the index: the words of the search crate.
pub mod matching {
    pub use aiguilleur_search::{
        Asked, Identified, Level, Likely, Named, PersonName, PlaceLevel, StructureName, person_name,
        same_town,
    };
}

/// Exact selection in the index: the words of the search crate.
pub mod selecting {
    pub use aiguilleur_search::{Condition, Listed, Looked, Selected, Selection, Spot};
}

pub use aiguilleur_store::{BlockCache, DataDir, Forgotten, GenerationId, StoreError};
pub use cards::{card_of_today, card_warning, holder_of_rang};
pub use clock::Clock;
pub use decide::{DataView, Decided, DecisionRequest, DecisionView, SharedDataView, Standing};
pub use error::DirectoryError;
pub use freshness::Freshness;
pub use host::{CACHE_BYTES, Host, HostOptions};
pub use known::{
    KnownAdditions, KnownAddress, KnownLegalEntity, KnownSibling, KnownSite, KnownStructure, Practice,
    SuccessorKnown, TakerKnown,
};
pub use record::StatedStructure;
pub use snapshot::{
    FacetView, FacetsView, FormerNameView, GroupMember, GroupView, IdentifierMatch, IdentifierView,
    PersonHit, PersonRecord, Practitioner, RefusedFilter, RepairView, SearchHit, SearchPage, SearchRequest,
    Snapshot, SourceStatus, StatusView, StructureId, StructureRecord, Walk,
};
