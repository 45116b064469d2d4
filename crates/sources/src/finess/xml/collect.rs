//! The fields of one XML record, gathered by name as they come.

use crate::finess::flat::{FIELDS, Field, Record};

/// A record being read. Its memory serves the next one.
#[derive(Default)]
pub(super) struct Collected {
    text: String,
    spans: [Option<(usize, usize)>; FIELDS],
    open: Option<(Field, usize)>,
}

impl Collected {
    /// Forgets the last record.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.spans = Default::default();
        self.open = None;
    }

    /// An element starts.
    pub(super) fn start(&mut self, name: &str) {
        self.open = Field::named(name).map(|field| (field, self.text.len()));
    }

    /// Text of the element that is open.
    pub(super) fn push(&mut self, text: &str) {
        if self.open.is_some() {
            self.text.push_str(text);
        }
    }

    /// The element ends. Of a repeated element the first one is kept.
    pub(super) fn end(&mut self) {
        if let Some((field, from)) = self.open.take() {
            self.spans[field as usize].get_or_insert((from, self.text.len()));
        }
    }

    /// Bytes held.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// What was gathered.
    pub(super) fn record(&self) -> Record<'_> {
        Record(self.spans.map(|span| span.and_then(|(from, to)| self.text.get(from..to))))
    }
}
