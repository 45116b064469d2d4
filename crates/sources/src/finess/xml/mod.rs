//! FINESS XML: the standard flux (`fluxfiness`) and the étalab one (`fluxetalab`), flat records under a root.
//!
//! Fields are matched by name, never by order: `typefermeture` and `datefermeture` swap places from EJ to
//! ET. A DOCTYPE or an entity of one's own is refused: no FINESS file has them, and they can be made to
//! expand without end.

mod collect;
mod guard;

use std::{io::Read, sync::Arc};

use quick_xml::{
    Error as XmlError, Reader,
    errors::{IllFormedError, SyntaxError},
    escape::resolve_predefined_entity,
    events::{BytesDecl, BytesRef, Event as Xml},
};

use super::{
    FinessRecord,
    flat::{self, Field, Scratch},
};
use crate::{
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::fields::{Notes, read_date},
};
use collect::Collected;
use guard::Guard;

/// Records stand at depth 2 and fields at depth 3; a sound file goes no deeper.
const DEEPEST: usize = 8;
/// The fields of a real record hold some hundreds of bytes.
const LARGEST_RECORD: usize = 64 * 1024;

/// Decodes a FINESS XML text, calling `visit` with each legal person, site, reject and anomaly in the order
/// of the file. Other records are counted by name in [`Summary::ignored`]. `file` names it in the locations.
///
/// # Errors
/// When the file cannot be read, is not one or is refused, and whatever `visit` returns, which stops the
/// reading.
pub fn decode_xml<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    mut visit: impl FnMut(Event<FinessRecord<'_>>) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut walk = Walk::new(input, file);
    let mut scratch = Scratch::default();
    let mut notes = Notes::new(file);
    let mut summary = Summary::default();
    while let Some(kind) = walk.next_record(&mut notes)? {
        let record = walk.collected.record();
        match kind {
            Kind::Horodatage => summary.dated = read_date(record.get(Field::Datemaj)),
            Kind::Other => summary.ignore(&walk.other),
            Kind::Ej => {
                let ej = flat::ej(&record, &mut scratch, &mut notes).map(FinessRecord::Ej);
                deliver(ej, &mut notes, &mut summary, &mut visit)?;
            }
            Kind::Et => {
                let eg = flat::eg(&record, &mut scratch, &mut notes);
                let eg =
                    eg.map(if record.describes_site() { FinessRecord::Eg } else { FinessRecord::EgMention });
                deliver(eg, &mut notes, &mut summary, &mut visit)?;
            }
        }
    }
    summary.text_bytes = walk.xml.get_ref().bytes();
    Ok(summary)
}

/// What a record is, by the name of its element.
#[derive(Clone, Copy)]
enum Kind {
    Horodatage,
    Ej,
    Et,
    Other,
}

/// Walks from record to record.
struct Walk<'f, R: Read> {
    xml: Reader<Guard<R>>,
    buffer: Vec<u8>,
    file: &'f Arc<str>,
    collected: Collected,
    depth: usize,
    kind: Kind,
    /// Name of the element, when it is [`Kind::Other`].
    other: String,
}

/// What one event of the XML reader led to.
enum Step {
    More,
    Record,
    End,
}

impl<'f, R: Read> Walk<'f, R> {
    fn new(input: R, file: &'f Arc<str>) -> Self {
        let xml = Reader::from_reader(Guard::new(input));
        let (buffer, collected, other) = (Vec::new(), Collected::default(), String::new());
        Self { xml, buffer, file, collected, depth: 0, kind: Kind::Other, other }
    }

