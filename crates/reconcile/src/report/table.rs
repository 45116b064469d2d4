//! A table of texts that is no report: the same cells, and so the same care for digits and formulas.

use std::borrow::Cow;

use super::{
    csv,
    xlsx::{self, Look},
};
use crate::ReconcileError;

/// Rows of texts under a header.
#[derive(Debug)]
pub struct Table {
    look: Look,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub const fn new(look: Look, columns: &'static [&'static str]) -> Self {
        Self { look, columns, rows: Vec::new() }
    }

    /// Adds a row, a cell a column.
    pub fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// The rows, in their order.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// CSV for Excel: UTF-8 with its mark, semicolons, no live formula.
    pub fn csv(&self) -> Vec<u8> {
        let mut out = b"\xEF\xBB\xBF".to_vec();
        csv::line(self.columns.iter().copied(), &mut out);
        for row in &self.rows {
            csv::line(row.iter().map(String::as_str), &mut out);
        }
        out
    }

    /// A workbook: text cells, a frozen header, a filter, a colour by status.
    ///
    /// # Errors
    /// When there are more rows than a sheet holds, or no temporary file can be written.
    pub fn xlsx(&self) -> Result<Vec<u8>, ReconcileError> {
        let names = self.columns.iter().map(|name| (*name).to_owned()).collect();
        let mut book = xlsx::Book::of(self.look, names);
        let cell = |cell: &String| (!cell.is_empty()).then(|| xlsx::fitting(Cow::Borrowed(cell)));
        book.append(self.rows.iter().map(|row| row.iter().map(cell).collect()).collect())?;
        book.finish()
    }
}
