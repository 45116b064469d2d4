//! A code and its label.

use aiguilleur_domain::Code;
use aiguilleur_nomenclature::{Table, label};
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

    /// The label, else the code.
    pub fn text(&self) -> &str {
        self.label.unwrap_or_else(|| self.code.as_str())
    }
}
