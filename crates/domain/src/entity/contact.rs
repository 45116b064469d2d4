//! How a structure is reached.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Telephone numbers, fax and e-mail address of a structure, as its publisher writes them; empty where it gives none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact<'a> {
    /// `Téléphone`.
    #[serde(borrow)]
    pub telephone: Cow<'a, str>,
    /// `Téléphone 2`, or the second of two numbers in one field.
    #[serde(borrow)]
    pub telephone_2: Cow<'a, str>,
    /// `Télécopie`.
    #[serde(borrow)]
    pub telecopie: Cow<'a, str>,
    /// `Adresse e-mail`.
    #[serde(borrow)]
    pub email: Cow<'a, str>,
}

impl Contact<'_> {
    /// Whether the publisher gives nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A copy that borrows from nothing.
    pub fn into_owned(self) -> Contact<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Contact {
            telephone: owned(self.telephone),
            telephone_2: owned(self.telephone_2),
            telecopie: owned(self.telecopie),
            email: owned(self.email),
        }
    }
}
