//! FHIR R4, read only: a snapshot as the ANS's Annuaire Santé answers it. Pure mapping and search; no HTTP.
//!
//! - Three resources are answered (`resource`): Practitioner, PractitionerRole, Organization. Their ids are business
//!   identifiers: idNat PP, idNatStruct; a situation's is its person's, and what makes it the same from day to day.
//! - A search (`search`) walks candidates in the order of their identifiers, chosen by the most telling parameter,
//!   and keeps those whose resource meets all the others (`criterion`). Work is bounded: a page may end early, with a
//!   link to go on.
//! - What is not in open data has a `data-absent-reason`, and is never made up.
//! - What to order on is an extension (`decision`), as the resolver decides for every other interface.
//!
//! The resources' types are our own. `helios-fhir`, with all of R4, is 847,000 lines of generated Rust; the model
//! behind `fhir-sdk` is of the same kind. What is answered here needs some forty fields, and clients of four
//! languages and `fhir.resources` read it in `tests/fhir`.

mod bundle;
mod capability;
mod criterion;
mod date;
mod decision;
mod format;
mod kind;
mod parameter;
mod position;
mod query;
mod refusal;
mod resource;
mod search;
mod system;
mod updates;

pub use capability::{definition, metadata};
pub use format::unacceptable;
pub use kind::Kind;
pub use query::Query;
pub use refusal::{Failure, Refusal, outcome};
pub use search::{Answer, Call, read, search};
pub use updates::Updates;

/// The media type of every answer.
pub const MEDIA_TYPE: &str = "application/fhir+json";
