//! Rows on their way into a table, column by column: small to keep, cheap to hand from thread to thread.

use crate::{
    ColumnarError,
    cells::{Cells, Value},
};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts, in UTF-8.
    Text,
    /// 64-bit integers.
    Integer,
    /// Days.
    Date,
    /// Yes or no.
    Flag,
    /// Lists of texts.
    List,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Column name in the header.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
}

/// Rows of one table.
#[derive(Debug, Clone)]
pub struct Batch {
    names: Vec<String>,
    pub(crate) columns: Vec<Cells>,
    /// For each column, whether the row that is being filled has its cell.
    filled: Vec<bool>,
    rows: usize,
}

impl Batch {
    /// No row of a table of `columns`.
    pub fn new(columns: &[Column]) -> Self {
        Self {
            names: columns.iter().map(|column| column.name.clone()).collect(),
            columns: columns.iter().map(|column| Cells::new(column.kind)).collect(),
            filled: vec![false; columns.len()],
            rows: 0,
        }
    }

    /// Adds a row: the text of each cell, in the order of the columns.
    ///
    /// # Errors
    /// When there are more or fewer cells than columns, or one is not what its column stores.
    pub fn push(&mut self, row: &[Option<&str>]) -> Result<(), ColumnarError> {
        if row.len() != self.columns.len() {
            return Err(ColumnarError::Width { cells: row.len(), columns: self.columns.len() });
        }
        for (index, text) in row.iter().enumerate() {
            if let Some(text) = text {
                let read = self.columns[index].read(text);
                read.map_err(|wanted| self.refused(index, wanted))?;
                self.filled[index] = true;
            }
        }
        self.end_row();
        Ok(())
    }

    /// Gives the row that is being filled its cell of the column at `index`, once.
    ///
    /// # Errors
    /// When that is not what the column stores, or there is no such column.
    pub fn set(&mut self, index: usize, value: Value<'_>) -> Result<(), ColumnarError> {
        let columns = self.columns.len();
        let cells = self.columns.get_mut(index).filter(|_| !self.filled[index]);
        let cells = cells.ok_or(ColumnarError::Width { cells: index + 1, columns })?;
        cells.put(value).map_err(|wanted| self.refused(index, wanted))?;
        self.filled[index] = true;
        Ok(())
    }

    /// Ends the row: a cell that was not given is not there.
    pub fn end_row(&mut self) {
        for (cells, filled) in self.columns.iter_mut().zip(&mut self.filled) {
            if !std::mem::take(filled) {
                cells.skip();
            }
        }
        self.rows += 1;
    }

    fn refused(&self, index: usize, wanted: &'static str) -> ColumnarError {
        ColumnarError::Cell { column: self.names[index].clone(), wanted }
    }

    /// Rows held.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Bytes of the texts held.
    pub(crate) fn bytes(&self) -> usize {
        self.columns.iter().map(Cells::bytes).sum()
    }

    /// Takes the rows of another batch of the same table.
    pub(crate) fn append(&mut self, other: Self) {
        if self.rows == 0 {
            *self = other;
            return;
        }
        for (mine, theirs) in self.columns.iter_mut().zip(other.columns) {
            mine.append(theirs);
        }
        self.rows += other.rows;
    }
}
