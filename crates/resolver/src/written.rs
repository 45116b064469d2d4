//! JSON written beforehand: what never changes in an answer is not put into words again for each.
//!
//! Any serializer sees the value as it is; one that writes JSON and knows [`TOKEN`] takes the text. It says so by
//! being, for that value, not for people ([`Serializer::is_human_readable`]).

use std::{fmt, ops::Deref, sync::Arc};

use serde::ser::{Serialize, Serializer};

/// The name of the newtype around a value whose JSON is at hand.
pub const TOKEN: &str = "$aiguilleur::written";

/// A value and its JSON.
struct Written<'a, T>(&'a T, &'a str);

impl<T: Serialize> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.0.serialize(serializer)
        } else {
            serializer.serialize_str(self.1)
        }
    }
}

/// Serializes `value`, whose JSON is `json`.
///
/// # Errors
/// The serializer's.
pub fn serialize<S: Serializer>(
    serializer: S,
    value: &impl Serialize,
    json: &str,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(TOKEN, &Written(value, json))
}

/// The JSON of `value`, to be kept.
pub fn json(value: &impl Serialize) -> Box<str> {
    // What our answers hold always has a form in JSON; an empty text would break the document and every test.
    serde_json::to_string(value).unwrap_or_default().into()
}

/// A value that many answers share, with its JSON. Cheap to clone.
pub struct Kept<T>(Arc<(T, Box<str>)>);

impl<T: Serialize> Kept<T> {
    /// Keeps `value`.
    pub fn new(value: T) -> Self {
        let json = json(&value);
        Self(Arc::new((value, json)))
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.fmt(f)
    }
}

impl<T: Serialize> Serialize for Kept<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(serializer, &self.0.0, &self.0.1)
    }
}
