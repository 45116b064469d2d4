//! The rows of one extraction file: lines to fields, the ones that have another shape rejected.

use std::{borrow::Cow, io::Read, sync::Arc};

use aiguilleur_domain::entity::SourceKind;
use encoding_rs::WINDOWS_1252;

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
    encoding.allowed(table, file)?;
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
            Line::Bytes(bytes) | Line::Unended(bytes) => encoding.text(bytes, table, &notes)?,
            Line::TooLong => Err(notes.defect("", Rule::LineTooLong, "ligne de plus de 1 Mio")),
        };
        // A header with a separator behind its last name tells where each line ends.
        let cut = unended && header.ends_with('|') && text.as_ref().is_ok_and(|text| !text.ends_with('|'));
        let row = match &text {
            Ok(text) => split(text, table.dialect, &layout, &mut scratch, &notes),
            Err(defect) => Err(defect.clone()),
        };
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
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => (text.to_owned(), Encoding::Unproven),
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), Encoding::Windows1252),
    };
    Ok((text, encoding))
}

/// Whether the file has shown that it is in UTF-8, as the ANS publishes it.
///
/// The header has accents, so it tells for the whole file: a later line that is not UTF-8 is one damaged row.
/// Where someone took the accents away, the first line that is not ASCII tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Unproven,
    Utf8,
    Windows1252,
}

/// Whether a file of that kind may be in another encoding than UTF-8: of the holders of cards, two readers of real
/// files say ISO-8859-1 and the ANS says UTF-8.
pub(crate) fn may_be_windows_1252(kind: SourceKind) -> bool {
    kind == SourceKind::Porteurs
}

impl Encoding {
    fn allowed(self, table: &Table, file: &str) -> Result<(), SourceError> {
        match self {
            Self::Windows1252 if !may_be_windows_1252(table.kind) => Err(Self::refused(file, 1)),
            _ => Ok(()),
        }
    }

    fn text<'a>(
        &mut self,
        bytes: &'a [u8],
        table: &Table,
        notes: &Notes,
    ) -> Result<Result<Cow<'a, str>, Defect>, SourceError> {
        if *self == Self::Windows1252 {
            return Ok(Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0));
        }
        match (std::str::from_utf8(bytes), *self) {
            (Ok(text), Self::Unproven) => {
                if !text.is_ascii() {
                    *self = Self::Utf8;
                }
                Ok(Ok(Cow::Borrowed(text)))
            }
            (Ok(text), _) => Ok(Ok(Cow::Borrowed(text))),
            (Err(_), Self::Unproven) if may_be_windows_1252(table.kind) => {
                *self = Self::Windows1252;
                Ok(Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0))
            }
            (Err(_), Self::Unproven) => Err(Self::refused(notes.file(), notes.line)),
            (Err(_), _) => Ok(Err(notes.defect("", Rule::Encoding, "la ligne n'est pas en UTF-8"))),
        }
    }

    fn refused(file: &str, line: u64) -> SourceError {
        SourceError::Encoding { file: file.to_owned(), line, found: "sans doute Windows-1252" }
    }
}
