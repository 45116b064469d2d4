//! The RPPS extractions of the ANS, columns found by name: the open ones (`|` between fields, no quotes), and
//! the restricted ones, which are another format, in a module of their own.

mod columns;
mod complement;
mod crowd;
mod layout;
mod person;
mod restricted;
mod savoir_faire;
mod table;

pub use complement::decode_complement;
pub use person::decode_persons;
pub use restricted::decode_restricted;
pub use savoir_faire::decode_savoir_faire;

pub(crate) use columns::{PERSONNE_ACTIVITE, SAVOIR_FAIRE, Table};
pub(crate) use complement::by_header as complement_by_header;
pub(crate) use layout::{Layout, normalise};
pub(crate) use restricted::{by_header as restricted_by_header, by_name as restricted_by_name};
pub(crate) use table::may_be_windows_1252;
