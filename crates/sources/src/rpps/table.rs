//! The rows of one extraction file: lines to fields, the ones that have another shape rejected.

use std::{io::Read, sync::Arc};

use super::{columns::Table, layout::Layout};
use crate::{
    defect::{Defect, Rule},
    error::SourceError,
    event::Summary,
    text::{
        delimited::split_plain,
        fields::Notes,
        lines::{Line, Lines},
    },
};

/// One row, its fields reached by their position in the table of columns.
pub(super) struct Row<'a> {
    text: &'a str,
    ends: &'a [u32],
    layout: &'a Layout,
}

impl<'a> Row<'a> {
    /// The field of a column; empty when the file does not have the column.
    pub(super) fn get(&self, column: usize) -> &'a str {
        let Some(place) = self.layout.places[column] else { return "" };
        let from = if place == 0 { 0 } else { self.ends[place - 1] as usize + 1 };
        self.text.get(from..self.ends[place] as usize).unwrap_or_default()
    }
}

/// Reads the header, then calls `step` with each row or its reject.
pub(super) fn read<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    table: &Table,
    mut step: impl FnMut(Result<Row<'_>, Defect>, &mut Notes, &mut Summary) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut lines = Lines::new(input);
    let (layout, mut encoding) = header(&mut lines, file, table)?;
    let mut summary = Summary { header: layout.names.clone(), ..Summary::default() };
    let mut notes = Notes::new(file);
    let mut ends = Vec::with_capacity(layout.width() + 1);
    loop {
        let before = lines.number();
        let Some(line) = lines.next().map_err(|e| SourceError::reading(file, before, e))? else { break };
        notes.line = before + 1;
        let text = match line {
            Line::Bytes(b"") => {
                summary.ignore("ligne vide");
                continue;
            }
            Line::Bytes(bytes) => encoding.text(bytes, file, &notes)?,
            Line::TooLong => Err(notes.defect("", Rule::LineTooLong, "ligne de plus de 1 Mio")),
        };
        let row = text.and_then(|text| split(text, &layout, &mut ends, &notes));
        step(row, &mut notes, &mut summary)?;
    }
    summary.text_bytes = lines.bytes();
    Ok(summary)
}

fn split<'a>(
    text: &'a str,
    layout: &'a Layout,
    ends: &'a mut Vec<u32>,
    notes: &Notes,
) -> Result<Row<'a>, Defect> {
    let found = split_plain(text.as_bytes(), b'|', ends);
    let trailing = found == layout.width() + 1 && text.ends_with('|');
    if found == layout.width() || trailing {
        return Ok(Row { text, ends, layout });
    }
    let message = format!("{found} champs, {} attendus", layout.width());
    Err(notes.defect("", Rule::FieldCount, message))
}

fn header<R: Read>(
    lines: &mut Lines<R>,
    file: &Arc<str>,
    table: &Table,
) -> Result<(Layout, Encoding), SourceError> {
    let line = lines.next().map_err(|e| SourceError::reading(file, 0, e))?;
    let Some(Line::Bytes(bytes)) = line else { return Err(SourceError::Empty { file: file.to_string() }) };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| Encoding::refused(file, 1))?;
    let layout = Layout::find(text, table).map_err(|columns| SourceError::MissingColumn {
        file: file.to_string(),
        kind: table.kind,
        columns,
    })?;
    Ok((layout, if text.is_ascii() { Encoding::Unproven } else { Encoding::Utf8 }))
}

/// Whether the file has shown that it is in UTF-8, as the ANS publishes it.
///
/// The header has accents, so it tells for the whole file: a later line that is not UTF-8 is one damaged row.
/// Where someone took the accents away, the first line that is not ASCII tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Unproven,
    Utf8,
}

impl Encoding {
    fn text<'a>(
        &mut self,
        bytes: &'a [u8],
        file: &str,
        notes: &Notes,
    ) -> Result<Result<&'a str, Defect>, SourceError> {
        match (std::str::from_utf8(bytes), *self) {
            (Ok(text), Self::Utf8) => Ok(Ok(text)),
            (Ok(text), Self::Unproven) => {
                if !text.is_ascii() {
                    *self = Self::Utf8;
                }
                Ok(Ok(text))
            }
            (Err(_), Self::Utf8) => Ok(Err(notes.defect("", Rule::Encoding, "la ligne n'est pas en UTF-8"))),
            (Err(_), Self::Unproven) => Err(Self::refused(file, notes.line)),
        }
    }

    fn refused(file: &str, line: u64) -> SourceError {
        SourceError::Encoding { file: file.to_owned(), line, found: "sans doute Windows-1252" }
    }
}
