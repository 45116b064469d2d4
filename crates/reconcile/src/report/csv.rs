//! Rows that Excel opens right: identifiers stay texts, and no text of the client's becomes a formula.

use aiguilleur_resolver::{Identifier, Severity};

use crate::answer::Reconciled;

/// Our columns, before the client's own.
const COLUMNS: &[&str] = &[
    "client_id",
    "verdict",
    "since",
    "severity",
    "findings",
    "message",
    "proposed",
    "proposed_kind",
    "proposed_id_nat_struct",
    "identifier",
    "identifier_kind",
    "matched_by",
    "matched_id",
    "matched_name",
    "score",
    "couloir",
    "outcome",
    "structure",
    "rule",
    "citation",
    "certificate_not_after",
    "resolved",
    "line",
    "client_key",
];

pub(super) fn head(carried: &[String]) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    let names = COLUMNS.iter().copied().chain(carried.iter().map(String::as_str));
    for (index, name) in names.enumerate() {
        if index > 0 {
            out.push(b';');
        }
        text(name, &mut out);
    }
    out.extend_from_slice(b"\r\n");
    out
}

pub(super) fn row(answer: &Reconciled, carried: &[String], out: &mut Vec<u8>) {
    let calling = || answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let codes: Vec<&str> = calling().map(|finding| finding.code.code()).collect();
    let messages: Vec<&str> = calling().map(|finding| finding.message.as_ref()).collect();
    let passage = calling().find_map(|finding| finding.citation);
    let resolved: Vec<&str> = answer.resolved.iter().map(|code| code.code()).collect();
    let matched = answer.matched.as_ref();
    let decision = answer.decision.as_ref();
    let mut cell = Cells { out, first: true };
    cell.text(answer.client_id.as_deref());
    cell.text(Some(answer.verdict.code()));
    cell.text(answer.since);
    cell.text(answer.severity().map(Severity::code));
    cell.text(Some(&codes.join(" ")));
    cell.text(Some(&messages.join(" ")));
    cell.identifier(answer.proposed.as_ref());
    cell.number(answer.proposed.as_ref().and_then(|identifier| identifier.id_nat_struct.as_deref()));
    cell.identifier(answer.identifier.as_ref());
    cell.text(matched.map(|matched| matched.by));
    cell.number(matched.map(|matched| matched.id.as_str()));
    cell.text(matched.map(|matched| matched.name.as_str()));
    cell.text(matched.map(|matched| matched.score.to_string()).as_deref());
    cell.text(decision.and_then(|decision| decision.couloir).map(aiguilleur_resolver::Couloir::code));
    cell.text(decision.map(|decision| decision.outcome.code()));
    cell.text(decision.map(|decision| decision.structure.as_str()));
    cell.text(decision.map(|decision| decision.rule));
    cell.text(passage.map(|passage| format!("{} : {}", passage.document, passage.quote)).as_deref());
    cell.text(
        answer.certificates.iter().map(|read| read.not_after).min().map(|day| day.to_string()).as_deref(),
    );
    cell.text(Some(&resolved.join(" ")));
    cell.text(Some(&answer.line.to_string()));
    cell.text(answer.client_key.as_deref());
    for name in carried {
        let value = answer.carried.0.iter().find(|(known, _)| known.as_ref() == name);
        cell.text(value.and_then(|(_, value)| value.as_str()));
    }
    out.extend_from_slice(b"\r\n");
}

struct Cells<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl Cells<'_> {
    fn next(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b';');
        }
    }

    fn text(&mut self, value: Option<&str>) {
        self.next();
        text(value.unwrap_or_default(), self.out);
    }

    fn identifier(&mut self, identifier: Option<&Identifier>) {
        self.number(identifier.and_then(|identifier| identifier.value.as_deref()));
        self.text(identifier.map(|identifier| identifier.kind.code()));
    }

    /// A number of ours, as the formula that Excel shows in full: a bare one would lose its last digits.
    fn number(&mut self, value: Option<&str>) {
        self.next();
        if let Some(value) = value {
            self.out.extend_from_slice(b"\"=\"\"");
            self.out.extend(value.bytes().filter(u8::is_ascii_alphanumeric));
            self.out.extend_from_slice(b"\"\"\"");
        }
    }
}

/// A text, quoted where needed, and with an apostrophe before what a spreadsheet would take for a formula.
fn text(value: &str, out: &mut Vec<u8>) {
    let live =
        value.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    let quoted = live || value.contains([';', '"', '\n', '\r', '\t']) || value != value.trim();
    if !quoted {
        out.extend_from_slice(value.as_bytes());
        return;
    }
    out.push(b'"');
    if live {
        out.push(b'\'');
    }
    for byte in value.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_texts_quoted() {
        for (value, expect) in [
            ("Rouen", "Rouen"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("-2+3", "\"'-2+3\""),
            ("a;b", "\"a;b\""),
            ("@x", "\"'@x\""),
            ("", ""),
        ] {
            let mut out = Vec::new();
            text(value, &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expect, "{value}");
        }
    }
}
