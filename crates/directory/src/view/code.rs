//! A code and its label.

use std::borrow::Cow;
use std::fmt;

use aiguilleur_domain::Code;
use aiguilleur_nomenclature::{Labelled, Table, label};
use serde::Serialize;

/// A code of a nomenclature, with its label when the table knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CodeView {
    /// The code of a nomenclature.
    pub code: Code,
    /// Its label; `null` for a code that the table does not hold.
    pub label: Option<&'static str>,
}

impl CodeView {
    /// `code`, labelled by `table`.
    pub fn new(table: Table, code: Code) -> Self {
        Self { code, label: label(table, code.as_str()) }
    }

    /// A profession, wherever its code is registered.
    pub fn profession(code: Code) -> Self {
        Self { code, label: aiguilleur_nomenclature::profession::label(code.as_str()) }
    }

    /// The label; a code that the table does not hold is said to have none.
    pub fn text(&self) -> Cow<'static, str> {
        self.label.map_or_else(|| Cow::Owned(self.to_string()), Cow::Borrowed)
    }
}

/// « Médecin (10) ».
impl fmt::Display for CodeView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Labelled { code: self.code.as_str(), label: self.label }.fmt(f)
    }
}
