//! Reading of the feeds of several generations, one after the other, in bounded memory.
//!
//! Each generation names the one that it was compared with, and the walk follows those names: what was served
//! and rolled back is not on that path, and is skipped.

use std::{
    collections::VecDeque,
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom},
    sync::Arc,
};

use aiguilleur_store::{DataDir, Forgotten, GenerationId};

use super::{Change, ChangeKind, Extents, FILE};
use crate::{DirectoryError, census::Census, table};

/// What one generation changed.
#[derive(Debug, Clone)]
pub struct Publication {
    /// Its name.
    pub generation: GenerationId,
    /// The generation it is compared with; none when there was none to compare with.
    pub since: Option<GenerationId>,
    /// Where the changes of each kind stand.
    pub extents: Extents,
}

/// The changes from one generation to another.
#[derive(Debug, Clone)]
pub struct Feed {
    data: DataDir,
    publications: Vec<Publication>,
    forgotten: Arc<Forgotten>,
}

/// Why there is no feed since a generation.
#[derive(Debug, thiserror::Error)]
pub enum SinceError {
    /// No such generation was ever served here.
    #[error("aucune génération de ce nom n'a été servie ici")]
    Unknown,
    /// It was served, but what followed it was removed, or it was rolled back from.
    #[error(
        "ce qui a changé depuis cette génération n'est plus connu : elle est trop ancienne, ou a été retirée"
    )]
    Gone,
    /// The directory could not do its work.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
}

/// A place in a feed: the generation, and a byte of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Generation whose feed holds the change.
    pub generation: GenerationId,
    /// The first byte that is not read yet.
    pub offset: u64,
}

impl Feed {
    /// What changed from `since` to `until`; by default, what `until` itself changed.
    ///
    /// # Errors
    /// When the way from one to the other is not known.
    pub fn open(
        data: &DataDir,
        until: &GenerationId,
        since: Option<&GenerationId>,
    ) -> Result<Self, SinceError> {
        let mut publications = VecDeque::new();
        let mut next = Some(until.clone()).filter(|until| Some(until) != since);
        while let Some(generation) = next.take() {
            let held = data.generations().map_err(DirectoryError::from)?;
            if !held.contains(&generation) {
                return Err(SinceError::Gone);
            }
            let changes = Census::of(data, &generation)?.changes;
            let before: Option<GenerationId> = changes.since.and_then(|since| since.parse().ok());
            let publication = Publication { generation, since: before.clone(), extents: changes.feed };
            publications.push_front(publication);
            if let Some(since) = since {
                match before {
                    Some(before) if before == *since => {}
                    Some(before) => next = Some(before),
                    None => return Err(unreachable_from(data, since)?),
                }
            }
        }
        Self::of(data, publications.into()).map_err(SinceError::from)
    }

    fn of(data: &DataDir, publications: Vec<Publication>) -> Result<Self, DirectoryError> {
        let mut forgotten = data.forgotten()?;
        for publication in &publications {
            forgotten = forgotten.and(data.forgotten_in(&publication.generation)?);
        }
        Ok(Self { data: data.clone(), publications, forgotten: Arc::new(forgotten) })
    }

    /// All changes up to `until`, from the oldest generation on disk.
    ///
    /// # Errors
    /// When a generation on the way cannot be read.
    pub fn whole(data: &DataDir, until: &GenerationId) -> Result<Self, DirectoryError> {
        let held = data.generations()?;
        let mut publications = VecDeque::new();
        let mut next = Some(until.clone());
        while let Some(generation) = next.take_if(|generation| held.contains(generation)) {
            let changes = Census::of(data, &generation)?.changes;
            let since: Option<GenerationId> = changes.since.and_then(|since| since.parse().ok());
            next.clone_from(&since);
            publications.push_front(Publication { generation, since, extents: changes.feed });
        }
        Self::of(data, publications.into())
    }

    /// The generations whose changes these are, oldest first.
    pub fn publications(&self) -> &[Publication] {
        &self.publications
    }

