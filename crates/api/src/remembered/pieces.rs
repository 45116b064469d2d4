//! An answer in pieces: its own bytes, and between them fragments that it shares with others.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    ops::Range,
    sync::Arc,
};

/// Shorter parts are not worth being shared.
const WORTH: usize = 256;

/// All shared fragments together; beyond, an answer keeps its own. Some hundred kinds of decisions make a tenth.
const MOST: usize = 8 << 20;

/// How much of a fragment, at each end, tells it from others before the whole is compared.
const ENDS: usize = 64;

/// Fragments by what tells them apart.
#[derive(Default)]
pub(super) struct Fragments {
    known: HashMap<u64, Arc<[u8]>>,
    hasher: RandomState,
    bytes: usize,
}

impl Fragments {
    /// The one copy of `bytes`; `None` where another fragment stands in its place, or no room is left.
    fn one(&mut self, bytes: &[u8]) -> Option<Arc<[u8]>> {
        let ends = bytes.len().min(ENDS);
        let told = (bytes.len(), &bytes[..ends], &bytes[bytes.len() - ends..]);
        let hash = self.hasher.hash_one(told);
        if let Some(known) = self.known.get(&hash) {
            return (**known == *bytes).then(|| Arc::clone(known));
        }
        if self.bytes + bytes.len() > MOST {
            return None;
        }
        self.bytes += bytes.len();
        let fragment: Arc<[u8]> = bytes.into();
        self.known.insert(hash, Arc::clone(&fragment));
        Some(fragment)
    }
}

/// An answer in pieces.
pub(super) struct Pieces {
    own: Box<[u8]>,
    /// Each shared fragment, and where among its own bytes it stands.
    shared: Box<[(usize, Arc<[u8]>)]>,
    length: usize,
}

impl Pieces {
    /// Cuts an answer at `parts`, which are in order.
    pub(super) fn cut(answer: &[u8], parts: &[Range<usize>], fragments: &mut Fragments) -> Self {
        let (mut own, mut shared, mut at) = (Vec::new(), Vec::new(), 0);
        for part in parts.iter().filter(|part| part.len() >= WORTH) {
            if let Some(fragment) = fragments.one(&answer[part.clone()]) {
                own.extend_from_slice(&answer[at..part.start]);
                shared.push((own.len(), fragment));
                at = part.end;
            }
        }
        own.extend_from_slice(&answer[at..]);
        Self { own: own.into(), shared: shared.into(), length: answer.len() }
    }

    /// The answer again.
    pub(super) fn whole(&self) -> Vec<u8> {
        let mut answer = Vec::with_capacity(self.length);
        let mut from = 0;
        for (at, fragment) in &self.shared {
            answer.extend_from_slice(&self.own[from..*at]);
            answer.extend_from_slice(fragment);
            from = *at;
        }
        answer.extend_from_slice(&self.own[from..]);
        answer
    }

    /// What it takes, but for what it shares.
    pub(super) fn bytes(&self) -> usize {
        self.own.len() + std::mem::size_of_val(&*self.shared) + std::mem::size_of::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_back_as_it_was() {
        let (one, other) = ("a".repeat(WORTH), "b".repeat(2 * WORTH));
        let answer = format!("begin{one}middle{other}{one}end");
        let at = |text: &str, from: usize| {
            let begin = from + answer[from..].find(text).unwrap_or_default();
            begin..begin + text.len()
        };
        let first = at(&one, 0);
        let second = at(&other, first.end);
        let third = at(&one, second.end);
        let mut fragments = Fragments::default();
        let parts = [0..3, first, second, third];
        let pieces = Pieces::cut(answer.as_bytes(), &parts, &mut fragments);
        assert_eq!(pieces.whole(), answer.as_bytes());
        assert_eq!(pieces.own.as_ref(), b"beginmiddleend", "short parts are its own");
        assert_eq!(fragments.bytes, 3 * WORTH, "each once");
        let again = Pieces::cut(answer.as_bytes(), &parts, &mut fragments);
        assert!(Arc::ptr_eq(&again.shared[0].1, &pieces.shared[2].1));
    }

    #[test]
    fn beyond_the_room_an_answer_keeps_its_own() {
        let mut fragments = Fragments { bytes: MOST, ..Fragments::default() };
        let answer = vec![b'a'; WORTH];
        let pieces = Pieces::cut(&answer, std::slice::from_ref(&(0..WORTH)), &mut fragments);
        assert_eq!((pieces.shared.len(), pieces.whole()), (0, answer));
    }
}
