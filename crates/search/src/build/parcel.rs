//! Documents on their way to a writing thread: their texts and numbers, read in the order in which they were put in.
//!
//! What the import lends for a moment is copied once, behind one another, so that bringing it to its form is the
//! writing thread's work.

#[derive(Default)]
pub(super) struct Parcel {
    text: String,
    ends: Vec<usize>,
    numbers: Vec<u64>,
    documents: usize,
}

impl Parcel {
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn number(&mut self, number: u64) {
        self.numbers.push(number);
    }

    /// Length prefix: the number of items that follow.
    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub(super) const fn end_document(&mut self) {
        self.documents += 1;
    }

    pub(super) const fn documents(&self) -> usize {
        self.documents
    }

    pub(super) const fn open(&self) -> Opened<'_> {
        Opened { parcel: self, texts: 0, numbers: 0 }
    }
}

/// A parcel being read.
pub(super) struct Opened<'p> {
    parcel: &'p Parcel,
    texts: usize,
    numbers: usize,
}

impl<'p> Opened<'p> {
    pub(super) fn text(&mut self) -> &'p str {
        let ends = &self.parcel.ends;
        let start = self.texts.checked_sub(1).map_or(0, |before| ends[before]);
        let end = ends[self.texts];
        self.texts += 1;
        &self.parcel.text[start..end]
    }

    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.parcel.numbers[self.numbers - 1]
    }

    pub(super) fn count(&mut self) -> usize {
        usize::try_from(self.number()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Parcel;

    #[test]
    fn comes_out_as_it_went_in() {
        let mut parcel = Parcel::default();
        for (text, number) in [("le havre", 2), ("", 0), ("é", u64::MAX)] {
            parcel.text(text);
            parcel.number(number);
            parcel.end_document();
        }
        let mut opened = parcel.open();
        let found: Vec<_> = (0..parcel.documents()).map(|_| (opened.text(), opened.number())).collect();
        assert_eq!(found, [("le havre", 2), ("", 0), ("é", u64::MAX)]);
    }
}
