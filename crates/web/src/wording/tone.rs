//! Tones: each is a colour, a shape and a word at once, so that none has to be seen to be understood.

use aiguilleur_resolver::{OrderableVerdict, Outcome, Severity};

/// How something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// It can be done.
    Go,
    /// Good to know.
    Note,
    /// A person must look.
    Care,
    /// Do not.
    Stop,
    /// Nothing is known.
    Open,
}

impl Tone {
    /// The tone of a decision.
    pub(crate) const fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Order | Outcome::OrderByStructure | Outcome::Renew | Outcome::NewOrder => Self::Go,
            Outcome::NotRequired | Outcome::CardSufficient | Outcome::Info | Outcome::Procedure => Self::Note,
            Outcome::ChoiceRequired | Outcome::WarnOnly => Self::Care,
            Outcome::Blocked | Outcome::Revoke => Self::Stop,
            Outcome::NotCovered => Self::Open,
        }
    }

    /// The tone of a warning.
    pub(crate) const fn of_severity(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Note,
            Severity::Warning => Self::Care,
            Severity::Error => Self::Stop,
        }
    }

    /// The tone of a verdict on an identifier.
    pub(crate) const fn of_verdict(verdict: OrderableVerdict) -> Self {
        match verdict {
            OrderableVerdict::Yes => Self::Go,
            OrderableVerdict::No => Self::Stop,
            OrderableVerdict::Depends => Self::Care,
        }
    }

    /// Its class in the style sheet.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::Note => "note",
            Self::Care => "care",
            Self::Stop => "stop",
            Self::Open => "open",
        }
    }

    /// Its shape: the path of a drawing of 20 by 20.
    pub(crate) const fn shape(self) -> &'static str {
        match self {
            // A disc with a tick.
            Self::Go => {
                "M10 0a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm5.1 6.2-1.6-1.4-5 6-2.2-2.2-1.5 1.5 3.9 3.9Z"
            }
            // A disc with an i.
            Self::Note => "M10 0a10 10 0 1 1 0 20 10 10 0 0 1 0-20ZM8.9 4v2.3h2.2V4Zm0 4v8h2.2V8Z",
            // A triangle with an exclamation mark.
            Self::Care => "M10 0 20 18.5H0ZM8.9 6v6.5h2.2V6Zm0 8v2.2h2.2V14Z",
            // An octagon with a bar.
            Self::Stop => "M5.9 0h8.2L20 5.9v8.2L14.1 20H5.9L0 14.1V5.9ZM4 8.7v2.6h12V8.7Z",
            // A square with a question mark.
            Self::Open => {
                "M0 0h20v20H0Zm8.9 14v2.2h2.2V14Zm-2.9-7h2.2c0-2.4 3.6-2.2 3.6-.1 0 1.6-2.9 2-2.9 \
                 5.6h2.2c0-2.7 3-3 3-5.8C14.100 2.600 6 2.600 6 7Z"
            }
        }
    }
}
