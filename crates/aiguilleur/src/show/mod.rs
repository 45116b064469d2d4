//! Answers as text for people, in French. Nothing is decided here.

pub(crate) mod certificate;
pub(crate) mod decision;
pub(crate) mod depot;
pub(crate) mod generations;
pub(crate) mod identifier;
pub(crate) mod import;
mod reason;
pub(crate) mod search;
pub(crate) mod sync;
mod trace;
