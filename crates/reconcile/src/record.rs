//! A client record, as it was read: texts of the client's, nothing understood yet.

use std::sync::Arc;

use aiguilleur_certificate::has_private_key;
use aiguilleur_resolver::IdentifierKind;
use serde_json::Value;

use crate::field::Field;

/// A client record. A field that the file does not have, or leaves empty, is empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClientRecord {
    /// Position: the line of a file, the rank in a JSON array.
    pub line: u64,
    /// The client's own number.
    pub client_id: String,
    /// RPPS, ADELI or idNat PP.
    pub rpps: String,
    /// Whole name.
    pub name: String,
    /// Nom de famille, as on file.
    pub family_name: String,
    /// Prénom, as on file.
    pub given_name: String,
    /// Identifier of the structure.
    pub identifier: String,
    /// Identifiers in columns that say their kind.
    pub typed: Vec<(IdentifierKind, String)>,
    /// What kind `identifier` is said to be.
    pub identifier_kind: String,
    /// Code of a couloir, as on file.
    pub couloir: String,
    /// Usages, separated by commas, spaces, `+`, `|` or `;`.
    pub usages: String,
    /// Certificate: a path or inline PEM.
    pub certificate: String,
    /// Ville, as on file.
    pub city: String,
    /// Code postal, as on file.
    pub postcode: String,
    /// Telephone.
    pub phone: String,
    /// E-mail, an MSSanté address too.
    pub email: String,
    /// Code or label, as on file.
    pub profession: String,
    /// The other columns, in their order.
    pub carried: Vec<(Arc<str>, Value)>,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableRecord {
    /// Position in the file.
    pub line: u64,
    /// The client's own number, where it can still be read.
    pub client_id: String,
    /// Why, in one French sentence.
    pub why: String,
}

/// A record, or why there is none.
pub type Row = Result<ClientRecord, UnreadableRecord>;

impl ClientRecord {
    /// Takes the text of a field. The first column of a field wins where several bear its name.
    pub fn set(&mut self, field: Field, text: String) {
        let text = if field != Field::ClientId && is_void(&text) { String::new() } else { text };
        let place = match field {
            Field::ClientId => &mut self.client_id,
            Field::Rpps => &mut self.rpps,
            Field::Name => &mut self.name,
            Field::FamilyName => &mut self.family_name,
            Field::GivenName => &mut self.given_name,
            Field::Identifier => &mut self.identifier,
            Field::IdentifierKind => &mut self.identifier_kind,
            Field::Couloir => &mut self.couloir,
            Field::Usages => &mut self.usages,
            Field::Certificate => &mut self.certificate,
            Field::City => &mut self.city,
            Field::Postcode => &mut self.postcode,
            Field::Phone => &mut self.phone,
            Field::Email => &mut self.email,
            Field::Profession => &mut self.profession,
            Field::Typed(kind) => {
                if !text.is_empty() {
                    self.typed.push((kind, text));
                }
                return;
            }
        };
        if place.is_empty() {
            *place = text;
        }
    }

    /// Whether nothing of it can be looked for.
    pub(crate) fn is_blank(&self) -> bool {
        [&self.rpps, &self.name, &self.family_name, &self.identifier, &self.certificate]
            .into_iter()
            .all(String::is_empty)
            && self.typed.is_empty()
    }

    /// Family and given name, or the whole name.
    pub(crate) fn full_name(&self) -> String {
        let parts = [self.given_name.as_str(), self.family_name.as_str()];
        let joined: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if joined.is_empty() { self.name.clone() } else { joined.join(" ") }
    }

    /// Empties every field that holds a private key, but for the certificate's own, which is refused with its reason;
    /// whether there was one.
    pub(crate) fn remove_keys(&mut self) -> bool {
        let fields = [
            &mut self.client_id,
            &mut self.rpps,
            &mut self.name,
            &mut self.family_name,
            &mut self.given_name,
            &mut self.identifier,
            &mut self.identifier_kind,
            &mut self.couloir,
            &mut self.usages,
            &mut self.city,
            &mut self.postcode,
            &mut self.phone,
            &mut self.email,
            &mut self.profession,
        ];
        let typed = self.typed.iter_mut().map(|(_, text)| text);
        let mut found = fields.into_iter().chain(typed).fold(false, |found, text| remove_key(text) | found);
        for (_, value) in &mut self.carried {
            let key = match &*value {
                Value::Null | Value::Bool(_) | Value::Number(_) => false,
                Value::String(text) => holds_key(text),
                Value::Array(_) | Value::Object(_) => holds_key(&value.to_string()),
            };
            if key {
                *value = Value::Null;
            }
            found |= key;
        }
        found
    }

    /// What tells this client from another, from one night to the next.
    pub fn key(&self) -> &str {
        let typed = self.typed.first().map(|(_, text)| text);
        [
            Some(&self.client_id),
            Some(&self.rpps),
            Some(&self.identifier),
            typed,
            Some(&self.name),
            Some(&self.family_name),
        ]
        .into_iter()
        .flatten()
        .find(|text| !text.is_empty())
        .map_or("", String::as_str)
    }
}

/// Shorter texts hold no key.
const SHORTEST_KEY: usize = 60;

fn holds_key(text: &str) -> bool {
    text.len() >= SHORTEST_KEY && has_private_key(text.as_bytes())
}

/// Empties `text` if it holds a private key; whether it did.
pub(crate) fn remove_key(text: &mut String) -> bool {
    let found = holds_key(text);
    if found {
        text.clear();
    }
    found
}

/// What people and programs write for nothing.
const VOID: &[&str] = &["n/a", "#n/a", "na", "null", "none", "nan", "néant", "neant", "-", "--", "—", "0"];

fn is_void(text: &str) -> bool {
    VOID.contains(&text.to_lowercase().as_str())
}

/// A cell without what a spreadsheet puts around it: blanks of any kind, `="…"`.
pub(crate) fn cell(text: &str) -> &str {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'));
    let formula = trimmed.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"'));
    formula.unwrap_or(trimmed)
}
