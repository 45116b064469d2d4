//! The rows of one extraction file: lines to fields, the ones that have another shape rejected.

use std::{io::Read, sync::Arc};

use super::{
    columns::{Dialect, Table},
    layout::Layout,
};
use crate::{
    defect::{Defect, Rule},
    error::SourceError,
    event::Summary,
    text::{
        delimited::{split_plain, unquote},
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

/// Room for the fields of the row at hand.
#[derive(Default)]
struct Scratch {
    text: String,
    ends: Vec<u32>,
}

/// Reads the header, then calls `step` with each row or its reject.
pub(super) fn read<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    table: &Table,
    step: impl FnMut(Result<Row<'_>, Defect>, &mut Notes, &mut Summary) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut lines = Lines::new(input);
    let (header, encoding) = header(&mut lines, file)?;
    rows(lines, file, table, (&header, encoding), step)
}

/// The same, of whichever table `choose` tells by the header; its answer comes with each row.
pub(super) fn read_any<T: Copy, E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    choose: impl FnOnce(&str) -> Option<(T, &'static Table)>,
    mut step: impl FnMut(T, Result<Row<'_>, Defect>, &mut Notes, &mut Summary) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut lines = Lines::new(input);
    let (header, encoding) = header(&mut lines, file)?;
    let unknown = || SourceError::NotRecognised {
        file: file.to_string(),
        found: "l'en-tête n'est celui d'aucune table lue".to_owned(),
    };
    let (which, table) = choose(&header).ok_or_else(unknown)?;
    rows(lines, file, table, (&header, encoding), |row, notes, summary| step(which, row, notes, summary))
}

fn rows<E: From<SourceError>>(
    mut lines: Lines<impl Read>,
    file: &Arc<str>,
    table: &Table,
    (header, mut encoding): (&str, Encoding),
    mut step: impl FnMut(Result<Row<'_>, Defect>, &mut Notes, &mut Summary) -> Result<(), E>,
) -> Result<Summary, E> {
    let layout = Layout::find(header, table).map_err(|columns| SourceError::MissingColumn {
        file: file.to_string(),
        kind: table.kind,
        columns,
    })?;
    let mut summary = Summary { header: layout.names.clone(), ..Summary::default() };
    let mut notes = Notes::new(file);
    let mut scratch = Scratch::default();
    loop {
        let before = lines.number();
        let Some(line) = lines.next().map_err(|e| SourceError::reading(file, before, e))? else { break };
        notes.line = before + 1;
        let unended = matches!(line, Line::Unended(_));
        let text = match line {
            Line::Bytes(b"") => {
                summary.ignore("ligne vide");
                continue;
            }
            Line::Bytes(bytes) | Line::Unended(bytes) => encoding.text(bytes, file, &notes)?,
            Line::TooLong => Err(notes.defect("", Rule::LineTooLong, "ligne de plus de 1 Mio")),
        };
        // A header with a separator behind its last name tells where each line ends.
        let cut = unended && header.ends_with('|') && text.as_ref().is_ok_and(|text| !text.ends_with('|'));
        let row = text.and_then(|text| split(text, table.dialect, &layout, &mut scratch, &notes));
        if cut || unended && row.is_err() {
            return Err(SourceError::Truncated { file: file.to_string(), line: before }.into());
        }
        step(row, &mut notes, &mut summary)?;
    }
    summary.text_bytes = lines.bytes();
    Ok(summary)
}

fn split<'a>(
    line: &'a str,
    dialect: Dialect,
    layout: &'a Layout,
    Scratch { text, ends }: &'a mut Scratch,
    notes: &Notes,
) -> Result<Row<'a>, Defect> {
    let (found, text) = match dialect {
        Dialect::Pipe => (split_plain(line.as_bytes(), b'|', ends), line),
        Dialect::Quoted => {
            let found = unquote(line, ';', text, ends)
                .map_err(|_| notes.defect("", Rule::Quotes, "guillemets mal fermés"))?;
            (found, text.as_str())
        }
    };
    let last_is_empty = matches!(ends[..], [.., before, last] if last == before + 1);
    if found == layout.width() || (found == layout.width() + 1 && last_is_empty) {
        return Ok(Row { text, ends, layout });
    }
    let message = format!("{found} champs, {} attendus", layout.width());
    Err(notes.defect("", Rule::FieldCount, message))
}

fn header<R: Read>(lines: &mut Lines<R>, file: &Arc<str>) -> Result<(String, Encoding), SourceError> {
    let line = lines.next().map_err(|e| SourceError::reading(file, 0, e))?;
    let Some(Line::Bytes(bytes) | Line::Unended(bytes)) = line else {
        return Err(SourceError::Empty { file: file.to_string() });
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| Encoding::refused(file, 1))?;
    let encoding = if text.is_ascii() { Encoding::Unproven } else { Encoding::Utf8 };
    Ok((text.to_owned(), encoding))
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
