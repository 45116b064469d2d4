//! The rows of the CSV as a workbook: texts that stay texts, a frozen header, a filter, a colour by verdict.

use std::{borrow::Cow, fmt, io};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError,
};

use super::row::{COLUMNS, Style, cells};
use crate::{
    ReconcileError,
    answer::{Reconciled, Verdict},
};

/// Rows of a sheet, its header aside.
const MAX_ROWS: u32 = 1_048_575;
/// Characters of a cell.
const MAX_TEXT: usize = 32_767;

/// The code of a status and the colour of its cell.
pub type Tint = (&'static str, u32);

/// The look of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Name of the sheet.
    pub name: &'static str,
    /// The column of longest texts.
    pub wide: &'static str,
    /// Index of the status column.
    pub status: u16,
    /// Its colours.
    pub tints: &'static [Tint],
}

/// The look of a report: a colour by verdict.
const REPORT: Look = Look {
    name: "clients",
    wide: "message",
    status: 1,
    tints: &[
        (Verdict::Ok.code(), 0xD6_EFDD),
        (Verdict::ToComplete.code(), 0xD3_E9F0),
        (Verdict::ToReview.code(), 0xFB_EBC8),
        (Verdict::ToFix.code(), 0xF6_D0CC),
        (Verdict::NotFound.code(), 0xE3_D9EE),
        (Verdict::Error.code(), 0xDD_DDDD),
    ],
};

/// One record's cells.
pub(super) type Row = Vec<Option<String>>;

pub(super) fn row(answer: &Reconciled, carried: &[String]) -> Row {
    cells(answer, carried).into_iter().map(|cell| cell.map(fitting)).collect()
}

/// As much of a text as a cell holds.
pub(super) fn fitting(cell: Cow<'_, str>) -> String {
    match cell.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => cell[..end].to_owned(),
        None => cell.into_owned(),
    }
}

/// A workbook on its way out. Its rows wait in an unnamed file, not in memory.
pub(super) struct Book {
    look: Look,
    /// Of the first columns; the others are texts.
    styles: &'static [(&'static str, Style)],
    names: Vec<String>,
    /// There from the first rows on.
    workbook: Option<Workbook>,
    rows: u32,
}

impl fmt::Debug for Book {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Book").field("rows", &self.rows).finish_non_exhaustive()
    }
}

fn failed(error: XlsxError) -> ReconcileError {
    ReconcileError::Output(io::Error::other(error))
}

impl Book {
    pub(super) fn new(carried: &[String]) -> Self {
        let names = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).chain(carried.iter().cloned());
        Self { styles: COLUMNS, ..Self::of(REPORT, names.collect()) }
    }

    /// A book of texts.
    pub(super) const fn of(look: Look, names: Vec<String>) -> Self {
        Self { look, styles: &[], names, workbook: None, rows: 0 }
    }

    pub(super) fn append(&mut self, rows: Vec<Row>) -> Result<(), ReconcileError> {
        if self.rows.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX)) > MAX_ROWS {
            let why = "un classeur tient 1 048 575 lignes : demander un autre format";
            return Err(ReconcileError::Output(io::Error::other(why)));
        }
        let mut at = self.rows;
        let formats = Formats::new(self.look, self.styles);
        let sheet = self.sheet().map_err(failed)?;
        for row in rows {
            at += 1;
            formats.write(sheet, at, row).map_err(failed)?;
        }
        self.rows = at;
        Ok(())
    }

    pub(super) fn finish(&mut self) -> Result<Vec<u8>, ReconcileError> {
        let (rows, last) = (self.rows, u16::try_from(self.names.len().saturating_sub(1)).unwrap_or(u16::MAX));
        let end = |sheet: &mut Worksheet| {
            sheet.autofilter(0, 0, rows, last)?;
            // Identifiers are texts on purpose.
            sheet.ignore_error_range(1, 0, rows.max(1), last, IgnoreError::NumberStoredAsText).map(drop)
        };
        self.sheet().and_then(end).map_err(failed)?;
        self.workbook.take().unwrap_or_default().save_to_buffer().map_err(failed)
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        let look = self.look;
        if self.workbook.is_none() {
            let mut workbook = Workbook::new();
            // The same run makes the same bytes.
            let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
            head(workbook.add_worksheet_with_constant_memory()?, look, &self.names)?;
            self.workbook = Some(workbook);
        }
        self.workbook.get_or_insert_default().worksheet_from_index(0)
    }
}

fn head(sheet: &mut Worksheet, look: Look, names: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(look.name)?.set_freeze_panes(1, 1)?;
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(names) {
        sheet.set_column_width(column, if name == look.wide { 60 } else { 18 })?;
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    Ok(())
}

/// How cells look.
struct Formats {
    text: Format,
    status: u16,
    tinted: Vec<(&'static str, Format)>,
    styles: &'static [(&'static str, Style)],
}

impl Formats {
    fn new(look: Look, styles: &'static [(&'static str, Style)]) -> Self {
        let text = Format::new().set_num_format("@");
        let tinted = look.tints.iter().map(|(code, colour)| {
            let format = text.clone().set_background_color(Color::RGB(*colour));
            (*code, format)
        });
        Self { tinted: tinted.collect(), status: look.status, text, styles }
    }

    fn write(&self, sheet: &mut Worksheet, at: u32, row: Row) -> Result<(), XlsxError> {
        let styles = self.styles.iter().map(|(_, style)| *style).chain(std::iter::repeat(Style::Text));
        for ((column, cell), style) in (0..).zip(row).zip(styles) {
            let Some(text) = cell else { continue };
            if style == Style::Quantity
                && let Ok(number) = text.parse::<u32>()
            {
                sheet.write_number(at, column, number)?;
            } else {
                let format = if column == self.status { self.of_status(&text) } else { &self.text };
                sheet.write_string_with_format(at, column, text, format)?;
            }
        }
        Ok(())
    }

    fn of_status(&self, code: &str) -> &Format {
        let found = self.tinted.iter().find(|(known, _)| *known == code);
        found.map_or(&self.text, |(_, format)| format)
    }
}
