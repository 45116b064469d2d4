//! An answer packed: its own bytes, and between them passages of the book.
//!
//! The length of the answer; then, in turn, bytes of its own (their number before them) and a passage (its length, and
//! how far behind the last one it begins). Numbers are of variable length, seven bits a byte.

use super::book::{Book, Passage, WINDOW, last_value, next_value};

/// What is behind a front.
type Behind<'a, T> = Option<(T, &'a [u8])>;

/// A packed answer, and the parts of it that the book knows, in order.
pub(super) struct Packed {
    pub(super) bytes: Vec<u8>,
    pub(super) known: Vec<(usize, Passage)>,
}

impl Packed {
    /// Packs `answer`, with the passages that `book` has.
    pub(super) fn new(book: &Book, answer: &[u8]) -> Self {
        let mut packed = Self { bytes: Vec::with_capacity(1 << 10), known: Vec::with_capacity(1 << 7) };
        packed.number(answer.len());
        let (mut at, mut own, mut last) = (0, 0, 0);
        while let Some(begin) = next_value(answer, at) {
            let found = book.find(&answer[begin..], last);
            let Some(found) = found.filter(|found| begin + found.length >= own + WINDOW) else {
                at = begin + 1;
                continue;
            };
            let passage = match own.checked_sub(begin) {
                // The last passage holds its beginning.
                Some(held) => found.without(held),
                None => found.with(book.common_before(&answer[own..begin], found.from)),
            };
            let end = begin + found.length;
            let begin = end - passage.length;
            packed.own(&answer[own..begin]);
            packed.number(passage.length);
            packed.distance(passage.from, last);
            packed.known.push((begin, passage));
            last = passage.from + passage.length;
            own = end;
            // The text in which they differ may be known from elsewhere, and go on there.
            at = last_value(answer, begin + 1, end).unwrap_or(end);
        }
        packed.own(&answer[own..]);
        packed
    }

    fn number(&mut self, mut number: usize) {
        while number > 0x7F {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    fn own(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// Backward or forward: the last bit says which.
    fn distance(&mut self, from: usize, last: usize) {
        self.number(from.abs_diff(last) << 1 | usize::from(from < last));
    }
}

fn number(packed: &[u8]) -> Behind<'_, usize> {
    let (mut number, mut shift) = (0_usize, 0);
    for (index, byte) in packed.iter().enumerate() {
        number |= usize::from(byte & 0x7F).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((number, &packed[index + 1..]));
        }
        shift += 7;
    }
    None
}

/// Writes the answer that was packed with what `book` had then, and has still. `None` when these are not its bytes.
pub(super) fn unpack(book: &Book, packed: &[u8], answer: &mut Vec<u8>) -> Option<()> {
    let (whole, mut packed) = number(packed)?;
    answer.reserve(whole);
    let mut last = 0_usize;
    loop {
        let (own, behind) = number(packed)?;
        let (own, behind) = behind.split_at_checked(own)?;
        answer.extend_from_slice(own);
        if behind.is_empty() {
            return Some(());
        }
        let (length, behind) = number(behind)?;
        let (distance, behind) = number(behind)?;
        let away = distance >> 1;
        let from = if distance & 1 == 0 { last.checked_add(away) } else { last.checked_sub(away) }?;
        let passage = Passage { from, length };
        answer.extend_from_slice(book.read(passage)?);
        last = from + length;
        packed = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str =
        r#"{"family_name":"VAUQUELIN","recommendation":{"status":"unique","decision":0},"forms":[]}"#;
    const LIKE_IT: &str =
        r#"{"family_name":"LE","recommendation":{"status":"unique","decision":0},"forms":[1]}"#;

    fn known(text: &str) -> Book {
        let mut book = Book::new(1 << 20);
        book.learn(text.as_bytes());
        book
    }

    /// Bytes that it takes.
    fn check(book: &Book, answer: &[u8]) -> usize {
        let unpacked = |packed: &[u8]| {
            let mut answer = Vec::new();
            unpack(book, packed, &mut answer).map(|()| answer)
        };
        let packed = Packed::new(book, answer).bytes;
        assert_eq!(unpacked(&packed).as_deref(), Some(answer), "{}", String::from_utf8_lossy(answer));
        for length in 0..packed.len() {
            assert_ne!(unpacked(&packed[..length]).as_deref(), Some(answer), "cut short");
        }
        packed.len()
    }

    #[test]
    fn what_is_known_is_referred_to() {
        let book = known(FIRST);
        assert!(check(&book, FIRST.as_bytes()) < 12);
        assert!(check(&book, LIKE_IT.as_bytes()) < LIKE_IT.len() / 2);
        assert!(check(&known(""), FIRST.as_bytes()) <= FIRST.len() + 4);
        let longer = format!("[{FIRST},{LIKE_IT},{FIRST}]");
        assert!(check(&book, longer.as_bytes()) < longer.len() / 3, "backward and forward");
    }

    #[test]
    fn any_bytes_come_back() {
        let book = known(&FIRST.repeat(300));
        for text in ["", "\"", "no JSON at all, but long enough", &FIRST[..15], &"\"".repeat(100)] {
            check(&book, text.as_bytes());
        }
        check(&book, FIRST.repeat(301).as_bytes());
        check(&book, &(0..=u8::MAX).collect::<Vec<u8>>());
    }

    #[test]
    fn a_full_book_learns_nothing_more() {
        let mut book = Book::new(64 << 10);
        while book.has_room_for(FIRST.as_bytes()) {
            book.learn(FIRST.as_bytes());
        }
        book.learn(LIKE_IT.as_bytes());
        assert!(check(&book, LIKE_IT.as_bytes()) > 12);
    }
}
