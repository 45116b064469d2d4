//! FINESS, in the three forms it is published in: FINESS+ JSON, XML flux, étalab CSV.

mod json;

use std::{borrow::Cow, io::Read, sync::Arc};

use aiguilleur_domain::entity::{EntiteGeographique, EntiteJuridique, Groupement};

pub use json::decode_json;

use crate::{
    error::SourceError,
    event::{Event, Summary},
    text::tidy::tidy,
};

/// One record of FINESS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FinessRecord<'a> {
    /// A legal person.
    Ej(EntiteJuridique<'a>),
    /// A site.
    Eg(EntiteGeographique<'a>),
    /// A site that a file about something else names in passing (XML of equipment, of coordinates): some of
    /// its fields only. To be used where no source describes the site.
    EgMention(EntiteGeographique<'a>),
    /// A groupement.
    Group(Groupement<'a>),
}

/// The longer of two names. Some hand-made extracts write `[Fermé]` in front of the short one, which is no
/// part of a name and proves nothing (the state does).
fn longest_name<'a>(short: &'a str, long: &'a str) -> Cow<'a, str> {
    let short = short.trim().strip_prefix("[Fermé]").unwrap_or(short);
    let (short, long) = (tidy(short), tidy(long));
    if short.len() > long.len() { short } else { long }
}

/// stub
pub fn decode_xml<E: From<SourceError>>(
    _input: impl Read,
    _file: &Arc<str>,
    _visit: impl FnMut(Event<FinessRecord<'_>>) -> Result<(), E>,
) -> Result<Summary, E> {
    Ok(Summary::default())
}
/// stub
pub fn decode_csv<E: From<SourceError>>(
    _input: impl Read,
    _file: &Arc<str>,
    _visit: impl FnMut(Event<FinessRecord<'_>>) -> Result<(), E>,
) -> Result<Summary, E> {
    Ok(Summary::default())
}
