//! An answer as a row of texts: what CSV and Parquet hold, in the same columns.

use std::borrow::Cow;

use aiguilleur_columnar::Kind;
use aiguilleur_resolver::{Couloir, Severity};

use crate::answer::Reconciled;

/// What a column holds, as far as a format cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Text,
    /// An identifier: digits that are no quantity.
    Number,
    Quantity,
    Day,
}

impl Style {
    /// How Parquet stores it.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Text | Self::Number => Kind::Text,
            Self::Quantity => Kind::Integer,
            Self::Day => Kind::Date,
        }
    }
}

/// Our columns, before the client's own.
pub(super) const COLUMNS: &[(&str, Style)] = &[
    ("client_id", Style::Text),
    ("verdict", Style::Text),
    ("since", Style::Text),
    ("severity", Style::Text),
    ("findings", Style::Text),
    ("message", Style::Text),
    ("proposed", Style::Number),
    ("proposed_kind", Style::Text),
    ("proposed_id_nat_struct", Style::Number),
    ("identifier", Style::Number),
    ("identifier_kind", Style::Text),
    ("matched_by", Style::Text),
    ("matched_id", Style::Number),
    ("matched_name", Style::Text),
    ("score", Style::Quantity),
    ("couloir", Style::Text),
    ("outcome", Style::Text),
    ("structure", Style::Text),
    ("rule", Style::Text),
    ("citation", Style::Text),
    ("certificate_not_after", Style::Day),
    ("resolved", Style::Text),
    ("line", Style::Quantity),
    ("client_key", Style::Text),
];

/// The texts of [`COLUMNS`], then of the client's own.
pub(super) fn cells<'a>(answer: &'a Reconciled, carried: &[String]) -> Vec<Option<Cow<'a, str>>> {
    let calling = || answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let passage = calling().find_map(|finding| finding.citation);
    let (proposed, identifier) = (answer.proposed.as_ref(), answer.identifier.as_ref());
    let (matched, decision) = (answer.matched.as_ref(), answer.decision.as_ref());
    let not_after = answer.certificates.iter().map(|read| read.not_after).min();
    let mut row = Vec::with_capacity(COLUMNS.len() + carried.len());
    row.extend([
        answer.client_id.as_deref().map(Cow::Borrowed),
        Some(answer.verdict.code().into()),
        answer.since.map(Cow::Borrowed),
        answer.severity().map(|severity| severity.code().into()),
        joined(calling().map(|finding| finding.code.code())),
        joined(calling().map(|finding| finding.message.as_ref())),
        proposed.and_then(|known| known.value.as_deref()).map(Cow::Borrowed),
        proposed.map(|known| known.kind.code().into()),
        proposed.and_then(|known| known.id_nat_struct.as_deref()).map(Cow::Borrowed),
        identifier.and_then(|known| known.value.as_deref()).map(Cow::Borrowed),
        identifier.map(|known| known.kind.code().into()),
        matched.map(|matched| matched.by.into()),
        matched.map(|matched| matched.id.as_str().into()),
        matched.map(|matched| matched.name.as_str().into()),
        matched.map(|matched| matched.score.to_string().into()),
        decision.and_then(|decision| decision.couloir).map(|couloir| Couloir::code(couloir).into()),
        decision.map(|decision| decision.outcome.code().into()),
        decision.map(|decision| decision.structure.as_str().into()),
        decision.map(|decision| decision.rule.into()),
        passage.map(|passage| format!("{} : {}", passage.document, passage.quote).into()),
        not_after.map(|day| day.to_string().into()),
        joined(answer.resolved.iter().map(|code| code.code())),
        Some(answer.line.to_string().into()),
        answer.client_key.as_deref().map(Cow::Borrowed),
    ]);
    for (index, name) in carried.iter().enumerate() {
        // A delimited file's columns come in the order of its header.
        let there = answer.carried.0.get(index).filter(|(known, _)| known.as_ref() == name);
        let value = there.or_else(|| answer.carried.0.iter().find(|(known, _)| known.as_ref() == name));
        row.push(value.and_then(|(_, value)| value.as_str()).map(Cow::Borrowed));
    }
    row
}

/// Words with a space between; nothing when there are none.
fn joined<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<Cow<'a, str>> {
    let first = words.next()?;
    let Some(second) = words.next() else { return Some(first.into()) };
    let mut text = format!("{first} {second}");
    for word in words {
        text.push(' ');
        text.push_str(word);
    }
    Some(text.into())
}
