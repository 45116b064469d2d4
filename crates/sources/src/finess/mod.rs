//! FINESS, in the three forms it is published in: FINESS+ JSON, XML flux, étalab CSV.

mod csv;
mod flat;
mod json;
mod xml;

use std::borrow::Cow;

use aiguilleur_domain::entity::{EntiteGeographique, EntiteJuridique, Groupement};

pub use csv::decode_csv;
pub use json::{decode_activites, decode_json};
pub use xml::decode_xml;

use crate::text::tidy::tidy;

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
