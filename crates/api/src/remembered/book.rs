//! The book: text that answers have in common, to which what is kept of each refers.

/// How much of a text must be the same before the rest of it is compared.
pub(super) const WINDOW: usize = 16;

/// Room in the book for each place of it that can be found again.
const SPACING: usize = 64;

/// How far behind a difference the book and an answer may go on alike: a name, an address.
const DIFFERENCE: usize = 400;

/// A part of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) from: usize,
    pub(super) length: usize,
}

impl Passage {
    /// The same without its first bytes.
    pub(super) const fn without(self, first: usize) -> Self {
        Self { from: self.from + first, length: self.length - first }
    }

    /// The same with as many bytes before it.
    pub(super) const fn with(self, before: usize) -> Self {
        Self { from: self.from - before, length: self.length + before }
    }
}

/// Text, and where in it is found what begins alike. It only grows, up to its room.
pub(super) struct Book {
    text: Vec<u8>,
    /// By the first bits of what a window hashes to: one more than the place, or 0. The first that came stays, so that
    /// what stands together in one answer is found together.
    places: Box<[u32]>,
    /// How many bits the others are.
    other_bits: u32,
    room: usize,
}

impl Book {
    /// A book that takes at most `bytes`.
    pub(super) fn new(bytes: usize) -> Self {
        let places = (bytes / SPACING / 2 + 1).next_power_of_two();
        let room = bytes.saturating_sub(places * size_of::<u32>());
        let other_bits = u64::BITS - places.trailing_zeros();
        Self { text: Vec::new(), places: vec![0; places].into(), other_bits, room }
    }

    pub(super) fn has_room_for(&self, text: &[u8]) -> bool {
        text.len() <= self.room - self.text.len()
    }

    /// Writes `text` into the book, where there is room for all of it.
    pub(super) fn learn(&mut self, text: &[u8]) {
        if !self.has_room_for(text) {
            return;
        }
        let base = self.text.len();
        // As much as there will be, and no more, whatever it grows to.
        self.text.reserve_exact(if base == 0 { self.room } else { 0 });
        self.text.extend_from_slice(text);
        let mut at = 0;
        while let Some(begin) = next_value(text, at) {
            let place = self.place_of(&text[begin..]);
            if self.places[place] == 0 {
                self.places[place] = u32::try_from(base + begin + 1).unwrap_or(0);
            }
            at = begin + 1;
        }
    }

    /// The passage.
    pub(super) fn read(&self, passage: Passage) -> Option<&[u8]> {
        self.text.get(passage.from..passage.from.checked_add(passage.length)?)
    }

    /// The longest known passage that `text` begins with, where the last one ended at `last`.
    pub(super) fn find(&self, text: &[u8], last: usize) -> Option<Passage> {
        let behind = &self.text[last..self.text.len().min(last + DIFFERENCE)];
        let next = next_value(behind, 0).map(|at| self.passage(text, last + at));
        let known = self.places[self.place_of(text)].checked_sub(1).map(|at| self.passage(text, at as usize));
        // Of two, the one where the last one goes on: it is named in fewer bytes.
        let longest = known.into_iter().chain(next).max_by_key(|passage| passage.length)?;
        (longest.length >= WINDOW).then_some(longest)
    }

    fn passage(&self, text: &[u8], from: usize) -> Passage {
        Passage { from, length: common(text, &self.text[from..]) }
    }

    /// How many of the last bytes of `text` stand before `from`, too.
    pub(super) fn common_before(&self, text: &[u8], from: usize) -> usize {
        let pairs = text.iter().rev().zip(self.text[..from].iter().rev());
        pairs.take_while(|(one, other)| one == other).count()
    }

    /// Where the window at the beginning of `text` is looked up.
    fn place_of(&self, text: &[u8]) -> usize {
        let word = |at: usize| {
            text.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |word| u64::from_le_bytes(*word))
        };
        // The first bits of a product depend on all bits of its factors.
        let hash =
            (word(0).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word(8)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        hash.checked_shr(self.other_bits).and_then(|place| usize::try_from(place).ok()).unwrap_or(0)
    }
}

/// Whether a text of JSON begins at `at`.
fn begins(text: &[u8], at: usize) -> bool {
    text[at] == b'"' && matches!(text[at - 1], b',' | b'{' | b'[' | b':')
}

/// Where the next text of JSON begins in `text` from `at` on, with a window behind it.
pub(super) fn next_value(text: &[u8], at: usize) -> Option<usize> {
    let last = text.len().checked_sub(WINDOW)?;
    (at.max(1)..=last).find(|at| begins(text, *at))
}

/// Where the last text of JSON begins in `text` between `from` and `to`.
pub(super) fn last_value(text: &[u8], from: usize, to: usize) -> Option<usize> {
    (from.max(1)..to).rev().find(|at| begins(text, *at))
}

/// How many bytes two texts begin with alike.
fn common(one: &[u8], other: &[u8]) -> usize {
    let (ones, others) = (one.as_chunks::<WINDOW>().0, other.as_chunks::<WINDOW>().0);
    let whole = ones.iter().zip(others).take_while(|(one, other)| one == other).count() * WINDOW;
    let rest = one[whole..].iter().zip(&other[whole..]).take_while(|(one, other)| one == other).count();
    whole + rest
}
