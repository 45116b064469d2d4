//! Decisions lately answered, ready to be sent again: a customer's file is opened more than once a day.
//!
//! An answer depends on the generation, the day, the person and what was asked, and on nothing else; all of it is in
//! the key. What answers have in common (the passages that rules rest on) is kept once.

mod pieces;

use std::{
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use aiguilleur_directory::DecisionRequest;
use aiguilleur_domain::IdNatPp;
use aiguilleur_store::Recent;
use axum::body::Bytes;

use pieces::{Fragments, Pieces};

/// For whom, and what was asked.
pub(crate) type Asked = (IdNatPp, DecisionRequest);

/// The answers of one generation on one day.
struct Edition {
    tag: String,
    answers: Recent<Asked, Arc<Pieces>>,
    fragments: Mutex<Fragments>,
}

/// Answers lately given.
pub(crate) struct Remembered {
    bytes: usize,
    edition: Mutex<Arc<Edition>>,
}

impl Edition {
    fn new(tag: &str, bytes: usize) -> Arc<Self> {
        let answers = Recent::new(bytes);
        Arc::new(Self { tag: tag.to_owned(), answers, fragments: Mutex::default() })
    }
}

impl Remembered {
    /// Keeps at most `bytes`; nothing when there are none.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { bytes, edition: Mutex::new(Edition::new("", bytes)) }
    }

    /// The edition of `tag`: any other is let go.
    fn edition(&self, tag: &str) -> Arc<Edition> {
        let mut edition = self.edition.lock().unwrap_or_else(PoisonError::into_inner);
        if edition.tag != tag {
            *edition = Edition::new(tag, self.bytes);
        }
        Arc::clone(&edition)
    }

    /// The answer to what is asked of the generation and the day that `tag` names.
    pub(crate) fn get(&self, tag: &str, asked: &Asked) -> Option<Bytes> {
        let kept = self.edition(tag).answers.get(asked)?;
        Some(kept.whole().into())
    }

    /// Keeps an answer, of which the parts `shared` stand in others, too.
    pub(crate) fn put(&self, tag: &str, asked: Asked, answer: &[u8], shared: &[Range<usize>]) {
        if self.bytes == 0 {
            return;
        }
        let edition = self.edition(tag);
        let pieces = {
            let mut fragments = edition.fragments.lock().unwrap_or_else(PoisonError::into_inner);
            Pieces::cut(answer, shared, &mut fragments)
        };
        let bytes = pieces.bytes();
        edition.answers.put(asked, Arc::new(pieces), bytes);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn asked(as_of: Option<&str>) -> Asked {
        let as_of = as_of.map(|day| day.parse().unwrap());
        ("899700000104".parse().unwrap(), DecisionRequest { as_of, ..DecisionRequest::default() })
    }

    #[test]
    fn an_answer_is_remembered_for_what_was_asked_and_for_its_edition() {
        let remembered = Remembered::new(1 << 20);
        remembered.put("a", asked(None), b"answer", &[]);
        assert_eq!(remembered.get("a", &asked(None)).unwrap(), "answer");
        assert_eq!(remembered.get("a", &asked(Some("2026-11-20"))), None);
        assert_eq!(remembered.get("b", &asked(None)), None);
        assert_eq!(remembered.get("a", &asked(None)), None, "another edition was asked for meanwhile");
    }

    #[test]
    fn nothing_is_remembered_where_there_is_no_room() {
        let remembered = Remembered::new(0);
        remembered.put("a", asked(None), b"answer", &[]);
        assert_eq!(remembered.get("a", &asked(None)), None);
    }
}
