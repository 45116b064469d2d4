//! The sign-in: a key, once.

use askama::Template;

use super::{shell::Shell, sign::Notice};
use crate::wording::Tone;

#[derive(Debug, Template)]
#[template(path = "sign_in.html")]
pub(crate) struct SignInPage {
    pub(crate) shell: Shell,
    /// Why the last key was refused.
    pub(crate) refused: Option<Notice>,
    /// Where to go then.
    pub(crate) to: String,
}

impl SignInPage {
    /// The page.
    pub(crate) fn new(refused: Option<&str>, to: &str) -> Self {
        Self {
            shell: Shell::new("Connexion — Aiguilleur"),
            refused: refused.map(|why| Notice::new(Tone::Stop, "Refusé", why)),
            to: to.to_owned(),
        }
    }
}
