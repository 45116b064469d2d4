//! Decodes what publishers send into entities; rejects are values.
//!
//! [`open`] recognises what a path holds; each [`Source`] is then read as a stream of [`Event`]s in bounded
//! memory, in one pass, and closed by a [`Summary`]. What is wrong in the data is a located [`Defect`];
//! a [`SourceError`] means that the file as a whole cannot be read. No network, no store, no opinion on
//! which source wins.

mod defect;
mod deliver;
mod error;
mod event;
pub mod finess;
mod open;
pub mod rpps;
pub mod sirene;
mod text;

pub use defect::{About, Defect, Location, Rule};
pub use error::SourceError;
pub use event::{Event, Summary};
pub use open::{IgnoredEntry, Opened, Reading, Source, open};
