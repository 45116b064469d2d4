//! The open RPPS extractions of the ANS: `|` between fields, no quotes, UTF-8, columns found by name.
//!
//! The restricted extractions (`Extraction_RPPS_Profil1`, `Profil4`) are another format: not here.

mod columns;
mod layout;
mod person;
mod savoir_faire;
mod table;

pub use person::decode_persons;
pub use savoir_faire::decode_savoir_faire;

pub(crate) use columns::{PERSONNE_ACTIVITE, SAVOIR_FAIRE, Table};
pub(crate) use layout::{Layout, normalise};
