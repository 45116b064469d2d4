//! A workbook (XLSX): the first visible sheet whose header is recognised, its rows read by a thread of its own.

use std::{
    fs::File,
    io::BufReader,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use calamine::{Cell, DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};

use super::{
    layout::{Layout, Sheet},
    split::{Chunk, Cut, Flaw},
    table,
};
use crate::field::ColumnMap;

/// Rows among which a header is looked for: people write a title above their tables.
const ABOVE: usize = 20;
/// Columns of a header; a wider sheet is no list of clients.
const MAX_COLUMNS: usize = 1_000;
/// Rows that wait for the records' thread.
const WAITING: usize = 1_024;
/// From here on a spreadsheet has lost the last digits of a number.
const INEXACT: f64 = 1e15;

type Workbook = Xlsx<BufReader<File>>;

/// Rows under the header, as they are read.
#[derive(Debug)]
pub(super) struct Book {
    rows: Receiver<Result<Row, String>>,
    reader: Option<JoinHandle<()>>,
    /// Number of the last row read, and of the sheet's last.
    at: u64,
    last: u64,
}

/// The texts of a row that is not empty.
#[derive(Debug)]
struct Row {
    /// As the spreadsheet numbers it.
    number: u64,
    cells: Vec<Option<String>>,
}

/// Why a workbook cannot be used, and what to do.
fn why(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => "le classeur est protégé par un mot de passe : l'enregistrer sans".to_owned(),
        _ => "c'est une archive, ou un classeur que l'on ne sait pas lire : l'enregistrer en .xlsx ou en « CSV \
              UTF-8 »"
            .to_owned(),
    }
}

/// Opens a workbook and finds its header.
pub(super) fn open(file: File, map: &ColumnMap) -> Result<(Layout, Book), String> {
    let mut workbook = Workbook::new(BufReader::new(file)).map_err(|error| why(&error))?;
    let visible =
        |sheet: &calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| visible(sheet));
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    for name in &names {
        let Some((header, columns, last)) = header(&mut workbook, name, map)? else { continue };
        let others = names.iter().filter(|other| *other != name).cloned().collect();
        let sheet = Sheet { name: name.clone(), others };
        let layout = Layout::sheet(columns.iter().map(String::as_str), map.clone(), sheet);
        let (to, rows) = sync_channel(WAITING);
        let name = name.clone();
        // It ends with the sheet, or when nobody takes its rows any more.
        let reader = thread::spawn(move || read(workbook, &name, header, columns.len(), &to));
        return Ok((layout, Book { rows, reader: Some(reader), at: header, last }));
    }
    Err(super::file::NOTHING_RECOGNISED.to_owned())
}

/// The number of the header's row, its texts, and the number of the sheet's last row.
type Header = (u64, Vec<String>, u64);

fn header(workbook: &mut Workbook, name: &str, map: &ColumnMap) -> Result<Option<Header>, String> {
    let mut rows = Rows::of(workbook, name).map_err(|error| why(&error))?;
    let last = u64::from(rows.reader.dimensions().end.0) + 1;
    for _ in 0..ABOVE {
        let Some(row) = rows.next().map_err(|error| why(&error))? else { break };
        let texts: Vec<String> = row.cells.into_iter().map(Option::unwrap_or_default).collect();
        if texts.iter().any(|text| map.field(text).is_some()) {
            if texts.len() > MAX_COLUMNS {
                return Err(format!("la feuille « {name} » a plus de {MAX_COLUMNS} colonnes"));
            }
            return Ok(Some((row.number, texts, last)));
        }
    }
    Ok(None)
}

/// Sends the rows behind the header, until nobody takes them.
fn read(
    mut workbook: Workbook,
    name: &str,
    header: u64,
    columns: usize,
    to: &SyncSender<Result<Row, String>>,
) {
    let mut rows = match Rows::of(&mut workbook, name) {
        Ok(rows) => rows,
        Err(error) => return drop(to.send(Err(error.to_string()))),
    };
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return,
            Err(error) => return drop(to.send(Err(error.to_string()))),
        };
        // Cells without a text beyond the header's are what formats leave behind.
        let beyond = row.cells.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let cells = row.cells.into_iter().take(beyond.max(columns)).collect();
        let ended = row.number > header && to.send(Ok(Row { cells, ..row })).is_err();
        if ended {
            return;
        }
    }
}

/// The rows of a sheet, gathered from its cells.
struct Rows<'w> {
    reader: XlsxCellReader<'w, BufReader<File>>,
    /// The first cell of the next row.
    next: Option<Cell<DataRef<'w>>>,
    /// Behind its last cell a sheet must not be read on.
    ended: bool,
}

impl<'w> Rows<'w> {
    fn of(workbook: &'w mut Workbook, name: &str) -> Result<Self, XlsxError> {
        Ok(Self { reader: workbook.worksheet_cells_reader(name)?, next: None, ended: false })
    }

    fn cell(&mut self) -> Result<Option<Cell<DataRef<'w>>>, XlsxError> {
        if self.next.is_none() && !self.ended {
            self.next = self.reader.next_cell()?;
            self.ended = self.next.is_none();
        }
        Ok(self.next.take())
    }

    /// The next row that holds a text.
    fn next(&mut self) -> Result<Option<Row>, XlsxError> {
        let mut row: Option<Row> = None;
        while let Some(cell) = self.cell()? {
            let (number, column) = cell.get_position();
            let (number, column) = (u64::from(number) + 1, column as usize);
            let Some(text) = text(cell.get_value()) else { continue };
            let row = match &mut row {
                Some(row) if row.number != number => {
                    self.next = Some(cell);
                    break;
                }
                Some(row) => row,
                None => row.insert(Row { number, cells: Vec::new() }),
            };
            if row.cells.len() <= column {
                row.cells.resize(column + 1, None);
            }
            row.cells[column] = Some(text);
        }
        Ok(row)
    }
}

/// The text of a cell as the client sees it; nothing where it is empty.
fn text(value: &DataRef<'_>) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        // Digits that are lost are not made up.
        DataRef::Float(number) if number.abs() >= INEXACT => format!("{number:E}").replace('E', "E+"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "VRAI".to_owned(),
        DataRef::Bool(false) => "FAUX".to_owned(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            let midnight = (hour, minute, second) == (0, 0, 0);
            if midnight { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
        }
        DataRef::DateTime(when) => when.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
    };
    (!text.trim().is_empty()).then_some(text)
}

impl Book {
    /// Rows read, and rows in all.
    pub(super) const fn progress(&self) -> (u64, u64) {
        (self.at, self.last)
    }

    /// Moves rows into `chunk` until it holds `max`.
    pub(super) fn drain(&mut self, columns: usize, chunk: &mut Chunk, max: usize) -> Result<(), String> {
        while chunk.cuts.len() < max {
            let Ok(row) = self.rows.recv() else { return self.ended() };
            let Row { number, cells } = row?;
            self.at = number;
            let flaw = (cells.len() > columns).then_some(Flaw::BeyondHeader);
            let start = chunk.bytes.len();
            for cell in &cells {
                table::put(cell.as_deref(), &mut chunk.bytes);
            }
            chunk.cuts.push(Cut { start, end: chunk.bytes.len(), line: number, flaw });
        }
        Ok(())
    }

    /// A reader that broke off is no end of a sheet.
    fn ended(&mut self) -> Result<(), String> {
        match self.reader.take().map(JoinHandle::join) {
            Some(Err(_)) => {
                Err(format!("la lecture du classeur s'est interrompue après la ligne {}", self.at))
            }
            _ => Ok(()),
        }
    }
}
