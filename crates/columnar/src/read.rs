//! Reading: rows one by one, whatever the types of their columns, a page of each column in memory.

use std::fs::File;

use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::reader::RowIter,
    schema::types::Type,
};

use crate::{ColumnarError, cell, footer};

/// A Parquet file being read, from its first row to its last.
pub struct Reader {
    columns: Vec<String>,
    total: u64,
    rows: RowIter<'static>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("columns", &self.columns)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

impl Reader {
    /// Opens `file` and reads its footer.
    ///
    /// # Errors
    /// When it is no Parquet that can be read.
    pub fn open(file: File) -> Result<Self, ColumnarError> {
        Self::open_columns(file, |_| true)
    }

    /// The same, of the columns that `wanted` wants; the others are not decoded.
    ///
    /// # Errors
    /// When it is no Parquet that can be read.
    pub fn open_columns(file: File, wanted: impl Fn(&str) -> bool) -> Result<Self, ColumnarError> {
        if !footer::is_bounded(&file).map_err(|error| ColumnarError::Read(error.into()))? {
            return Err(ColumnarError::Schema);
        }
        let reader = SerializedFileReader::new(file).map_err(ColumnarError::Read)?;
        let metadata = reader.metadata().file_metadata();
        let total = u64::try_from(metadata.num_rows()).unwrap_or_default();
        let schema = metadata.schema();
        let fields: Vec<_> =
            schema.get_fields().iter().filter(|field| wanted(field.name())).cloned().collect();
        let columns = fields.iter().map(|field| field.name().to_owned()).collect();
        let wanted = Type::group_type_builder(schema.name()).with_fields(fields).build();
        let wanted = wanted.map_err(ColumnarError::Read)?;
        let rows = RowIter::from_file_into(Box::new(reader)).project(Some(wanted));
        Ok(Self { columns, total, rows: rows.map_err(ColumnarError::Read)? })
    }

    /// The names of the columns, in their order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Rows of the whole file.
    pub const fn total(&self) -> u64 {
        self.total
    }
}

/// The texts of each row, in the order of the columns.
impl Iterator for Reader {
    type Item = Result<Vec<Option<String>>, ColumnarError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?.map_err(ColumnarError::Read);
        Some(row.map(|row| row.into_columns().into_iter().map(|(_, field)| cell::text(field)).collect()))
    }
}