    /// Reads up to the end of the next record, which is then in `collected`.
    fn next_record(&mut self, notes: &mut Notes) -> Result<Option<Kind>, SourceError> {
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let event = self.xml.read_event_into(&mut buffer).map_err(|error| self.broken(error));
            let step = event.and_then(|event| self.step(&event, notes));
            self.buffer = buffer;
            self.xml.get_mut().rearm();
            match step? {
                Step::More => {}
                Step::Record => return Ok(Some(self.kind)),
                Step::End => return Ok(None),
            }
        }
    }

    fn step(&mut self, event: &Xml<'_>, notes: &mut Notes) -> Result<Step, SourceError> {
        match event {
            Xml::Start(tag) => self.start(tag.name().into_inner(), notes)?,
            Xml::Empty(tag) => {
                self.start(tag.name().into_inner(), notes)?;
                return Ok(self.end());
            }
            Xml::End(_) => return Ok(self.end()),
            Xml::Text(text) if self.depth == 3 => self.collected.push(text),
            Xml::CData(text) if self.depth == 3 => self.collected.push(text),
            Xml::GeneralRef(entity) => self.entity(entity)?,
            Xml::DocType(_) => {
                return Err(self.refused("le XML déclare un DOCTYPE, que les fichiers FINESS n'ont jamais"));
            }
            Xml::Decl(declaration) => self.declared(declaration)?,
            Xml::Eof if self.depth > 0 => {
                return Err(SourceError::Truncated { file: self.file.to_string(), line: self.line() });
            }
            Xml::Eof => return Ok(Step::End),
            _ => {}
        }
        if self.collected.len() > LARGEST_RECORD {
            return Err(self.refused("un enregistrement XML de plus de 64 Kio"));
        }
        Ok(Step::More)
    }

    fn start(&mut self, name: &str, notes: &mut Notes) -> Result<(), SourceError> {
        self.depth += 1;
        match self.depth {
            1 if !matches!(name, "fluxfiness" | "fluxetalab") => {
                let what = "la racine du XML n'est ni « fluxfiness » ni « fluxetalab »".to_owned();
                return Err(SourceError::Malformed { file: self.file.to_string(), line: self.line(), what });
            }
            2 => self.start_record(name, notes),
            3 => self.collected.start(name),
            depth if depth > DEEPEST => return Err(self.refused("des éléments XML imbriqués sans fin")),
            _ => {}
        }
        Ok(())
    }

    fn start_record(&mut self, name: &str, notes: &mut Notes) {
        notes.line = self.line();
        self.collected.clear();
        self.kind = match name {
            "structureej" => Kind::Ej,
            "structureet" => Kind::Et,
            "horodatage" => Kind::Horodatage,
            other => {
                other.clone_into(&mut self.other);
                Kind::Other
            }
        };
    }

    fn end(&mut self) -> Step {
        self.depth = self.depth.saturating_sub(1);
        match self.depth {
            1 => Step::Record,
            2 => {
                self.collected.end();
                Step::More
            }
            _ => Step::More,
        }
    }

    fn entity(&mut self, entity: &BytesRef<'_>) -> Result<(), SourceError> {
        let known = entity.resolve_char_ref().ok().flatten();
        if let Some(character) = known {
            self.collected.push(character.encode_utf8(&mut [0; 4]));
        } else if let Some(text) = resolve_predefined_entity(entity) {
            self.collected.push(text);
        } else {
            return Err(self.refused("le XML emploie une entité qui n'est pas du standard"));
        }
        Ok(())
    }

    fn declared(&self, declaration: &BytesDecl<'_>) -> Result<(), SourceError> {
        match declaration.encoding() {
            Some(Ok(name)) if !name.eq_ignore_ascii_case("UTF-8") => Err(SourceError::Encoding {
                file: self.file.to_string(),
                line: 1,
                found: "le XML déclare un autre encodage",
            }),
            _ => Ok(()),
        }
    }

    fn line(&self) -> u64 {
        self.xml.get_ref().line()
    }

    fn refused(&self, what: &str) -> SourceError {
        SourceError::Refused { file: self.file.to_string(), line: self.line(), what: what.to_owned() }
    }

    fn broken(&self, error: XmlError) -> SourceError {
        if self.xml.get_ref().tripped() {
            return self.refused("un élément XML de plus de 1 Mio");
        }
        let (file, line) = (self.file.to_string(), self.line());
        match error {
            XmlError::Io(source) => {
                let source = Arc::try_unwrap(source).unwrap_or_else(|shared| shared.kind().into());
                SourceError::reading(&file, line, source)
            }
            XmlError::Encoding(_) => SourceError::Encoding { file, line, found: "sans doute Windows-1252" },
            XmlError::IllFormed(IllFormedError::MissingEndTag(_))
            | XmlError::Syntax(
                SyntaxError::UnclosedTag | SyntaxError::UnclosedCData | SyntaxError::UnclosedComment,
            ) => SourceError::Truncated { file, line },
            other => SourceError::Malformed { file, line, what: format!("XML mal formé ({other})") },
        }
    }
}
