//! The parameters of an import: files, day, continuity, and the fields kept.

use std::{borrow::Cow, path::PathBuf};

use aiguilleur_directory::Clock;
use aiguilleur_domain::{
    Date,
    entity::{Contact, SourceKind},
};

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The publishers' files, in any order.
    pub files: Vec<PathBuf>,
    /// The day the data speaks for; by default the newest date that the people's files give, else today's.
    pub as_of: Option<Date>,
    /// Tells today, which no file may be dated after.
    pub clock: Clock,
    /// For how many years what has ended is kept.
    pub retention_years: i16,
    /// Memory for each of the sorts, in bytes.
    pub sort_budget: usize,
    /// Whether what the served generation knows goes on.
    pub history: History,
    /// What becomes of the served sources that `files` are none of.
    pub others: Others,
    /// What is kept of how people and structures are reached.
    pub fields: Fields,
    /// What a file that is refused does to the others.
    pub refused: Refused,
}

/// What is kept of what concerns people beyond their situations. Of what is not, nothing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own in the configuration")]
pub struct Fields {
    /// Telephone and fax numbers.
    pub telephones: bool,
    /// E-mail addresses.
    pub emails: bool,
    /// Mailboxes of MSSante.
    pub mailboxes: bool,
    /// Smart cards (source « porteurs »).
    pub cards: bool,
}

impl Fields {
    /// All of them.
    pub const ALL: Self = Self { telephones: true, emails: true, mailboxes: true, cards: true };

    /// Whether what a source holds is kept.
    pub(super) const fn keeps(self, kind: SourceKind) -> bool {
        match kind {
            SourceKind::Porteurs => self.cards,
            SourceKind::Mssante => self.mailboxes,
            _ => true,
        }
    }

    /// Leaves out of a contact what is not kept.
    pub(super) fn filter(self, contact: &mut Contact<'_>) {
        if !self.telephones {
            for number in [&mut contact.telephone, &mut contact.telephone_2, &mut contact.telecopie] {
                *number = Cow::Borrowed("");
            }
        }
        if !self.emails {
            contact.email = Cow::Borrowed("");
        }
    }
}

/// What a file that is refused does to the others: cut, of a day to come, older than what is served, of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nothing is imported.
    StopsAll,
    /// The others are, where something is served: what it holds of the refused source is carried over.
    LeftOut,
}

/// What becomes of what the served generation knows: ended activities, first days seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// The import continues it; a damaged generation is an error, for its history would be lost without a word.
    Continued,
    /// The import begins anew.
    Dropped,
}

/// What becomes of the sources of the served generation that a request does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// They stay, with their dates.
    CarriedOver,
    /// The new generation does without.
    Dropped,
}

impl ImportRequest {
    /// An import with the documented defaults.
    pub const fn new(files: Vec<PathBuf>) -> Self {
        Self {
            files,
            as_of: None,
            clock: Clock::Machine,
            retention_years: 5,
            sort_budget: 96 << 20,
            history: History::Continued,
            others: Others::CarriedOver,
            fields: Fields::ALL,
            refused: Refused::StopsAll,
        }
    }
}
