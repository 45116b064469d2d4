//! A client file on disk: its content says its format, and it is read once, from end to end.

use std::{
    borrow::Cow,
    fs::File,
    io::{ErrorKind, Read, Seek},
    path::{Path, PathBuf},
};

use aiguilleur_columnar::{MAGIC, Reader};

use super::{
    Chunk, Decoder, Layout, Shape, Splitter,
    book::{self, Book},
    table as cells,
};
use crate::{ReconcileError, field::ColumnMap, record::Row};

/// Bytes read at a time.
const BLOCK: usize = 256 << 10;

/// Records of one chunk: enough to keep a thread busy, few enough to stay small.
const CHUNK_RECORDS: usize = 512;

/// A client file being read.
#[derive(Debug)]
pub struct ClientFile {
    path: PathBuf,
    /// Bytes of the file.
    size: u64,
    layout: Layout,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Stream(Stream),
    Table {
        reader: Box<Reader>,
        /// Rank of the last row read.
        row: u64,
    },
    Book(Book),
}

/// A stream of bytes cut into records.
#[derive(Debug)]
struct Stream {
    file: File,
    splitter: Splitter,
    block: Vec<u8>,
    done: u64,
    ended: bool,
    /// Whether its lines end in CR alone, as old Macs and their Excel wrote them.
    old_mac: bool,
}

/// Ends lines as everybody else does.
fn feed_lines(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte == b'\r') {
        *byte = b'\n';
    }
}

fn separator_line(line: &[u8]) -> bool {
    line.len() <= 8 && line.to_ascii_lowercase().starts_with(b"sep=")
}

impl ClientFile {
    /// Opens `path` and reads its beginning.
    ///
    /// # Errors
    /// When it cannot be read, or is of no format that can be.
    pub fn open(path: &Path, map: ColumnMap) -> Result<Self, ReconcileError> {
        let read = |source| ReconcileError::Read { path: path.to_owned(), source };
        let unusable = |why: &str| ReconcileError::Unusable { path: path.to_owned(), why: why.to_owned() };
        let mut file = File::open(path).map_err(read)?;
        let size = file.metadata().map_err(read)?.len();
        let mut block = vec![0; BLOCK];
        let filled = fill(&mut file, &mut block).map_err(read)?;
        let old_mac = memchr::memchr(b'\n', &block[..filled]).is_none();
        let old_mac = old_mac && memchr::memchr(b'\r', &block[..filled]).is_some();
        if old_mac {
            feed_lines(&mut block[..filled]);
        }
        let head = block[..filled].strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&block[..filled]);
        if let Some(why) = refused(head) {
            return Err(unusable(why));
        }
        if head.starts_with(MAGIC) {
            let (layout, source) = table(file, map).map_err(|why| unusable(&why))?;
            return Ok(Self { path: path.to_owned(), size, layout, source });
        }
        if head.starts_with(ZIP) {
            file.rewind().map_err(read)?;
            let (layout, book) = book::open(file, &map).map_err(|why| unusable(&why))?;
            return Ok(Self { path: path.to_owned(), size, layout, source: Source::Book(book) });
        }
        let (layout, first_line, rest) = of_text(head, map).map_err(unusable)?;
        let shape = layout.shape().unwrap_or(Shape::Lines);
        let mut splitter = Splitter::new(shape, first_line);
        splitter.push(rest);
        let stream = Stream { file, splitter, block, done: filled as u64, ended: filled < BLOCK, old_mac };
        Ok(Self { path: path.to_owned(), size, layout, source: Source::Stream(stream) })
    }

    /// How its records are decoded.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Bytes read and bytes in all.
    pub fn progress(&self) -> (u64, u64) {
        let done = match &self.source {
            Source::Stream(stream) => stream.done,
            Source::Table { reader, row } => row.saturating_mul(self.size) / reader.total().max(1),
            Source::Book(book) => {
                let (row, last) = book.progress();
                row.saturating_mul(self.size) / last.max(1)
            }
        };
        (done, self.size)
    }

    /// The next records; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_chunk(&mut self) -> Result<Option<Chunk>, ReconcileError> {
        let mut chunk = Chunk::default();
        match &mut self.source {
            Source::Stream(stream) => {
                let read = |source| ReconcileError::Read { path: self.path.clone(), source };
                stream.drain(&mut chunk).map_err(read)?;
            }
            Source::Table { reader, row } => cells::drain(reader, row, &mut chunk, CHUNK_RECORDS)?,
            Source::Book(book) => {
                let unusable = |why| ReconcileError::Unusable { path: self.path.clone(), why };
                book.drain(self.layout.columns.len(), &mut chunk, CHUNK_RECORDS).map_err(unusable)?;
            }
        }
        Ok((!chunk.is_empty()).then_some(chunk))
    }
}

