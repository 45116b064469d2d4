//! What the directory knows of one structure, gathered from every source, each fact with where it is from.

mod facts;
mod gather;
mod identity;
pub(crate) mod life;
mod taken_over;

pub use identity::{
    KnownAdditions, KnownAddress, KnownLegalEntity, KnownSibling, KnownSite, KnownStructure, Practice,
    SuccessorKnown, TakerKnown,
};
