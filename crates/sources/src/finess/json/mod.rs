//! FINESS+ `finess-structures`: a root object whose arrays are walked element by element.

mod activites;
mod entity;
mod lenient;
mod slicer;
mod wire;

use std::{borrow::Cow, io::Read, sync::Arc};

use aiguilleur_domain::{Date, entity::SourceKind};
use serde::Deserialize;

use super::FinessRecord;
use crate::{
    defect::Rule,
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::fields::{Notes, read_date},
};
pub use activites::decode_activites;
use lenient::{Key, List, Text};
use slicer::{SliceError, Slicer};
use wire::{Adresse, Ege, Evenement, Gcc, Pmej};

/// Decodes a FINESS+ `finess-structures` JSON text, calling `visit` with each legal person followed by its
/// sites, each groupement, each reject and anomaly in the order of the file. `file` names it in the locations.
///
/// # Errors
/// When the file cannot be read or is not one, and whatever `visit` returns, which stops the reading.
pub fn decode_json<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    visit: impl FnMut(Event<FinessRecord<'_>>) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut slicer = Slicer::new(input);
    let mut decoder =
        Decoder { notes: Notes::new(file), summary: Summary::default(), street: String::new(), visit };
    let outcome = decoder.root(&mut slicer);
    match outcome {
        Ok(()) => {
            decoder.summary.text_bytes = slicer.bytes();
            Ok(decoder.summary)
        }
        Err(stop) => Err(stop.error(file, SourceKind::FinessJson, slicer.line())),
    }
}

/// Why the walk ends before its end.
enum Stop<E> {
    Visitor(E),
    Slice(SliceError),
    WithoutPmej,
}

impl<E: From<SourceError>> Stop<E> {
    fn error(self, file: &Arc<str>, kind: SourceKind, line: u64) -> E {
        match self {
            Self::Visitor(error) => error,
            Self::Slice(error) => explain(file, line, error).into(),
            Self::WithoutPmej => {
                SourceError::MissingColumn { file: file.to_string(), kind, columns: vec!["pmej"] }.into()
            }
        }
    }
}

impl<E> From<SliceError> for Stop<E> {
    fn from(error: SliceError) -> Self {
        Self::Slice(error)
    }
}

fn explain(file: &Arc<str>, line: u64, error: SliceError) -> SourceError {
    let file = file.to_string();
    match error {
        SliceError::Io(source) => SourceError::reading(&file, line, source),
        SliceError::Truncated => SourceError::Truncated { file, line },
        SliceError::Syntax(what) => SourceError::Malformed { file, line, what: format!("JSON : {what}") },
        SliceError::TooLarge => {
            SourceError::Refused { file, line, what: "JSON : un élément de plus de 256 Mio".to_owned() }
        }
    }
}

struct Decoder<V> {
    notes: Notes,
    summary: Summary,
    street: String,
    visit: V,
}

