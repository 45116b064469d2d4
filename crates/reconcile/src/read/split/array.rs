//! Where an element of a JSON array ends: it counts brackets and strings, and reads no value.

use super::{Flaw, Found};

/// How far the array was understood.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ArrayScan {
    begun: bool,
    over: bool,
    rest_reported: bool,
    depth: u32,
    string: bool,
    escaped: bool,
}

impl ArrayScan {
    pub(super) fn look(&mut self, record: &[u8], looked: usize, last: bool) -> Found {
        if self.over {
            return self.rest(record, last);
        }
        for (at, &byte) in record.iter().enumerate().skip(looked) {
            let begun = self.begun;
            if self.byte(byte) {
                // Text before the array is no element.
                let end = if begun { at } else { 0 };
                return Found::End { end, next: at + 1, flaw: None };
            }
        }
        if last {
            self.over = true;
            self.rest_reported = true;
            return Found::End { end: record.len(), next: record.len(), flaw: Some(Flaw::Truncated) };
        }
        Found::Wait
    }

    /// What follows the array: nothing, or one complaint.
    fn rest(&mut self, record: &[u8], last: bool) -> Found {
        let blank = record.trim_ascii().is_empty();
        let flaw = (!blank && !std::mem::replace(&mut self.rest_reported, true)).then_some(Flaw::AfterTheEnd);
        if record.is_empty() || (blank && !last) {
            return Found::Wait;
        }
        let end = if flaw.is_some() { record.len() } else { 0 };
        Found::End { end, next: record.len(), flaw }
    }

    /// Whether `byte` ends an element, or opens the array.
    fn byte(&mut self, byte: u8) -> bool {
        if !self.begun {
            self.begun = byte == b'[';
            return self.begun;
        }
        if self.string {
            match byte {
                _ if std::mem::take(&mut self.escaped) => {}
                b'\\' => self.escaped = true,
                b'"' => self.string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.string = true,
            b'{' | b'[' => self.depth += 1,
            b']' if self.depth == 0 => {
                self.over = true;
                return true;
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b',' => return self.depth == 0,
            _ => {}
        }
        false
    }
}
