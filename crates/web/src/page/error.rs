//! A page that says what went wrong and what to try.

use askama::Template;

use super::{identifier::IdentifierCard, shell::Shell};

#[derive(Debug, Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage {
    pub(crate) shell: Shell,
    /// What went wrong.
    pub(crate) title: &'static str,
    /// In one sentence; empty where the identifier's own says it.
    pub(crate) detail: String,
    /// What the number is, when one was given.
    pub(crate) identifier: Option<IdentifierCard>,
    /// What to try.
    pub(crate) hints: &'static [&'static str],
}

impl ErrorPage {
    /// The page.
    pub(crate) fn new(title: &'static str, detail: &str) -> Self {
        Self {
            shell: Shell::new(format!("{title} — Aiguilleur")),
            title,
            detail: detail.to_owned(),
            identifier: None,
            hints: &[],
        }
    }

    /// The same, about a number.
    pub(crate) fn about(mut self, identifier: IdentifierCard) -> Self {
        self.shell.query.clone_from(&identifier.input);
        self.identifier = Some(identifier);
        self
    }

    /// The same, with what to try.
    pub(crate) const fn hints(mut self, hints: &'static [&'static str]) -> Self {
        self.hints = hints;
        self
    }
}