impl Stream {
    fn drain(&mut self, chunk: &mut Chunk) -> std::io::Result<()> {
        loop {
            self.splitter.drain(chunk, CHUNK_RECORDS, self.ended);
            if chunk.cuts.len() >= CHUNK_RECORDS || self.ended {
                return Ok(());
            }
            let filled = fill(&mut self.file, &mut self.block)?;
            if self.old_mac {
                feed_lines(&mut self.block[..filled]);
            }
            self.splitter.push(&self.block[..filled]);
            self.done += filled as u64;
            self.ended = filled < BLOCK;
        }
    }
}

/// The layout of a Parquet file, and its rows.
fn table(mut file: File, map: ColumnMap) -> Result<(Layout, Source), String> {
    file.rewind().map_err(|error| error.to_string())?;
    let reader = Reader::open(file).map_err(|error| format!("{error} : l'écrire de nouveau"))?;
    let layout = Layout::table(reader.columns().iter().map(String::as_str), map);
    if !layout.recognises_something() {
        return Err(NOTHING_RECOGNISED.to_owned());
    }
    Ok((layout, Source::Table { reader: Box::new(reader), row: 0 }))
}

/// How archives begin, workbooks among them.
const ZIP: &[u8] = b"PK\x03\x04";

pub(super) const NOTHING_RECOGNISED: &str = "aucune colonne n'est reconnue dans l'en-tête : nommer les colonnes (client_id, \
                                  rpps, identifier, name, city…) ou donner --map colonne=champ";

/// Fills `block` as far as the file goes.
fn fill(file: &mut File, block: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match file.read(&mut block[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Why the file cannot be read at all, and what to do.
fn refused(head: &[u8]) -> Option<&'static str> {
    match head {
        [] => Some("le fichier est vide"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            Some("le fichier est en UTF-16 : l'enregistrer en « CSV UTF-8 »")
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some(
            "c'est un classeur Excel ancien, ou protégé par un mot de passe : l'enregistrer en .xlsx, sans mot de passe",
        ),
        _ => None,
    }
}

/// The records of a whole body in memory, CSV or JSON: `max` of them and one more at most.
///
/// # Errors
/// Why it holds none, in French.
pub fn records(body: &[u8], max: usize) -> Result<Vec<Row>, &'static str> {
    let mut lines = Cow::Borrowed(body);
    if memchr::memchr(b'\n', body).is_none() && memchr::memchr(b'\r', body).is_some() {
        feed_lines(lines.to_mut());
    }
    let head = lines.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&lines);
    if let Some(why) = refused(head) {
        return Err(why);
    }
    let (layout, first_line, rest) = of_text(head, ColumnMap::default())?;
    let mut splitter = Splitter::new(layout.shape().unwrap_or(Shape::Lines), first_line);
    splitter.push(rest);
    let mut chunk = Chunk::default();
    splitter.drain(&mut chunk, max.saturating_add(1), true);
    Ok(Decoder::new(&layout).rows(&chunk).collect())
}

/// The layout of a text, the line of its first record, and what its records are in.
fn of_text(head: &[u8], map: ColumnMap) -> Result<(Layout, u64, &[u8]), &'static str> {
    match head.trim_ascii_start().first() {
        Some(b'[') => Ok((Layout::json(Shape::Array, map), 1, head)),
        Some(b'{') => Ok((Layout::json(Shape::Lines, map), 1, head)),
        _ => delimited(head, map),
    }
}

/// The layout of a delimited file, the line of its first record, and what follows its header.
fn delimited(head: &[u8], map: ColumnMap) -> Result<(Layout, u64, &[u8]), &'static str> {
    let mut line = 1;
    let mut rest = head;
    loop {
        let mut splitter = Splitter::new(Shape::Delimited(b';'), line);
        splitter.push(rest);
        let mut chunk = Chunk::default();
        splitter.drain(&mut chunk, 1, true);
        let Some(cut) = chunk.cuts.first() else { return Err("le fichier n'a pas d'en-tête") };
        let header = &chunk.bytes[cut.start..cut.end];
        let before = usize::try_from(cut.line - line).unwrap_or(usize::MAX);
        let skipped = before.saturating_add(memchr::memchr_iter(b'\n', header).count() + 1);
        let next = memchr::memchr_iter(b'\n', rest).nth(skipped - 1).map_or(rest.len(), |at| at + 1);
        rest = &rest[next..];
        line += skipped as u64;
        if separator_line(header.trim_ascii()) {
            continue;
        }
        let layout = Layout::delimited(header, map);
        if !layout.recognises_something() {
            return Err(NOTHING_RECOGNISED);
        }
        return Ok((layout, line, rest));
    }
}
