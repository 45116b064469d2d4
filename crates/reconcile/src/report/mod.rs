//! What a run writes: JSON lines, a CSV that opens right in Excel, a page for managers.

mod aside;
mod csv;
mod html;
mod svg;

pub use aside::Aside;

use crate::{answer::Reconciled, read::Layout, summary::Summary};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// CSV for Excel: UTF-8 with its mark, semicolons, no live formula of the client's.
    Csv,
    /// A page that stands by itself: no script, nothing to fetch.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Jsonl, Self::Csv, Self::Html];

    /// Stable code, which is the file extension too.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Html => "html",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|format| format.code() == text);
        known.ok_or_else(|| format!("« {text} » : sont admis jsonl, csv et html"))
    }
}

/// Records written for the report.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) records: u64,
    bytes: Vec<u8>,
    /// Rows of the page's table in `bytes`.
    rows: usize,
}

/// Writes records in one format.
#[derive(Debug)]
pub(crate) struct Renderer {
    format: Format,
    carried: Vec<String>,
    page: html::Page,
}

impl Renderer {
    pub(crate) fn new(format: Format, layout: &Layout) -> Self {
        let carried = layout.carried().map(str::to_owned).collect();
        Self { format, carried, page: html::Page::default() }
    }

    pub(crate) fn head(&self) -> Vec<u8> {
        match self.format {
            Format::Csv => csv::head(&self.carried),
            Format::Jsonl | Format::Html => Vec::new(),
        }
    }

    pub(crate) fn render(&mut self, answer: &Reconciled, into: &mut Rendered) {
        into.records += 1;
        match self.format {
            Format::Jsonl => {
                // Neither a map with other keys than texts nor a failing writer is among them.
                if serde_json::to_writer(&mut into.bytes, answer).is_ok() {
                    into.bytes.push(b'\n');
                }
            }
            Format::Csv => csv::row(answer, &self.carried, &mut into.bytes),
            Format::Html => into.rows += usize::from(html::row(answer, into.rows, &mut into.bytes)),
        }
    }

    /// What to write at once of `rendered`; a page keeps its rows for the end.
    pub(crate) fn keep(&mut self, rendered: Rendered) -> Vec<u8> {
        if self.format != Format::Html {
            return rendered.bytes;
        }
        self.page.keep(rendered.bytes, rendered.rows);
        Vec::new()
    }

    pub(crate) fn tail(&self, summary: &Summary) -> Vec<u8> {
        match self.format {
            Format::Html => self.page.finish(summary),
            Format::Jsonl | Format::Csv => Vec::new(),
        }
    }
}
