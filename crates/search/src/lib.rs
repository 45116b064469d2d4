//! Full-text search over people and structures: it finds identifiers by what people say; records stay in the store.
//!
//! A search index is a folder built once by [`IndexBuilder`], sealed, then read by any number of [`Searcher`]s.
//! It answers with identifiers, scores and what matched; it holds names and places only as far as ranking needs.
//!
//! Design:
//! - people and structures are in separate shards, each one a tantivy index of a single segment, written by
//!   one thread, so that documents keep the order in which they came and building twice gives the same answers;
//! - people are found by stages: every word exactly; the last as a beginning; words one edit away and by ear only when
//!   that found little ([`shard`]);
//! - structures, whose names are long, abbreviated and cut, are found by weight: rare words count most, no word is
//!   required, and the answer names the words that the best record lacks; so are people when none has all the words;
//! - every candidate is then scored on the text of its names ([`ranking`]), by rules kept in one file;
//! - everything is bounded ([`limits`]): no text makes a search fail or run long.

mod analysis;
mod build;
mod document;
mod error;
mod identify;
mod limits;
mod manifest;
mod query;
mod ranking;
pub mod relevance;
mod schema;
mod searcher;
mod select;
mod shard;

pub use analysis::usual_names;
pub use build::{BuildOptions, IndexBuilder, IndexStats};
pub use document::{Listed, PersonDoc, Place, StructureDoc, StructureKind};
pub use error::SearchError;
pub use identify::{
    Asked, Identified, Level, Likely, Named, PersonName, Place as PlaceLevel, StructureName, person_name,
    same_town,
};
pub use limits::{MAX_LIMIT, MAX_OFFSET, MAX_STEPS};
pub use query::{Answer, Facets, Hit, HitKind, KindFilter, Query, Reason, Total};
pub use searcher::Searcher;
pub use select::{Condition, Looked, Selected, Selection, Spot};
