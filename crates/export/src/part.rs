//! One file of a table: rows gathered, laid out, written and hashed.

use std::{fs::File, io::Write, path::Path};

use aiguilleur_columnar::{Batch, Codec, Column as Laid, Writer};
use aiguilleur_files::Hasher;

use crate::{
    ExportError,
    column::{Column, fill},
    manifest::FileReport,
    table::Table,
};

/// Rows that are gathered before they are laid out: one group of rows of the file.
const GROUP_ROWS: usize = 131_072;

/// A file being written.
pub(crate) struct Part<'t, R> {
    columns: &'t [Column<R>],
    laid: Vec<Laid>,
    batch: Batch,
    writer: Writer,
    file: File,
    hasher: Hasher,
    report: FileReport,
}

impl<'t, R> Part<'t, R> {
    /// Begins the file of that number in `folder`.
    pub(crate) fn begin(folder: &Path, table: &'t Table<R>, number: usize) -> Result<Self, ExportError> {
        let columns = table.columns.iter();
        let laid: Vec<Laid> =
            columns.map(|column| Laid { name: column.name.to_string(), kind: column.kind }).collect();
        let path = format!("{}/part-{number:05}.parquet", table.name);
        let at = folder.join(&path);
        Ok(Self {
            columns: &table.columns,
            batch: Batch::new(&laid),
            writer: Writer::new(&laid, Codec::Zstd)?,
            laid,
            file: File::create(&at).map_err(ExportError::io("créer", &at))?,
            hasher: Hasher::default(),
            report: FileReport { path, rows: 0, bytes: 0, sha256: String::new() },
        })
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: &R) -> Result<(), ExportError> {
        fill(self.columns, row, &mut self.batch)?;
        self.report.rows += 1;
        if self.batch.rows() == GROUP_ROWS {
            self.close_group()?;
        }
        Ok(())
    }

    /// Ends the file, on the disk.
    pub(crate) fn finish(mut self) -> Result<FileReport, ExportError> {
        self.close_group()?;
        let Self { writer, mut file, mut hasher, mut report, .. } = self;
        let bytes = writer.finish()?;
        write(&mut file, &mut hasher, &report, &bytes)?;
        file.sync_all().map_err(ExportError::io("écrire", Path::new(&report.path)))?;
        let hashed = hasher.finish();
        (report.bytes, report.sha256) = (hashed.size, hashed.sha256);
        Ok(report)
    }

    fn close_group(&mut self) -> Result<(), ExportError> {
        let batch = std::mem::replace(&mut self.batch, Batch::new(&self.laid));
        let bytes = self.writer.append(batch)?;
        write(&mut self.file, &mut self.hasher, &self.report, &bytes)
    }
}

fn write(file: &mut File, hasher: &mut Hasher, report: &FileReport, bytes: &[u8]) -> Result<(), ExportError> {
    file.write_all(bytes).map_err(ExportError::io("écrire", Path::new(&report.path)))?;
    hasher.update(bytes);
    Ok(())
}
