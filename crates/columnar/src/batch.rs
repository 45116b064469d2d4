//! Rows on their way into a table, column by column: small to keep, cheap to hand from thread to thread.

use jiff::civil::{Date, date};

use crate::ColumnarError;

/// How the texts of a column are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As they are, in UTF-8.
    Text,
    /// As 64-bit integers.
    Integer,
    /// As days, from ISO 8601 dates.
    Date,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// How its texts are stored.
    pub kind: Kind,
}

/// The cells of one column: which are there, and those that are.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    /// 1 for a cell that is there, 0 for one that is not: Parquet's definition levels.
    pub(crate) present: Vec<i16>,
    pub(crate) values: Values,
}

#[derive(Debug, Clone)]
pub(crate) enum Values {
    /// The texts end to end, and where each ends.
    Text(Vec<u8>, Vec<usize>),
    Integer(Vec<i64>),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
}

/// Rows of one table.
#[derive(Debug, Clone)]
pub struct Batch {
    names: Vec<String>,
    pub(crate) columns: Vec<Cells>,
    rows: usize,
    bytes: usize,
}

const EPOCH: Date = date(1970, 1, 1);

impl Batch {
    /// No row of a table of `columns`.
    pub fn new(columns: &[Column]) -> Self {
        let empty = |column: &Column| Cells {
            present: Vec::new(),
            values: match column.kind {
                Kind::Text => Values::Text(Vec::new(), Vec::new()),
                Kind::Integer => Values::Integer(Vec::new()),
                Kind::Date => Values::Date(Vec::new()),
            },
        };
        Self {
            names: columns.iter().map(|column| column.name.clone()).collect(),
            columns: columns.iter().map(empty).collect(),
            rows: 0,
            bytes: 0,
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
        for (index, (cells, text)) in self.columns.iter_mut().zip(row).enumerate() {
            let Some(text) = text else {
                cells.present.push(0);
                continue;
            };
            let refused = |wanted| ColumnarError::Cell { column: self.names[index].clone(), wanted };
            match &mut cells.values {
                Values::Text(bytes, ends) => {
                    bytes.extend_from_slice(text.as_bytes());
                    ends.push(bytes.len());
                }
                Values::Integer(values) => values.push(text.parse().map_err(|_| refused("un entier"))?),
                Values::Date(values) => {
                    let day: Date = text.parse().map_err(|_| refused("une date"))?;
                    let days = day.duration_since(EPOCH).as_hours().div_euclid(24);
                    values.push(i32::try_from(days).map_err(|_| refused("une date"))?);
                }
            }
            cells.present.push(1);
            self.bytes += text.len();
        }
        self.rows += 1;
        Ok(())
    }

    /// Rows held.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Bytes of the texts held.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes the rows of another batch of the same table.
    pub(crate) fn append(&mut self, other: Self) {
        for (mine, theirs) in self.columns.iter_mut().zip(other.columns) {
            mine.present.extend(theirs.present);
            match (&mut mine.values, theirs.values) {
                (Values::Text(bytes, ends), Values::Text(more, more_ends)) => {
                    let start = bytes.len();
                    bytes.extend(more);
                    ends.extend(more_ends.into_iter().map(|end| start + end));
                }
                (Values::Integer(values), Values::Integer(more)) => values.extend(more),
                (Values::Date(values), Values::Date(more)) => values.extend(more),
                // Batches of one table have its kinds.
                _ => {}
            }
        }
        self.rows += other.rows;
        self.bytes += other.bytes;
    }
}
