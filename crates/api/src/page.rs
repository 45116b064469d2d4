//! Page sizes, and cursors to the next page.

use crate::openapi::{Form, Parameter};

/// Items of a page, unless the caller says otherwise.
pub(crate) const DEFAULT: usize = 20;

/// Items of the largest page.
pub(crate) const MAX: usize = 100;

/// The parameter that continues a list.
pub(crate) const CURSOR: Parameter = Parameter {
    name: "cursor",
    meaning: "Le curseur `next` de la page précédente.",
    form: Form::Cursor,
    example: None,
};
