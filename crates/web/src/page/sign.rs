//! Signs: a coloured shape with a word, and the warnings that bear them.

use aiguilleur_resolver::Warning;
use askama::Template;

use crate::wording::{Tone, capital};

/// A shape and a word.
#[derive(Debug, Clone, Template)]
#[template(path = "sign.html")]
pub(crate) struct Sign {
    /// Colour and shape.
    pub(crate) tone: Tone,
    pub(crate) word: String,
}

impl askama::filters::HtmlSafe for Sign {}

impl Sign {
    /// A sign.
    pub(crate) fn new(tone: Tone, word: impl Into<String>) -> Self {
        Self { tone, word: word.into() }
    }
}

/// A warning, or anything else that must be seen: a box of its own.
#[derive(Debug, Clone, Template)]
#[template(path = "notice.html")]
pub(crate) struct Notice {
    pub(crate) sign: Sign,
    /// One sentence.
    pub(crate) message: String,
    /// Where to look instead.
    pub(crate) link: Option<Link>,
}

impl askama::filters::HtmlSafe for Notice {}

#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// Where it leads.
    pub(crate) href: String,
    /// Its words.
    pub(crate) text: String,
}

impl Notice {
    /// A notice without a link.
    pub(crate) fn new(tone: Tone, word: &str, message: impl Into<String>) -> Self {
        Self { sign: Sign::new(tone, word), message: message.into(), link: None }
    }

    /// The same, with where to look instead.
    pub(crate) fn leading(mut self, link: Option<Link>) -> Self {
        self.link = link;
        self
    }
}

impl From<&Warning> for Notice {
    fn from(warning: &Warning) -> Self {
        let word = capital(warning.severity.label_fr());
        let message = warning.message.trim_end_matches('.');
        Self::new(Tone::of_severity(warning.severity), &word, format!("{message}."))
    }
}
