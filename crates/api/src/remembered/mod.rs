//! Decisions lately answered, ready to be sent again: a customer's file is opened more than once a day.
//!
//! An answer depends on the generation, the day, the person and what was asked, and on nothing else; all of it is in
//! the key. What answers have in common is most of them, and stands in a [`Book`] once: an answer of fifteen thousand
//! bytes is kept in some four hundred.

mod asked;
mod book;
mod packed;

use std::sync::{PoisonError, RwLock};

use aiguilleur_store::Recent;
use axum::body::Bytes;

use crate::buffer::Buffer;
use book::Book;
use packed::{Packed, unpack};

pub(crate) use asked::Asked;

/// Of what there is room for, the book takes this part.
const BOOK: usize = 8;

/// A packed answer of more than this is made of what the book does not know, and is shown to it.
const UNLIKE: usize = 900;

/// Longest answer that the book takes as a whole; of a longer one, it takes what it does not know.
const WHOLE: usize = 20_000;

/// Shorter parts of an answer are not worth being shared.
const WORTH: usize = 256;

/// The answers of one generation on one day.
struct Edition {
    tag: String,
    answers: Recent,
    book: Book,
}

/// Answers lately given.
pub(crate) struct Remembered {
    bytes: usize,
    edition: RwLock<Edition>,
}

impl Edition {
    fn new(tag: &str, bytes: usize) -> Self {
        let of_book = bytes / BOOK;
        Self { tag: tag.to_owned(), answers: Recent::new(bytes - of_book), book: Book::new(of_book) }
    }

    fn get(&self, asked: &Asked) -> Option<Bytes> {
        let unpacked = |record: &[u8]| {
            let mut answer = Buffer::new();
            unpack(&self.book, record.get(asked.key().len()..)?, &mut answer)?;
            Some(answer.freeze())
        };
        self.answers.get(asked.key(), unpacked)?
    }

    /// Keeps an answer; gives it back packed where the book ought to be shown it before.
    fn put(&self, asked: &Asked, answer: &[u8], known: Known) -> Result<(), Packed> {
        let packed = Packed::new(&self.book, answer);
        if known == Known::Perhaps && packed.bytes.len() > UNLIKE && self.book.has_room_for(answer) {
            return Err(packed);
        }
        self.answers.put(asked.key(), &packed.bytes);
        Ok(())
    }

    /// Shows the book an answer.
    fn learn(&mut self, answer: &[u8], packed: &Packed) {
        if answer.len() <= WHOLE {
            return self.book.learn(answer);
        }
        let mut at = 0;
        for (begin, passage) in packed.known.iter().filter(|(_, passage)| passage.length >= WORTH) {
            self.book.learn(Some(&answer[at..*begin]).filter(|part| part.len() >= WORTH).unwrap_or_default());
            at = begin + passage.length;
        }
        self.book.learn(&answer[at..]);
    }
}

/// Whether the book has been shown an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Perhaps,
    Shown,
}

impl Remembered {
    /// Takes at most `bytes`; nothing when there are none.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { bytes, edition: RwLock::new(Edition::new("", bytes)) }
    }

    /// The answer to what is asked of the generation and the day that `tag` names.
    pub(crate) fn get(&self, tag: &str, asked: &Asked) -> Option<Bytes> {
        let edition = self.edition.read().unwrap_or_else(PoisonError::into_inner);
        if edition.tag == tag { edition.get(asked) } else { None }
    }

    /// Keeps an answer, where there is room for it or it was asked for before. An edition of another tag is let go.
    pub(crate) fn put(&self, tag: &str, asked: &Asked, answer: &[u8]) {
        if self.bytes == 0 {
            return;
        }
        {
            let edition = self.edition.read().unwrap_or_else(PoisonError::into_inner);
            if edition.tag == tag
                && (!edition.answers.admits(asked.key())
                    || edition.put(asked, answer, Known::Perhaps).is_ok())
            {
                return;
            }
        }
        let mut edition = self.edition.write().unwrap_or_else(PoisonError::into_inner);
        if edition.tag != tag {
            *edition = Edition::new(tag, self.bytes);
        }
        if let Err(packed) = edition.put(asked, answer, Known::Perhaps) {
            edition.learn(answer, &packed);
            // What it still does not know, it had no room for.
            let _kept_or_too_long = edition.put(asked, answer, Known::Shown);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use aiguilleur_directory::DecisionRequest;

    use super::*;

    fn asked(as_of: Option<&str>) -> Asked {
        let as_of = as_of.map(|day| day.parse().unwrap());
        let request = DecisionRequest { as_of, ..DecisionRequest::default() };
        Asked::new("899700000104".parse().unwrap(), &request).unwrap()
    }

    /// Some thousand people, of whom each has a name, and all the same rule.
    fn of(number: usize) -> (Asked, String) {
        let id = format!("0{number:09}").parse().unwrap();
        let rule = "une règle que tous ont ".repeat(100);
        let answer =
            format!(r#"{{"id":"{id}","rule":{{"id":"R","citations":["{rule}"]}},"last":"{number}"}}"#);
        (Asked::new(id, &DecisionRequest::default()).unwrap(), answer)
    }

    #[test]
    fn an_answer_is_remembered_for_what_was_asked_and_for_its_edition() {
        let remembered = Remembered::new(1 << 20);
        remembered.put("a", &asked(None), b"answer");
        assert_eq!(remembered.get("a", &asked(None)).unwrap(), "answer");
        assert_eq!(remembered.get("a", &asked(Some("2026-11-20"))), None);
        assert_eq!(remembered.get("b", &asked(None)), None);
        remembered.put("b", &asked(None), b"another");
        assert_eq!(remembered.get("b", &asked(None)).unwrap(), "another");
        assert_eq!(remembered.get("a", &asked(None)), None, "an edition that is gone");
    }

    #[test]
    fn nothing_is_remembered_where_there_is_no_room() {
        let remembered = Remembered::new(0);
        remembered.put("a", &asked(None), b"answer");
        assert_eq!(remembered.get("a", &asked(None)), None);
    }

    #[test]
    fn what_is_common_is_kept_once() {
        const BYTES: usize = 1 << 20;
        let remembered = Remembered::new(BYTES);
        (0..3000).map(of).for_each(|(asked, answer)| remembered.put("a", &asked, answer.as_bytes()));
        let all = (0..3000).map(of).inspect(|(asked, answer)| {
            assert_eq!(remembered.get("a", asked).unwrap(), answer.as_bytes());
        });
        assert!(all.map(|(_, answer)| answer.len()).sum::<usize>() > 5 * BYTES);
    }

    #[test]
    fn a_long_answer_is_known_by_what_others_have_of_it() {
        let remembered = Remembered::new(4 << 20);
        let site = |number| format!(r#",{{"kind":"finess_geographique","value":"{number:09}"}}"#);
        let sites: String = (0..2000).map(site).collect();
        let long = |name: &str| format!(r#"{{"family_name":"{name}","options":["first"{sites}]}}"#);
        let (one, other) = (long("VAUQUELIN"), long("LE"));
        remembered.put("a", &asked(None), one.as_bytes());
        remembered.put("a", &asked(Some("2026-11-20")), other.as_bytes());
        assert_eq!(remembered.get("a", &asked(None)).unwrap(), one);
        assert_eq!(remembered.get("a", &asked(Some("2026-11-20"))).unwrap(), other);
        // Where it is preceded by what begins alike, too.
        let third = format!("[{},{other}]", site(7));
        let edition = remembered.edition.read().unwrap();
        assert!(Packed::new(&edition.book, third.as_bytes()).bytes.len() < 200);
    }
}
