//! What the directory knows of one structure, gathered from every source, each fact with where it is from.

mod facts;
mod gather;
mod identity;

pub use identity::{KnownAddress, KnownLegalEntity, KnownSite, KnownStructure, SuccessorKnown};
