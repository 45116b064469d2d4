//! What a number is, whether its key holds, how it was repaired, and whether one can order on it.

use aiguilleur_directory::IdentifierView;
use aiguilleur_resolver::{IdentifierKind, OrderableVerdict};
use askama::Template;

use super::{number::Number, sign::Sign};
use crate::wording::Tone;

/// A number, explained.
#[derive(Debug, Template)]
#[template(path = "identifier.html")]
pub(crate) struct IdentifierCard {
    /// As it came.
    pub(crate) input: String,
    /// The number, when it can be read.
    pub(crate) number: Option<Number>,
    /// Whether one can order on it.
    pub(crate) verdict: Sign,
    pub(crate) message: String,
    /// What the key says, when it is wrong.
    pub(crate) key: Option<String>,
    /// The repairs made.
    pub(crate) repairs: Vec<&'static str>,
}

impl askama::filters::HtmlSafe for IdentifierCard {}

/// Longest text that is shown back.
const SHOWN: usize = 60;

impl IdentifierCard {
    /// The card without its sentence, which speaks of a record that there is.
    pub(crate) fn of_unknown(view: &IdentifierView) -> Self {
        Self { message: String::new(), ..Self::new(view) }
    }

    /// What `view` says.
    pub(crate) fn new(view: &IdentifierView) -> Self {
        let kind = view.kind.and_then(|kind| kind.parse::<IdentifierKind>().ok());
        let number = kind.zip(view.canonical.as_deref()).map(|(kind, value)| Number::new(kind, value));
        let wrong = view.checksum == "invalid";
        let key = wrong.then(|| match view.expected_key {
            Some(key) => {
                format!("Si les autres chiffres sont justes, la clé devrait être {key}.")
            }
            None => "Faites relire le numéro chiffre à chiffre.".to_owned(),
        });
        let verdict = match view.orderable.verdict {
            _ if view.canonical.is_none() => "Numéro illisible",
            OrderableVerdict::Yes => "On peut commander dessus",
            OrderableVerdict::No => "Ne pas commander dessus",
            OrderableVerdict::Depends => "Cela dépend",
        };
        Self {
            input: view.input.chars().take(SHOWN).collect(),
            number: number.map(|number| number.forbidden(wrong)),
            verdict: Sign::new(Tone::of_verdict(view.orderable.verdict), verdict),
            message: view.orderable.message.clone(),
            key,
            repairs: view.repairs.iter().map(|repair| repair.message).collect(),
        }
    }
}
