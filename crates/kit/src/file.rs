//! One file of the folder.

use serde::Serialize;

/// A file to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its name in the folder: plain letters, figures, dots and dashes.
    pub name: String,
    /// What it is, in French.
    pub title: String,
    /// MIME type for downloads.
    pub media_type: &'static str,
    /// What it holds.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl File {
    /// Media type of a table as CSV.
    pub const CSV: &str = "text/csv; charset=utf-8";
    /// Media type of a workbook.
    pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    pub(crate) fn text(name: &str, title: &str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            media_type: "text/plain; charset=utf-8",
            bytes: text.into_bytes(),
        }
    }

    pub(crate) fn of(name: String, title: &str, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { name, title: title.to_owned(), media_type, bytes }
    }
}
