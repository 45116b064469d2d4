//! Writing: batches gather into groups of rows, and each group becomes bytes of the file at once.

use std::sync::Arc;

use parquet::{
    basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel},
    data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::Type,
};

use crate::{
    Batch, Column, ColumnarError, Kind,
    cells::{Cells, Texts, Values},
};

/// Rows of a group, and bytes of their texts: what is in memory before it is written.
const GROUP_ROWS: usize = 65_536;
const GROUP_BYTES: usize = 32 << 20;

/// How pages are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// Quick, and read by everything.
    Snappy,
    /// Smaller.
    Zstd,
}

/// Writes one table. It owns no file: what is ready is handed out as bytes, in their order.
pub struct Writer {
    file: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    pending: Batch,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("columns", &self.columns.len()).finish_non_exhaustive()
    }
}

impl Writer {
    /// Begins a table of `columns`. The same rows always make the same bytes.
    ///
    /// # Errors
    /// When two columns have one name.
    pub fn new(columns: &[Column], codec: Codec) -> Result<Self, ColumnarError> {
        let compression = match codec {
            Codec::Snappy => Compression::SNAPPY,
            Codec::Zstd => Compression::ZSTD(ZstdLevel::default()),
        };
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_created_by("aiguilleur".to_owned())
            .build();
        let schema = schema(columns).map_err(ColumnarError::Write)?;
        let file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))
            .map_err(ColumnarError::Write)?;
        Ok(Self { file, columns: columns.to_vec(), pending: Batch::new(columns) })
    }

    /// Takes rows of the table, and gives the bytes that are ready: none, most often.
    ///
    /// # Errors
    /// When they cannot be laid out.
    pub fn append(&mut self, batch: Batch) -> Result<Vec<u8>, ColumnarError> {
        self.pending.append(batch);
        if self.pending.rows() >= GROUP_ROWS || self.pending.bytes() >= GROUP_BYTES {
            self.close_group().map_err(ColumnarError::Write)?;
        }
        Ok(std::mem::take(self.file.inner_mut()))
    }

    /// Ends the table and gives the rest of its bytes.
    ///
    /// # Errors
    /// When it cannot be laid out.
    pub fn finish(mut self) -> Result<Vec<u8>, ColumnarError> {
        if self.pending.rows() > 0 {
            self.close_group().map_err(ColumnarError::Write)?;
        }
        self.file.into_inner().map_err(ColumnarError::Write)
    }

    fn close_group(&mut self) -> Result<(), ParquetError> {
        let batch = std::mem::replace(&mut self.pending, Batch::new(&self.columns));
        let mut group = self.file.next_row_group()?;
        for cells in batch.columns {
            if let Some(mut column) = group.next_column()? {
                write(cells, &mut column)?;
                column.close()?;
            }
        }
        group.close()?;
        Ok(())
    }
}

fn write(cells: Cells, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
    let present = Some(cells.present.as_slice());
    match cells.values {
        Values::Text(texts) => {
            column.typed::<ByteArrayType>().write_batch(&slices(texts), present, None)?;
        }
        Values::Integer(values) => {
            column.typed::<Int64Type>().write_batch(&values, present, None)?;
        }
        Values::Date(values) => {
            column.typed::<Int32Type>().write_batch(&values, present, None)?;
        }
        Values::Flag(values) => {
            column.typed::<BoolType>().write_batch(&values, present, None)?;
        }
        Values::List(texts) => {
            column.typed::<ByteArrayType>().write_batch(&slices(texts), present, Some(&cells.follows))?;
        }
    }
    Ok(())
}

/// The texts, each where it stands.
fn slices(texts: Texts) -> Vec<ByteArray> {
    let all = ByteArray::from(texts.joined.into_bytes());
    let starts = std::iter::once(0).chain(texts.ends.iter().copied());
    starts.zip(&texts.ends).map(|(start, end)| all.slice(start, end - start)).collect()
}

fn schema(columns: &[Column]) -> Result<Arc<Type>, ParquetError> {
    let fields = columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<_, _>>()?;
    Type::group_type_builder("table").with_fields(fields).build().map(Arc::new)
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let single = |physical, logical| {
        Type::primitive_type_builder(&column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
    };
    match column.kind {
        Kind::Text => single(Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => single(Physical::INT64, None),
        Kind::Date => single(Physical::INT32, Some(LogicalType::Date)),
        Kind::Flag => single(Physical::BOOLEAN, None),
        Kind::List => list(&column.name),
    }
}

/// A list as the format's own document lays it out, in three levels: what every engine reads as one.
fn list(name: &str) -> Result<Type, ParquetError> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_converted_type(ConvertedType::LIST)
        .with_fields(vec![Arc::new(repeated)])
        .build()
}
