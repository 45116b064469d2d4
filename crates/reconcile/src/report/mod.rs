//! What a run writes: JSON lines, a CSV that opens right in Excel, a workbook, Parquet, a page for managers, a feed.

mod aside;
mod atom;
mod charts;
mod csv;
mod html;
mod kept;
mod number;
mod parquet;
mod row;
mod svg;
mod table;
mod xlsx;

pub use aside::Aside;
pub use table::Table;
pub use xlsx::{Look, Tint};

use aiguilleur_columnar::Batch;

use kept::{Kept, Row};

use crate::{ReconcileError, answer::Reconciled, read::Layout, summary::Summary};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// CSV for Excel: UTF-8 with its mark, semicolons, no live formula of the client's.
    Csv,
    /// The columns of the CSV as a workbook.
    Xlsx,
    /// The columns of the CSV, for DuckDB, pandas and the like.
    Parquet,
    /// A self-contained page: no script, nothing to fetch.
    Html,
    /// What is new, as a feed.
    Atom,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Jsonl, Self::Csv, Self::Xlsx, Self::Parquet, Self::Html, Self::Atom];

    /// Stable code, which is the file extension too.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::Html => "html",
            Self::Atom => "atom",
        }
    }
}

impl Format {
    /// As HTTP names it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jsonl => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Html => "text/html; charset=utf-8",
            Self::Atom => "application/atom+xml",
        }
    }
}

impl serde::Serialize for Format {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Format {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|format| format.code() == text);
        known.ok_or_else(|| format!("« {text} » : sont admis jsonl, csv, xlsx, parquet, html et atom"))
    }
}

/// Records written for the report.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) records: u64,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Bytes(Vec<u8>),
    /// Rows of the page or the feed.
    Rows(Vec<Row>),
    Table(Batch),
    Cells(Vec<xlsx::Row>),
}

/// Writes records in one format. Each thread has its own to render; the one that collects keeps and ends.
#[derive(Debug)]
pub(crate) struct Renderer {
    carried: Vec<String>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Jsonl,
    Csv,
    Table(Box<parquet::Table>),
    Book(Box<xlsx::Book>),
    Page(Kept),
    Feed(Kept),
}

impl Renderer {
    pub(crate) fn new(format: Format, layout: &Layout) -> Self {
        let carried: Vec<String> = layout.carried().map(str::to_owned).collect();
        let kind = match format {
            Format::Jsonl => Kind::Jsonl,
            Format::Csv => Kind::Csv,
            Format::Xlsx => Kind::Book(Box::new(xlsx::Book::new(&carried))),
            Format::Parquet => Kind::Table(Box::new(parquet::Table::new(&carried))),
            Format::Html => Kind::Page(html::lanes()),
            Format::Atom => Kind::Feed(atom::lanes()),
        };
        Self { carried, kind }
    }

    pub(crate) fn head(&self) -> Vec<u8> {
        if matches!(self.kind, Kind::Csv) { csv::head(&self.carried) } else { Vec::new() }
    }

    /// Where rendered records go.
    pub(crate) fn begin(&self) -> Rendered {
        let content = match &self.kind {
            Kind::Jsonl | Kind::Csv => Content::Bytes(Vec::new()),
            Kind::Page(_) | Kind::Feed(_) => Content::Rows(Vec::new()),
            Kind::Table(table) => Content::Table(table.batch()),
            Kind::Book(_) => Content::Cells(Vec::new()),
        };
        Rendered { records: 0, content }
    }

    pub(crate) fn render(&self, answer: &Reconciled, into: &mut Rendered) -> Result<(), ReconcileError> {
        into.records += 1;
        match &mut into.content {
            Content::Bytes(bytes) if matches!(self.kind, Kind::Csv) => csv::row(answer, &self.carried, bytes),
            Content::Bytes(bytes) => {
                // Neither a map with other keys than texts nor a failing writer is among them.
                if serde_json::to_writer(&mut *bytes, answer).is_ok() {
                    bytes.push(b'\n');
                }
            }
            Content::Rows(rows) if matches!(self.kind, Kind::Feed(_)) => rows.extend(atom::entry(answer)),
            Content::Rows(rows) => rows.extend(html::row(answer)),
            Content::Table(batch) => parquet::row(answer, &self.carried, batch)?,
            Content::Cells(rows) => rows.push(xlsx::row(answer, &self.carried)),
        }
        Ok(())
    }

    /// What to write at once of `rendered`; a page and a table keep their rows until there are enough.
    pub(crate) fn keep(&mut self, rendered: Rendered) -> Result<Vec<u8>, ReconcileError> {
        match (&mut self.kind, rendered.content) {
            (_, Content::Bytes(bytes)) => return Ok(bytes),
            (Kind::Page(kept) | Kind::Feed(kept), Content::Rows(rows)) => kept.keep(rows),
            (Kind::Table(table), Content::Table(batch)) => return Ok(table.append(batch)?),
            (Kind::Book(book), Content::Cells(rows)) => book.append(rows)?,
            // Renderers of one run have one format.
            _ => {}
        }
        Ok(Vec::new())
    }

    pub(crate) fn tail(&mut self, summary: &Summary) -> Result<Vec<u8>, ReconcileError> {
        Ok(match &mut self.kind {
            Kind::Page(kept) => html::finish(kept, summary),
            Kind::Feed(kept) => atom::finish(kept, summary),
            Kind::Table(table) => table.finish()?,
            Kind::Book(book) => book.finish()?,
            Kind::Jsonl | Kind::Csv => Vec::new(),
        })
    }
}