impl<E, V: FnMut(Event<FinessRecord<'_>>) -> Result<(), E>> Decoder<V> {
    fn root<R: Read>(&mut self, slicer: &mut Slicer<R>) -> Result<(), Stop<E>> {
        let mut has_pmej = false;
        members(slicer, |key, slicer| {
            has_pmej |= key.is("pmej");
            self.root_member(key, slicer)
        })?;
        if has_pmej { Ok(()) } else { Err(Stop::WithoutPmej) }
    }

    fn root_member<R: Read>(&mut self, key: &Key<'_>, slicer: &mut Slicer<R>) -> Result<(), Stop<E>> {
        if key.is("pmej") {
            self.each(slicer, Self::pmej)
        } else if key.is("gcc") {
            self.each(slicer, Self::gcc)
        } else if key.is("gco") {
            self.each(slicer, |decoder, _| {
                decoder.summary.ignore("gco");
                Ok(())
            })
        } else if key.is("generatedAt") {
            self.summary.dated = dated(slicer.value()?.0);
            Ok(())
        } else {
            if !["schemaVersion", "metadata"].iter().any(|known| key.is(known)) {
                self.summary.ignore(&format!("racine.{}", key.0));
            }
            Ok(slicer.skip_value()?)
        }
    }

    fn each<R: Read>(
        &mut self,
        slicer: &mut Slicer<R>,
        mut element: impl FnMut(&mut Self, &[u8]) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        elements(slicer, |bytes, line| {
            self.notes.line = line;
            element(self, bytes)
        })
    }

    fn pmej(&mut self, bytes: &[u8]) -> Result<(), E> {
        let Some(pmej) = self.wire::<Pmej<'_>>(bytes)? else { return Ok(()) };
        self.unknown("pmej", [&pmej.unknown, &pmej.infos.unknown], &pmej.adresse, &pmej.evenement);
        let ej = entity::ej(&pmej, &mut self.street, &mut self.notes);
        let number = ej.as_ref().ok().map(|ej| ej.finess);
        deliver(ej.map(FinessRecord::Ej), &mut self.notes, &mut self.summary, &mut self.visit)?;
        let mut counted = 0;
        for ege in &pmej.ege.0 {
            // Locations of a site point at its number, not at its EJ, thousands of lines before.
            if let Some(offset) = ege.infos.num_finess.offset_in(bytes).filter(|offset| *offset > counted) {
                self.notes.line += memchr::memchr_iter(b'\n', &bytes[counted..offset]).count() as u64;
                counted = offset;
            }
            self.ege(ege, number)?;
        }
        Ok(())
    }

    fn ege(&mut self, ege: &Ege<'_>, ej: Option<aiguilleur_domain::FinessEj>) -> Result<(), E> {
        self.unknown("ege", [&ege.unknown, &ege.infos.unknown], &ege.adresse, &ege.evenement);
        if ej.is_none() {
            self.notes.note("numFinessPm", Rule::Missing, "établissement sans numéro d'EJ lisible");
        }
        let eg = entity::eg(ege, ej, &mut self.street, &mut self.notes).map(FinessRecord::Eg);
        deliver(eg, &mut self.notes, &mut self.summary, &mut self.visit)
    }

    fn gcc(&mut self, bytes: &[u8]) -> Result<(), E> {
        let Some(gcc) = self.wire::<Gcc<'_>>(bytes)? else { return Ok(()) };
        gcc.unknown.iter().for_each(|key| self.summary.ignore(&format!("gcc.{key}")));
        let group = entity::group(&gcc, &mut self.notes).map(FinessRecord::Group);
        deliver(group, &mut self.notes, &mut self.summary, &mut self.visit)
    }

    /// Counts the members that this reader has never heard of.
    fn unknown(
        &mut self,
        place: &str,
        own: [&Vec<Cow<'_, str>>; 2],
        addresses: &List<Adresse<'_>>,
        events: &List<Evenement<'_>>,
    ) {
        let nested = addresses.0.iter().map(|a| &a.unknown).chain(events.0.iter().map(|e| &e.unknown));
        for key in own.into_iter().chain(nested).flatten() {
            self.summary.ignore(&format!("{place}.{key}"));
        }
    }

    /// One element as sent; rejected when it is no such object.
    fn wire<'b, T: Deserialize<'b>>(&mut self, bytes: &'b [u8]) -> Result<Option<T>, E> {
        match serde_json::from_slice(bytes) {
            Ok(wire) => Ok(Some(wire)),
            Err(error) => {
                self.notes.line += (error.line() as u64).saturating_sub(1);
                let defect = self.notes.defect("", Rule::Structure, "élément JSON illisible");
                deliver(Err(defect), &mut self.notes, &mut self.summary, &mut self.visit).map(|()| None)
            }
        }
    }
}

/// Walks over the members of the root object, to the end of the text.
fn members<R: Read, E>(
    slicer: &mut Slicer<R>,
    mut member: impl FnMut(&Key<'_>, &mut Slicer<R>) -> Result<(), Stop<E>>,
) -> Result<(), Stop<E>> {
    slicer.skip_mark()?;
    slicer.expect(b'{', "un objet est attendu à la racine")?;
    if !slicer.accept(b'}')? {
        loop {
            if slicer.peek()? != Some(b'"') {
                return Err(SliceError::Syntax("un nom de membre est attendu").into());
            }
            let key = Key(Cow::Owned(scalar(slicer.value()?.0)));
            slicer.expect(b':', "« : » est attendu après le nom d'un membre")?;
            member(&key, slicer)?;
            if slicer.accept(b'}')? {
                break;
            }
            slicer.expect(b',', "« , » ou « } » est attendu entre les membres de la racine")?;
        }
    }
    if slicer.peek()?.is_some() {
        return Err(SliceError::Syntax("du texte suit la fin de l'objet racine").into());
    }
    Ok(())
}

/// Walks over the elements of an array: the bytes of each, and the line where it starts.
fn elements<R: Read, E>(
    slicer: &mut Slicer<R>,
    mut element: impl FnMut(&[u8], u64) -> Result<(), E>,
) -> Result<(), Stop<E>> {
    if slicer.peek()? == Some(b'n') {
        return Ok(slicer.skip_value()?);
    }
    slicer.expect(b'[', "un tableau est attendu")?;
    if slicer.accept(b']')? {
        return Ok(());
    }
    loop {
        let (bytes, line) = slicer.value()?;
        element(bytes, line).map_err(Stop::Visitor)?;
        if slicer.accept(b']')? {
            return Ok(());
        }
        slicer.expect(b',', "« , » ou « ] » est attendu entre les éléments d'un tableau")?;
    }
}

/// The text of a JSON scalar; empty when it is not one.
fn scalar(json: &[u8]) -> String {
    serde_json::from_slice::<Text<'_>>(json).map(|text| text.get().to_owned()).unwrap_or_default()
}

fn dated(json: &[u8]) -> Option<Date> {
    read_date(&scalar(json))
}
