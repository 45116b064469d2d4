//! The rows of the CSV as Parquet, with quantities and days as such.

use aiguilleur_columnar::{Batch, Codec, Column, ColumnarError, Kind, Writer};

use super::row::{COLUMNS, cells};
use crate::answer::Reconciled;

/// A table on its way out.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<Column>,
    /// There from the first rows on.
    writer: Option<Writer>,
}

impl Table {
    /// A table with the client's own columns behind ours; one that has the name of ours says whose it is.
    pub(super) fn new(carried: &[String]) -> Self {
        let ours =
            COLUMNS.iter().map(|(name, style)| Column { name: (*name).to_owned(), kind: style.kind() });
        let mut columns: Vec<Column> = ours.collect();
        for name in carried {
            let taken = columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
            let name = if taken { format!("client.{name}") } else { name.clone() };
            columns.push(Column { name, kind: Kind::Text });
        }
        Self { columns, writer: None }
    }

    pub(super) fn batch(&self) -> Batch {
        Batch::new(&self.columns)
    }

    pub(super) fn append(&mut self, batch: Batch) -> Result<Vec<u8>, ColumnarError> {
        match &mut self.writer {
            Some(writer) => writer.append(batch),
            None => self.writer.insert(Writer::new(&self.columns, Codec::Snappy)?).append(batch),
        }
    }

    pub(super) fn finish(&mut self) -> Result<Vec<u8>, ColumnarError> {
        match self.writer.take() {
            Some(writer) => writer.finish(),
            None => Writer::new(&self.columns, Codec::Snappy)?.finish(),
        }
    }
}

pub(super) fn row(answer: &Reconciled, carried: &[String], into: &mut Batch) -> Result<(), ColumnarError> {
    let cells = cells(answer, carried);
    let texts: Vec<Option<&str>> = cells.iter().map(Option::as_deref).collect();
    into.push(&texts)
}
