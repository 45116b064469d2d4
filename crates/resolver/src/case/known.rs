//! A fact that may be unknown, known to be absent, or known.

use serde::{Deserialize, Deserializer};

/// A fact as given: JSON tells « nobody said » (no field) from « there is none » (`null`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known<T> {
    /// Nobody said.
    #[default]
    Unknown,
    /// Known to be absent.
    None,
    /// Known.
    Some(T),
}

impl<T> Known<T> {
    /// The value, when there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Some(value) => Some(value),
            Self::Unknown | Self::None => None,
        }
    }

    /// Whether it is known that there is none.
    pub const fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether anything was said.
    pub const fn is_stated(&self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

impl Known<String> {
    /// The text, when there is one.
    pub fn text(&self) -> Option<&str> {
        self.value().map(String::as_str)
    }
}

impl<T> From<T> for Known<T> {
    fn from(value: T) -> Self {
        Self::Some(value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Known<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::None, Self::Some))
    }
}
