//! From a path to the sources it holds: recognised by content, whatever the name, compressed or not.

mod ahead;
mod container;
mod dated;
mod parquet;
mod reading;
mod recognise;
mod signature;

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use aiguilleur_domain::{Date, entity::SourceKind};

pub use reading::Reading;

use crate::{error::SourceError, sirene};
use container::{Container, HEAD, head_of};
use recognise::{Content, recognise};

/// One file of a publisher, found at a path or inside an archive.
#[derive(Debug, Clone)]
pub struct Source {
    path: PathBuf,
    container: Container,
    name: Arc<str>,
    kind: SourceKind,
    dated: Option<Date>,
    disk_bytes: u64,
}

impl Source {
    /// What it holds.
    pub const fn kind(&self) -> SourceKind {
        self.kind
    }

    /// Its file name, followed by ` › ` and the entry when it lies in an archive: what locations carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Size in bytes of the file at [`Source::path`], compressed if it is.
    pub const fn disk_bytes(&self) -> u64 {
        self.disk_bytes
    }

    /// The date of the data: the one that the content gives for itself, else the one in the name. A format
    /// that gives its date only at its end has it in the [`crate::Summary`].
    pub const fn dated(&self) -> Option<Date> {
        self.dated
    }

    /// Prepares to read it, from its start; a source can be read several times.
    pub fn read(&self) -> Reading<'_> {
        Reading::new(self)
    }
}

/// An entry of an archive that is no source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredEntry {
    /// Its name in the archive.
    pub name: String,
    /// What it looks like, in French.
    pub reason: String,
}

/// What a path holds.
#[derive(Debug)]
pub struct Opened {
    /// At least one source.
    pub sources: Vec<Source>,
    /// The other entries of the archive.
    pub ignored: Vec<IgnoredEntry>,
}

/// Recognises what `path` holds: a source, plain or in `.gz`, or the sources of a `.zip`.
///
/// # Errors
/// When the path cannot be read, or holds nothing that this crate decodes.
pub fn open(path: &Path) -> Result<Opened, SourceError> {
    let unreadable = |source| SourceError::Open { path: path.to_owned(), source };
    let metadata = path.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(SourceError::Directory { path: path.to_owned() });
    }
    // A pipe cannot be read again from its start, and opening one may wait for ever.
    if !metadata.is_file() {
        return Err(unreadable(io::Error::other("ce n'est pas un fichier ordinaire")));
    }
    let file = File::open(path).map_err(unreadable)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut magic = Vec::with_capacity(4);
    (&file).take(4).read_to_end(&mut magic).map_err(unreadable)?;
    let found = Found { path, name, disk_bytes: metadata.len() };
    match magic.as_slice() {
        b"PK\x03\x04" | b"PK\x05\x06" => found.archive(file),
        [0x1f, 0x8b, ..] => found.single(Container::Gzip),
        b"PAR1" => found.parquet(),
        _ => found.single(Container::Plain),
    }
}

/// A readable path, before anything is known of its content.
struct Found<'p> {
    path: &'p Path,
    name: String,
    disk_bytes: u64,
}

impl Found<'_> {
    fn single(&self, container: Container) -> Result<Opened, SourceError> {
        let head = head_of(self.path, container, &self.name)?;
        let source = self.source(container, &self.name, &Self::content(&self.name, &head))?;
        Ok(Opened { sources: vec![source], ignored: Vec::new() })
    }

    fn parquet(&self) -> Result<Opened, SourceError> {
        let header = parquet::header(self.path, &self.name)?;
        let content = match recognise(header.as_bytes(), false) {
            Content::Source { kind, .. } if !sirene::KINDS.contains(&kind) => Content::parquet(),
            Content::Unknown(_) => Content::parquet(),
            other => other,
        };
        let source = self.source(Container::Parquet, &self.name, &content)?;
        Ok(Opened { sources: vec![source], ignored: Vec::new() })
    }

    fn archive(&self, file: File) -> Result<Opened, SourceError> {
        let damaged = |error| container::zip_error(&self.name, error);
        let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
        let mut opened = Opened { sources: Vec::new(), ignored: Vec::new() };
        for index in 0..archive.len() {
            let mut entry = match archive.by_index(index) {
                Ok(entry) if entry.is_dir() => continue,
                Ok(entry) => entry,
                Err(error) => return Err(damaged(error)),
            };
            let entry_name =
                entry.name().map_or_else(|_| format!("n° {index}"), std::borrow::Cow::into_owned);
            let name = format!("{} › {entry_name}", self.name);
            let mut head = Vec::new();
            let read = (&mut entry).take(HEAD as u64).read_to_end(&mut head);
            read.map_err(|error| SourceError::reading(&name, 0, error))?;
            match self.source(Container::ZipEntry(index), &name, &Self::content(&name, &head)) {
                Ok(source) => opened.sources.push(source),
                Err(error @ (SourceError::MissingColumn { .. } | SourceError::Encoding { .. })) => {
                    return Err(error);
                }
                Err(error) => opened.ignored.push(IgnoredEntry { name: entry_name, reason: reason(error) }),
            }
        }
        if opened.sources.is_empty() { Err(self.nothing(&opened.ignored)) } else { Ok(opened) }
    }

    fn content(name: &str, head: &[u8]) -> Content {
        recognise(head, head.len() < HEAD).named(name)
    }

    fn source(&self, container: Container, name: &str, content: &Content) -> Result<Source, SourceError> {
        let file = name.to_owned();
        match *content {
            Content::Source { kind, dated } => Ok(Source {
                path: self.path.to_owned(),
                container,
                kind,
                dated: dated.or_else(|| dated::in_name(name)),
                disk_bytes: self.disk_bytes,
                name: Arc::from(file),
            }),
            Content::Empty => Err(SourceError::Empty { file }),
            Content::NotUsed(what) => Err(SourceError::NotUsed { file, what }),
            Content::MissingColumns(kind, ref columns) => {
                Err(SourceError::MissingColumn { file, kind, columns: columns.clone() })
            }
            Content::Encoding(found) => Err(SourceError::Encoding { file, line: 1, found }),
            Content::Refused(what) => Err(SourceError::Refused { file, line: 1, what: what.to_owned() }),
            Content::Unknown(ref found) => Err(SourceError::NotRecognised { file, found: found.clone() }),
        }
    }

    fn nothing(&self, ignored: &[IgnoredEntry]) -> SourceError {
        let mut list: Vec<String> =
            ignored.iter().take(5).map(|entry| format!("{} : {}", entry.name, entry.reason)).collect();
        if ignored.len() > list.len() {
            list.push(format!("et {} autres", ignored.len() - list.len()));
        }
        if list.is_empty() {
            list.push("archive vide".to_owned());
        }
        SourceError::NothingInArchive { file: self.name.clone(), ignored: list.join(" ; ") }
    }
}

/// What an entry looks like, without the list of what is expected.
fn reason(error: SourceError) -> String {
    match error {
        SourceError::Empty { .. } => "vide".to_owned(),
        SourceError::NotUsed { what, .. } => what.to_owned(),
        SourceError::NotRecognised { found, .. } => found,
        SourceError::Refused { what, .. } => what,
        other => other.to_string(),
    }
}
