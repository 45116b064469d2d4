//! Where a record of separated fields ends: at the line end that is inside no quoted field.

use super::{Flaw, Found};

/// How far the record under way was understood.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FieldScan {
    quoted: bool,
    /// Behind a quote that closes the field, unless a second one follows.
    after_quote: bool,
    in_field: bool,
    /// The first line end inside a quoted field.
    pub(super) first_line_end: Option<usize>,
}

impl FieldScan {
    pub(super) fn look(
        &mut self,
        record: &[u8],
        looked: usize,
        delimiter: u8,
        last: bool,
        any_line_end: bool,
    ) -> Found {
        for (at, &byte) in record.iter().enumerate().skip(looked) {
            if byte == b'\n' && (any_line_end || !self.quoted) {
                return Found::End { end: at, next: at + 1, flaw: None };
            }
            if let Some(end) = self.byte(at, byte, delimiter) {
                return Found::End { end, next: end + 1, flaw: Some(Flaw::UnclosedQuote) };
            }
        }
        match (last, self.quoted, self.first_line_end) {
            (true, true, Some(end)) => Found::End { end, next: end + 1, flaw: Some(Flaw::UnclosedQuote) },
            (true, quoted, _) if !record.is_empty() => Found::End {
                end: record.len(),
                next: record.len(),
                flaw: quoted.then_some(Flaw::UnclosedQuote),
            },
            _ => Found::Wait,
        }
    }

    /// Takes one byte; gives the end of the first line when the quoted field turns out never to have closed:
    /// a closing quote is followed by a separator, or the quote was no closing one.
    fn byte(&mut self, at: usize, byte: u8, delimiter: u8) -> Option<usize> {
        if self.quoted {
            if byte == b'"' {
                self.quoted = false;
                self.after_quote = true;
            } else if byte == b'\n' {
                self.first_line_end.get_or_insert(at);
            }
            return None;
        }
        if std::mem::take(&mut self.after_quote) {
            match byte {
                b'"' => self.quoted = true,
                b'\r' | b' ' => self.after_quote = true,
                _ if byte == delimiter => self.in_field = false,
                _ => return self.first_line_end,
            }
            return None;
        }
        match byte {
            _ if byte == delimiter => self.in_field = false,
            b'"' if !self.in_field => {
                self.quoted = true;
                self.in_field = true;
            }
            _ => self.in_field = true,
        }
        None
    }
}

/// The fields of one record, unquoted; `fields` is reused from record to record.
pub(crate) fn fields(record: &[u8], delimiter: u8, fields: &mut Vec<Vec<u8>>) -> usize {
    let mut count = 0;
    let mut rest = record.strip_suffix(b"\r").unwrap_or(record);
    loop {
        if fields.len() == count {
            fields.push(Vec::new());
        }
        let field = &mut fields[count];
        field.clear();
        let used = match rest.strip_prefix(b"\"") {
            Some(quoted) => 1 + unquote(quoted, delimiter, field),
            None => {
                let end = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
                field.extend_from_slice(&rest[..end]);
                end
            }
        };
        count += 1;
        match rest.get(used) {
            Some(_) => rest = &rest[used + 1..],
            None => return count,
        }
    }
}

/// Copies a quoted field and what may stand between its quote and the separator; gives what it took.
fn unquote(text: &[u8], delimiter: u8, field: &mut Vec<u8>) -> usize {
    let mut at = 0;
    while let Some(quote) = memchr::memchr(b'"', &text[at..]).map(|found| at + found) {
        field.extend_from_slice(&text[at..quote]);
        at = quote + 1;
        if text.get(at) != Some(&b'"') {
            let end = memchr::memchr(delimiter, &text[at..]).map_or(text.len(), |found| at + found);
            field.extend_from_slice(&text[at..end]);
            return end;
        }
        field.push(b'"');
        at += 1;
    }
    field.extend_from_slice(&text[at..]);
    text.len()
}