    /// Whether a page of this feed can begin at a position: a cursor may come back changed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn holds(&self, position: &Position) -> Result<bool, DirectoryError> {
        let generation = &position.generation;
        let Some(found) = self.publications.iter().find(|found| found.generation == *generation) else {
            return Ok(false);
        };
        if position.offset == 0 || position.offset > end(&found.extents) {
            return Ok(position.offset == 0);
        }
        let mut file = self.data.open_beside(generation, FILE)?;
        let mut before = [0];
        let read = file.seek(SeekFrom::Start(position.offset - 1)).and_then(|_| file.read_exact(&mut before));
        read.map_err(|source| unreadable(generation, source))?;
        Ok(before == *b"\n")
    }

    /// The changes, or those of one kind, from a position on; from the start without one.
    pub fn entries(&self, kind: Option<ChangeKind>, from: Option<Position>) -> ChangeEntries {
        let first = from.as_ref().map_or(Some(0), |from| {
            self.publications.iter().position(|publication| publication.generation == from.generation)
        });
        let left = first.map(|first| self.publications[first..].to_vec()).unwrap_or_default();
        let offset = from.map_or(0, |from| from.offset);
        let (data, forgotten) = (self.data.clone(), Arc::clone(&self.forgotten));
        ChangeEntries { data, kind, left: left.into(), open: None, offset, forgotten }
    }
}

fn unreachable_from(data: &DataDir, since: &GenerationId) -> Result<SinceError, DirectoryError> {
    let known = data.was_published(since) || data.generations()?.contains(since);
    Ok(if known { SinceError::Gone } else { SinceError::Unknown })
}

/// Changes, one by one.
#[derive(Debug)]
pub struct ChangeEntries {
    data: DataDir,
    kind: Option<ChangeKind>,
    left: VecDeque<Publication>,
    open: Option<Reading>,
    /// Where the first publication is to be read from.
    offset: u64,
    forgotten: Arc<Forgotten>,
}

/// One publication's file, being read.
#[derive(Debug)]
struct Reading {
    generation: GenerationId,
    lines: BufReader<File>,
    at: u64,
    end: u64,
}

impl ChangeEntries {
    fn advance(&mut self) -> Result<Option<(Change, Position)>, DirectoryError> {
        loop {
            if let Some(reading) = &mut self.open
                && reading.at < reading.end
            {
                let (change, position) = reading.next()?;
                if change.id_nat_pp.is_some_and(|id| self.forgotten.holds(&table::person_key(id))) {
                    continue;
                }
                return Ok(Some((change, position)));
            }
            let Some(publication) = self.left.pop_front() else { return Ok(None) };
            let offset = std::mem::take(&mut self.offset);
            self.open = Reading::open(&self.data, &publication, self.kind, offset)?;
        }
    }
}

impl Iterator for ChangeEntries {
    type Item = Result<(Change, Position), DirectoryError>;

    /// The next change, and the position after it.
    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

impl Reading {
    fn open(
        data: &DataDir,
        publication: &Publication,
        kind: Option<ChangeKind>,
        offset: u64,
    ) -> Result<Option<Self>, DirectoryError> {
        let extents = &publication.extents;
        let (start, end) = match kind {
            Some(kind) => extents.get(&kind).map_or((0, 0), |found| (found.start, found.start + found.bytes)),
            None => (0, end(extents)),
        };
        let at = start.max(offset);
        if at >= end {
            return Ok(None);
        }
        let generation = publication.generation.clone();
        let mut lines = BufReader::new(data.open_beside(&generation, FILE)?);
        lines.seek(SeekFrom::Start(at)).map_err(|source| unreadable(&generation, source))?;
        Ok(Some(Self { generation, lines, at, end }))
    }

    fn next(&mut self) -> Result<(Change, Position), DirectoryError> {
        let mut line = Vec::new();
        let read = self.lines.read_until(b'\n', &mut line).map_err(|e| unreadable(&self.generation, e))?;
        let change = serde_json::from_slice(&line).map_err(|e| unreadable(&self.generation, e.into()))?;
        self.at += read as u64;
        Ok((change, Position { generation: self.generation.clone(), offset: self.at }))
    }
}

/// The last byte of a feed.
fn end(extents: &Extents) -> u64 {
    extents.values().map(|extent| extent.start + extent.bytes).max().unwrap_or(0)
}

fn unreadable(generation: &GenerationId, source: std::io::Error) -> DirectoryError {
    DirectoryError::Feed { generation: generation.to_string(), source }
}
