//! Postal addresses, as far as a directory needs them.

use serde::{Deserialize, Serialize};

/// The place of a structure, as its publisher writes it; a text that the publisher left empty is empty here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address<'a> {
    /// Number and street, joined by single spaces (`14 RTE DE BALATA`).
    #[serde(borrow)]
    pub street: std::borrow::Cow<'a, str>,
    /// Postcode (`97261`), as written.
    #[serde(borrow)]
    pub postcode: &'a str,
    /// Name of the commune or of the cedex office, without the postcode.
    #[serde(borrow)]
    pub city: std::borrow::Cow<'a, str>,
    /// INSEE code of the commune, five characters (`97209`, `2A004`).
    #[serde(borrow)]
    pub commune: &'a str,
}
