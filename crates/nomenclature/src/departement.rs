//! Départements: of a postcode, of an INSEE commune, of a FINESS number's own spelling.

use crate::{Entry, Table, entry};

/// The département of a postcode. Saint-Barthélemy and Saint-Martin have postcodes of Guadeloupe.
///
/// A postcode names a delivery office: a few communes are served from a neighbouring département.
pub fn of_postcode(postcode: &str) -> Option<&'static Entry> {
    let prefix = match prefix(postcode, 5)? {
        _ if postcode == "97133" => "977",
        _ if postcode == "97150" => "978",
        "20" if postcode < "20200" => "2A",
        "20" => "2B",
        prefix => prefix,
    };
    entry(Table::Departement, prefix)
}

/// The département of an INSEE commune (`2A004`, `97209`).
pub fn of_commune(commune: &str) -> Option<&'static Entry> {
    entry(Table::Departement, prefix(commune, 5)?)
}

/// The département that FINESS writes in its own way (`9A` for Guadeloupe, `2A`, `75`).
pub fn of_finess_code(code: &str) -> Option<&'static Entry> {
    let column = Table::Departement.columns().iter().position(|name| *name == "finess")?;
    Table::Departement.entries().iter().find(|entry| entry.attributes[column] == code && !code.is_empty())
}

fn prefix(place: &str, len: usize) -> Option<&str> {
    if place.len() != len || !place.is_ascii() {
        return None;
    }
    place.get(..if place.starts_with("97") || place.starts_with("98") { 3 } else { 2 })
}
