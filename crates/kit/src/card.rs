//! The card that a form names.

use aiguilleur_directory::card_of_today;
use aiguilleur_domain::{Date, entity::Card};
use serde::Serialize;

/// What is known of a professional's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CardState {
    /// No card file is imported, or it does not name this person.
    Unknown,
    /// A card that works today.
    Active {
        /// Number printed on the card.
        number: String,
        /// Its last day.
        #[serde(skip_serializing_if = "Option::is_none")]
        valid_to: Option<Date>,
    },
    /// Cards, none of which works today.
    Inactive,
}

impl CardState {
    pub(crate) fn of(cards: &[Card], today: Date) -> Self {
        match card_of_today(cards, today) {
            Some(card) => Self::Active { number: card.number.clone(), valid_to: card.valid_to },
            None if cards.is_empty() => Self::Unknown,
            None => Self::Inactive,
        }
    }

    /// The number to write.
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Active { number, .. } => Some(number),
            Self::Unknown | Self::Inactive => None,
        }
    }
}
