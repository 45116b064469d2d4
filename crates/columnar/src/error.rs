//! What can go wrong with a table.

use parquet::errors::ParquetError;

/// Why a table could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnarError {
    /// The bytes are no Parquet that can be read, or the disk failed.
    #[error("le fichier Parquet est illisible")]
    Read(#[source] ParquetError),
    /// The schema has more columns than any table that is read here, or none that can be found.
    #[error("le fichier Parquet a trop de colonnes, ou son schéma est illisible")]
    Schema,
    /// The table cannot be laid out.
    #[error("la table Parquet ne peut pas être écrite")]
    Write(#[source] ParquetError),
    /// A cell's text is not what its column stores.
    #[error("la colonne « {column} » attend {wanted}")]
    Cell {
        /// Name of the column.
        column: String,
        /// What it stores.
        wanted: &'static str,
    },
    /// A row has not as many cells as there are columns.
    #[error("une ligne a {cells} cellules pour {columns} colonnes")]
    Width {
        /// Cells given.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
}
