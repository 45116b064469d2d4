//! What a client file is made of: its format, its separator, and which column is which field.

use std::{borrow::Cow, sync::Arc};

use aiguilleur_domain::name::fold;
use serde::Serialize;

use super::{
    decode,
    split::{Shape, delimited_fields},
};
use crate::{
    field::{ColumnMap, ColumnRead, Field},
    record::cell,
};

/// How records are decoded.
#[derive(Debug, Clone)]
pub struct Layout {
    /// None for a table, whose records are cells already.
    pub(super) shape: Option<Shape>,
    pub(super) map: ColumnMap,
    /// Columns of a delimited file; a JSON record names its own.
    pub(super) columns: Vec<(Arc<str>, Option<Field>)>,
    /// How many cells a row must have to be read: up to the last column that is read.
    pub(super) needed: usize,
    /// Whether its header was encoded twice, and so its cells.
    twice: bool,
    /// Of a workbook.
    sheet: Option<Sheet>,
}

/// Which sheet of a workbook is read.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Those that are not.
    pub(super) others: Vec<String>,
}

/// What was made of the client file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputReport {
    /// `csv`, `jsonl`, `json`, `parquet` or `xlsx`.
    pub format: &'static str,
    /// The sheet that was read, of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Its visible sheets that were not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_sheets: Vec<String>,
    /// `;`, `,` or a tab, for a delimited file.
    pub separator: Option<char>,
    /// `utf-8`, `windows-1252` when at least one record was written so, or `utf-8-twice`: encoded twice, and repaired.
    pub encoding: &'static str,
    /// Each column and the field it was read as.
    pub columns: Vec<ColumnRead>,
    /// Columns of `--map` that the file does not have.
    pub map_unused: Vec<String>,
}

impl Layout {
    /// Records that are JSON objects.
    pub fn json(shape: Shape, map: ColumnMap) -> Self {
        Self { shape: Some(shape), map, columns: Vec::new(), needed: 0, twice: false, sheet: None }
    }

    /// A delimited file whose first line is `header`: the separator is the one that makes most known columns
    /// of it.
    pub(crate) fn delimited(header: &[u8], map: ColumnMap) -> Self {
        let best = b";,\t".iter().map(|separator| columns(header, *separator, &map)).enumerate();
        let known =
            |columns: &[(Arc<str>, Option<Field>)]| columns.iter().filter(|(_, f)| f.is_some()).count();
        let (index, columns) = best
            .max_by_key(|(index, columns)| (known(columns), columns.len(), std::cmp::Reverse(*index)))
            .unwrap_or_default();
        let needed = columns.iter().rposition(|(_, field)| field.is_some()).map_or(1, |last| last + 1);
        let twice = decode::once(&decode::text(header).0).is_some();
        Self { shape: Some(Shape::Delimited(b";,\t"[index])), map, columns, needed, twice, sheet: None }
    }

    /// A table whose columns bear these names.
    pub(crate) fn table<'a>(names: impl Iterator<Item = &'a str>, map: ColumnMap) -> Self {
        let columns = recognised(names, &map);
        Self { shape: None, map, columns, needed: 0, twice: false, sheet: None }
    }

    /// A sheet of a workbook whose columns bear these names.
    pub(super) fn sheet<'a>(names: impl Iterator<Item = &'a str>, map: ColumnMap, sheet: Sheet) -> Self {
        Self { sheet: Some(sheet), ..Self::table(names, map) }
    }

    /// How records follow each other in a stream of bytes; nothing for a table.
    pub const fn shape(&self) -> Option<Shape> {
        self.shape
    }

    /// The text of a cell, encoded once.
    pub(super) fn repaired<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match if self.twice { decode::once(text) } else { None } {
            Some(once) => Cow::Owned(once),
            None => Cow::Borrowed(text),
        }
    }

    /// Whether any column was recognised.
    pub(crate) fn recognises_something(&self) -> bool {
        self.columns.iter().any(|(_, field)| field.is_some())
    }

    /// The columns that are carried through.
    pub fn carried(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|(_, field)| field.is_none()).map(|(name, _)| name.as_ref())
    }

    /// What was made of the file; `keys` are the names met in JSON records.
    pub(crate) fn report(&self, keys: &[(String, Option<Field>)], legacy: bool) -> InputReport {
        let named = self.columns.iter().map(|(name, field)| (name.to_string(), *field));
        let columns: Vec<(String, Option<Field>)> = named.chain(keys.iter().cloned()).collect();
        let names: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
        InputReport {
            format: match self.shape {
                Some(Shape::Delimited(_)) => "csv",
                Some(Shape::Lines) => "jsonl",
                Some(Shape::Array) => "json",
                None if self.sheet.is_some() => "xlsx",
                None => "parquet",
            },
            sheet: self.sheet.as_ref().map(|sheet| sheet.name.clone()),
            other_sheets: self.sheet.as_ref().map(|sheet| sheet.others.clone()).unwrap_or_default(),
            separator: match self.shape {
                Some(Shape::Delimited(byte)) => Some(char::from(byte)),
                _ => None,
            },
            encoding: match (self.twice, legacy) {
                (true, _) => "utf-8-twice",
                (false, true) => "windows-1252",
                (false, false) => "utf-8",
            },
            map_unused: self.map.unused(&names).map(str::to_owned).collect(),
            columns: columns
                .into_iter()
                .map(|(column, field)| ColumnRead { column, field: field.map(Field::code) })
                .collect(),
        }
    }
}

fn columns(header: &[u8], separator: u8, map: &ColumnMap) -> Vec<(Arc<str>, Option<Field>)> {
    let mut scratch = Vec::new();
    let count = delimited_fields(header, separator, &mut scratch);
    let names = scratch[..count].iter().map(|bytes| {
        let text = decode::text(bytes).0;
        decode::once(&text).map_or(text, Cow::Owned)
    });
    let names: Vec<_> = names.collect();
    recognised(names.iter().map(AsRef::as_ref), map)
}

/// Each column and the field it is read as.
fn recognised<'a>(names: impl Iterator<Item = &'a str>, map: &ColumnMap) -> Vec<(Arc<str>, Option<Field>)> {
    let mut found: Vec<(Arc<str>, Option<Field>)> = Vec::new();
    for (index, text) in names.enumerate() {
        let name = match cell(text) {
            "" => format!("colonne_{}", index + 1),
            name => name.to_owned(),
        };
        // A second column of the same meaning, or the same name, is carried through.
        let field = map.field(&name).filter(|field| found.iter().all(|(_, known)| known != &Some(*field)));
        let twin = found.iter().any(|(known, _)| fold(known) == fold(&name));
        let name = if twin { format!("{name}_{}", index + 1) } else { name };
        found.push((name.into(), field));
    }
    found
}
