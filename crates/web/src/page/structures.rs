//! Several structures that bear one number: what each orders on, to choose from.

use aiguilleur_directory::{Decided, IdentifierView};
use askama::Template;

use super::{
    data::Data,
    identifier::IdentifierCard,
    shell::Shell,
    sign::{Link, Sign},
    structure,
};
use crate::wording::{self, Tone};

/// The page of a number that several structures bear.
#[derive(Debug, Template)]
#[template(path = "structures.html")]
pub(crate) struct StructuresPage {
    pub(crate) shell: Shell,
    /// How many.
    pub(crate) count: String,
    /// What the number is.
    pub(crate) identifier: IdentifierCard,
    /// Each structure: link, place, answer.
    pub(crate) lines: Vec<(Link, String, Sign)>,
    pub(crate) data: Data,
}

impl StructuresPage {
    /// The page of `decided`, whose structures bear the number of `identifier`.
    pub(crate) fn new(decided: &Decided, identifier: &IdentifierView) -> Self {
        let lines = decided.decisions.iter().filter_map(|view| {
            let it = view.structure.as_ref()?;
            let sign = Sign::new(Tone::of_outcome(view.decision.outcome()), view.decision.summary());
            Some((structure::link(it), structure::place(it), sign))
        });
        Self {
            shell: Shell::new("Plusieurs structures — Aiguilleur").searching(&identifier.input),
            count: wording::counted_fr(decided.decisions.len(), "structure"),
            identifier: IdentifierCard::new(identifier),
            lines: lines.collect(),
            data: Data::new(&decided.data),
        }
    }
}
