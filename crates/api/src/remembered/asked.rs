//! What was asked, as the bytes that an answer is kept under.

use aiguilleur_directory::DecisionRequest;
use aiguilleur_domain::IdNatPp;
use std::fmt::{self, Write};

/// Longest key. What is asked with more words than this is asked once.
const LONGEST: usize = 64;

/// For whom, and what was asked.
pub(crate) struct Asked {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Asked {
    /// `None` for what is asked by people, once: a trace, or so much that it has no short name.
    pub(crate) fn new(id: IdNatPp, request: &DecisionRequest) -> Option<Self> {
        let DecisionRequest { usages, couloir, as_of, trace: false } = request else { return None };
        let mut asked = Self { bytes: [0; LONGEST], length: 0 };
        write!(asked, "{id}").ok()?;
        // Each part behind a sign of its own, which no code holds.
        usages.iter().try_for_each(|usage| write!(asked, "+{usage}")).ok()?;
        couloir.iter().try_for_each(|couloir| write!(asked, "/{couloir}")).ok()?;
        as_of.iter().try_for_each(|day| write!(asked, "@{day}")).ok()?;
        Some(asked)
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl Write for Asked {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn key(request: &DecisionRequest) -> Option<String> {
        let asked = Asked::new("899700000104".parse().unwrap(), request)?;
        Some(String::from_utf8(asked.key().to_vec()).unwrap())
    }

    #[test]
    fn a_key_holds_all_that_was_asked() {
        let bare = DecisionRequest::default();
        let whole = DecisionRequest {
            usages: vec!["dmp".parse().unwrap(), "roc".parse().unwrap()],
            couloir: Some("hopital".parse().unwrap()),
            as_of: Some("2026-11-20".parse().unwrap()),
            trace: false,
        };
        assert_eq!(key(&bare).unwrap(), "899700000104");
        assert_eq!(key(&whole).unwrap(), "899700000104+dmp+roc/hopital@2026-11-20");
        assert_eq!(key(&DecisionRequest { trace: true, ..bare.clone() }), None);
        let many = DecisionRequest { usages: vec!["dmp".parse().unwrap(); 20], ..bare };
        assert_eq!(key(&many), None, "too long to be kept");
    }
}
