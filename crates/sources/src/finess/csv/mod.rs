//! FINESS étalab CSV (cs1100501, cs1100502, cs1100507), frozen in May 2026: no header, the first field of a
//! line tells its type, and nothing tells whether a site is closed.

mod columns;
mod encoding;

use std::{borrow::Cow, io::Read, sync::Arc};

use super::{
    FinessRecord,
    flat::{self, FIELDS, Record, Scratch},
};
use crate::{
    defect::{Defect, Rule},
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::{
        delimited::split_quoted,
        fields::{Notes, read_date},
        lines::{Line, Lines},
    },
};
use columns::{LineType, STRUCTUREEJ, STRUCTUREET};
use encoding::Encoding;

/// Decodes a FINESS étalab CSV, calling `visit` with each legal person, site, reject and anomaly in the order
/// of the file. `file` names it in the locations.
///
/// # Errors
/// When the file cannot be read, and whatever `visit` returns, which stops the reading.
pub fn decode_csv<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    mut visit: impl FnMut(Event<FinessRecord<'_>>) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut lines = Lines::new(input);
    let (mut notes, mut summary) = (Notes::new(file), Summary::default());
    let (mut encoding, mut scratch) = (Encoding::Undetermined, Scratch::default());
    loop {
        let before = lines.number();
        let Some(line) = lines.next().map_err(|e| SourceError::reading(file, before, e))? else { break };
        notes.line = before + 1;
        let unended = matches!(line, Line::Unended(_));
        let text = text(&line, &mut encoding, &notes);
        let decoded = text.as_deref().map_err(Clone::clone).and_then(|text| split(text, &notes));
        match decoded {
            Ok(Split::Comment(date)) => summary.dated = summary.dated.or(date),
            Ok(Split::Ignored(name)) => summary.ignore(name),
            Ok(Split::Ej(fields)) => {
                let record = place(&fields, &STRUCTUREEJ);
                let ej = flat::ej(&record, &mut scratch, &mut notes).map(FinessRecord::Ej);
                deliver(ej, &mut notes, &mut summary, &mut visit)?;
            }
            Ok(Split::Et(fields)) => {
                let record = place(&fields, &STRUCTUREET);
                let eg = flat::eg(&record, &mut scratch, &mut notes).map(FinessRecord::Eg);
                deliver(eg, &mut notes, &mut summary, &mut visit)?;
            }
            Err(_) if unended => {
                return Err(SourceError::Truncated { file: file.to_string(), line: before }.into());
            }
            Err(defect) => deliver(Err(defect), &mut notes, &mut summary, &mut visit)?,
        }
    }
    summary.text_bytes = lines.bytes();
    Ok(summary)
}

/// One line, taken apart.
enum Split<'a> {
    /// `finess;etalab;111;2026-05-12`: the date of the file.
    Comment(Option<aiguilleur_domain::Date>),
    Ej(Vec<Cow<'a, str>>),
    Et(Vec<Cow<'a, str>>),
    Ignored(&'static str),
}

fn text<'a>(line: &Line<'a>, encoding: &mut Encoding, notes: &Notes) -> Result<Cow<'a, str>, Defect> {
    match line {
        Line::TooLong => Err(notes.defect("", Rule::LineTooLong, "ligne de plus de 1 Mio")),
        Line::Bytes(bytes) | Line::Unended(bytes) => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| notes.line == 1).unwrap_or(bytes);
            let invalid = || notes.defect("", Rule::Encoding, "la ligne n'est pas en UTF-8 comme les autres");
            encoding.text(bytes).ok_or_else(invalid)
        }
    }
}

fn split<'a>(text: &'a str, notes: &Notes) -> Result<Split<'a>, Defect> {
    let kind = text.split(';').next().unwrap_or_default();
    let fields = |shape: &LineType| {
        let mut fields = Vec::with_capacity(shape.most + 1);
        split_quoted(text, ';', shape.most + 1, &mut fields)
            .map_err(|_| notes.defect("", Rule::Quotes, "guillemets mal fermés"))?;
        // A separator behind the last field says nothing more.
        if fields.len() > shape.most && fields.last().is_some_and(|field| field.is_empty()) {
            fields.pop();
        }
        if (shape.fewest..=shape.most).contains(&fields.len()) {
            return Ok(fields);
        }
        let message = format!("{} champs, {} à {} attendus", fields.len(), shape.fewest, shape.most);
        Err(notes.defect("", Rule::FieldCount, message))
    };
    match kind {
        "structureet" => fields(&STRUCTUREET).map(Split::Et),
        "structureej" => fields(&STRUCTUREEJ).map(Split::Ej),
        "geolocalisation" => Ok(Split::Ignored("geolocalisation")),
        "finess" if notes.line == 1 => Ok(Split::Comment(text.rsplit(';').next().and_then(read_date))),
        "" if text.trim().is_empty() => Ok(Split::Ignored("ligne vide")),
        _ => Err(notes.defect(
            "",
            Rule::UnknownRecordType,
            "le premier champ n'est pas un type de ligne connu",
        )),
    }
}

fn place<'f>(fields: &'f [Cow<'_, str>], shape: &LineType) -> Record<'f> {
    let mut values = [None; FIELDS];
    for (at, field) in shape.places {
        values[*field as usize] = fields.get(*at).map(|text| &**text);
    }
    Record(values)
}
