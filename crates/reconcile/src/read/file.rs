//! A client file on disk: its format is told by its content, and it is read once, from end to end.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use super::{Chunk, Layout, Shape, Splitter};
use crate::{ReconcileError, field::ColumnMap};

/// Bytes read at a time.
const BLOCK: usize = 256 << 10;

/// Records of one chunk: enough to keep a thread busy, few enough to stay small.
const CHUNK_RECORDS: usize = 512;

/// A client file being read.
#[derive(Debug)]
pub struct ClientFile {
    path: PathBuf,
    file: File,
    /// Bytes of the file.
    size: u64,
    done: u64,
    layout: Layout,
    splitter: Splitter,
    block: Vec<u8>,
    ended: bool,
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
        let mut file = File::open(path).map_err(read)?;
        let size = file.metadata().map_err(read)?.len();
        let mut block = vec![0; BLOCK];
        let filled = fill(&mut file, &mut block).map_err(read)?;
        let head = block[..filled].strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&block[..filled]);
        let unusable = |why: &str| ReconcileError::Unusable { path: path.to_owned(), why: why.to_owned() };
        if let Some(why) = refused(head) {
            return Err(unusable(why));
        }
        let (layout, first_line, rest) = match head.trim_ascii_start().first() {
            Some(b'[') => (Layout::json(Shape::Array, map), 1, head),
            Some(b'{') => (Layout::json(Shape::Lines, map), 1, head),
            _ => delimited(head, map).map_err(unusable)?,
        };
        let mut splitter = Splitter::new(layout.shape(), first_line);
        splitter.push(rest);
        let ended = filled < BLOCK;
        Ok(Self { path: path.to_owned(), file, size, done: filled as u64, layout, splitter, block, ended })
    }

    /// How its records are decoded.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Bytes read and bytes in all.
    pub const fn progress(&self) -> (u64, u64) {
        (self.done, self.size)
    }

    /// The next records; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_chunk(&mut self) -> Result<Option<Chunk>, ReconcileError> {
        let mut chunk = Chunk::default();
        loop {
            self.splitter.drain(&mut chunk, CHUNK_RECORDS, self.ended);
            if chunk.cuts.len() >= CHUNK_RECORDS || (self.ended && !chunk.is_empty()) {
                return Ok(Some(chunk));
            }
            if self.ended {
                return Ok(None);
            }
            let read = |source| ReconcileError::Read { path: self.path.clone(), source };
            let filled = fill(&mut self.file, &mut self.block).map_err(read)?;
            self.splitter.push(&self.block[..filled]);
            self.done += filled as u64;
            self.ended = filled < BLOCK;
        }
    }
}

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
        [b'P', b'A', b'R', b'1', ..] => {
            Some("Parquet n'est pas lu par cette version : exporter en CSV ou en JSON lines")
        }
        [b'P', b'K', 3, 4, ..] => Some("c'est un classeur ou une archive : l'enregistrer en « CSV UTF-8 »"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some("c'est un classeur Excel : l'enregistrer en « CSV UTF-8 »"),
        _ => None,
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
            return Err(
                "aucune colonne n'est reconnue dans l'en-tête : nommer les colonnes (client_id, rpps, \
                        identifier, name, city…) ou donner --map colonne=champ",
            );
        }
        return Ok((layout, line, rest));
    }
}
