//! One record: from its bytes to its fields. Each is decoded by itself, so that a file may mix encodings.

use std::{borrow::Cow, sync::Arc};

use encoding_rs::WINDOWS_1252;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::{
    layout::Layout,
    split::{Chunk, Cut, Shape, delimited_fields},
    table,
};
use crate::{
    field::Field,
    record::{ClientRecord, Row, UnreadableRecord, cell},
};

/// Most names of JSON members that are remembered and reported.
const MAX_KEYS: usize = 500;

/// Decodes the records of one stream; one a thread.
#[derive(Debug)]
pub struct Decoder<'l> {
    layout: &'l Layout,
    scratch: Vec<Vec<u8>>,
    keys: FxHashMap<String, (Arc<str>, Option<Field>)>,
    legacy: bool,
}

/// The text of bytes that should be UTF-8, and whether they are Windows-1252 instead.
pub(super) fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

/// The text that was read as Windows-1252 and written again as UTF-8, which turns « é » into « Ã© ».
pub(super) fn once(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â']) {
        return None;
    }
    let (bytes, _, lost) = WINDOWS_1252.encode(text);
    if lost { None } else { String::from_utf8(bytes.into_owned()).ok() }
}

impl<'l> Decoder<'l> {
    /// A decoder for records of `layout`.
    pub fn new(layout: &'l Layout) -> Self {
        Self { layout, scratch: Vec::new(), keys: FxHashMap::default(), legacy: false }
    }

    /// The records of `chunk`, in their order.
    pub fn rows<'a>(&'a mut self, chunk: &'a Chunk) -> impl Iterator<Item = Row> + 'a {
        chunk.cuts.iter().map(move |cut| self.row(chunk, cut))
    }

    /// The names met in JSON records, sorted, and whether a record was Windows-1252.
    pub(crate) fn met(&self) -> (Vec<(String, Option<Field>)>, bool) {
        let mut keys: Vec<_> = self.keys.iter().map(|(name, (_, field))| (name.clone(), *field)).collect();
        keys.sort();
        (keys, self.legacy)
    }

    fn row(&mut self, chunk: &Chunk, cut: &Cut) -> Row {
        let bytes = &chunk.bytes[cut.start..cut.end];
        let unreadable = |client_id: String, why: String| UnreadableRecord { line: cut.line, client_id, why };
        if let Some(flaw) = cut.flaw {
            return Err(unreadable(self.client_id(bytes), flaw.message().to_owned()));
        }
        let record = match self.layout.shape {
            Some(Shape::Delimited(separator)) => self.delimited(bytes, separator),
            Some(Shape::Lines | Shape::Array) => self.json(bytes),
            None => Ok(self.cells(bytes)),
        };
        match record {
            Ok(record) => Ok(ClientRecord { line: cut.line, ..record }),
            Err(why) => Err(unreadable(self.client_id(bytes), why)),
        }
    }

    /// The client's own number on a line that is no record: needed to correct the file.
    fn client_id(&mut self, bytes: &[u8]) -> String {
        let Some(at) = self.layout.columns.iter().position(|(_, field)| *field == Some(Field::ClientId))
        else {
            return String::new();
        };
        let separator = match self.layout.shape {
            Some(Shape::Delimited(separator)) => separator,
            Some(Shape::Lines | Shape::Array) => return String::new(),
            None => {
                let number = table::cells(bytes).nth(at).flatten();
                return number.map_or_else(String::new, |number| cell(number).to_owned());
            }
        };
        let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
        let count = delimited_fields(first_line, separator, &mut self.scratch);
        if at >= count { String::new() } else { cell(&text(&self.scratch[at]).0).to_owned() }
    }

    fn delimited(&mut self, bytes: &[u8], separator: u8) -> Result<ClientRecord, String> {
        let count = delimited_fields(bytes, separator, &mut self.scratch);
        let columns = &self.layout.columns;
        let overflow =
            self.scratch[..count].iter().skip(columns.len()).any(|field| !field.trim_ascii().is_empty());
        if count < self.layout.needed || overflow {
            return Err(format!("Cette ligne a {count} colonnes, l'en-tête en a {}.", columns.len()));
        }
        let mut record = ClientRecord::default();
        for (bytes, (name, field)) in self.scratch[..count].iter().zip(columns) {
            let (text, legacy) = text(bytes);
            self.legacy |= legacy;
            match field {
                Some(field) => record.set(*field, self.layout.repaired(cell(&text)).into_owned()),
                None => {
                    let text = self.layout.repaired(cell(&text)).into_owned();
                    record.carried.push((Arc::clone(name), Value::String(text)));
                }
            }
        }
        Ok(record)
    }

    fn cells(&self, bytes: &[u8]) -> ClientRecord {
        let mut record = ClientRecord::default();
        for (text, (name, field)) in table::cells(bytes).zip(&self.layout.columns) {
            match (field, text) {
                (Some(field), text) => record.set(*field, cell(text.unwrap_or_default()).to_owned()),
                (None, Some(text)) => record.carried.push((Arc::clone(name), Value::String(text.to_owned()))),
                (None, None) => record.carried.push((Arc::clone(name), Value::Null)),
            }
        }
        record
    }

    fn json(&mut self, bytes: &[u8]) -> Result<ClientRecord, String> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let (text, legacy) = text(bytes);
        self.legacy |= legacy;
        let members: Map<String, Value> = serde_json::from_str(&text)
            .map_err(|error| format!("Ce n'est pas un objet JSON : colonne {}.", error.column()))?;
        let mut record = ClientRecord::default();
        for (name, value) in members {
            let (name, field) = self.key(&name);
            match field {
                Some(field) => record.set(field, plain(&name, value)?),
                None => record.carried.push((name, value)),
            }
        }
        Ok(record)
    }

    fn key(&mut self, name: &str) -> (Arc<str>, Option<Field>) {
        if let Some(known) = self.keys.get(name) {
            return known.clone();
        }
        let known: (Arc<str>, _) = (name.into(), self.layout.map.field(name));
        if self.keys.len() < MAX_KEYS {
            self.keys.insert(name.to_owned(), known.clone());
        }
        known
    }
}

/// The text of a JSON value that a field holds: a number as written, a list with commas.
fn plain(name: &str, value: Value) -> Result<String, String> {
    Ok(match value {
        Value::Null => String::new(),
        Value::String(text) => cell(&text).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let texts: Result<Vec<String>, String> =
                items.into_iter().map(|item| plain(name, item)).collect();
            texts?.join(",")
        }
        Value::Bool(_) | Value::Object(_) => {
            return Err(format!("Le champ « {name} » doit être un texte."));
        }
    })
}
