//! Values as FINESS+ may send them: text, number, null, or an object around a code.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::text::tidy::trim;

/// A text; empty when absent, null or not a scalar.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Text<'a>(Cow<'a, str>);

impl Text<'_> {
    /// Position of the text in `json`, when it was borrowed from it.
    pub(super) fn offset_in(&self, json: &[u8]) -> Option<usize> {
        let offset = self.0.as_ptr().addr().checked_sub(json.as_ptr().addr())?;
        (offset < json.len() && !self.0.is_empty()).then_some(offset)
    }

    /// The text, trimmed; nothing where it is one of the spellings of an empty value (`\`, `\ \`, `null`).
    pub(super) fn get(&self) -> &str {
        let text = trim(&self.0);
        let empty =
            text.bytes().all(|byte| matches!(byte, b'\\' | b' ')) || text.eq_ignore_ascii_case("null");
        if empty { "" } else { text }
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor).map(Self)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }

    /// The schema of December 2025 puts codes in an object, `{"code": …, "system": …}`.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Cow::Borrowed("");
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if key.is("code") || key.is("dateEvenement") {
                found = map.next_value::<Text<'de>>()?.0;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    /// `espic` is an array of codes: the first one.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let first = seq.next_element::<Text<'de>>()?.unwrap_or_default();
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first.0)
    }
}

/// The name of a member.
#[derive(Debug)]
pub(super) struct Key<'a>(pub(super) Cow<'a, str>);

impl Key<'_> {
    /// Whether this is `name`, letter case and underscores aside (`pm_smsseId`, `pmSmsseId`).
    pub(super) fn is(&self, name: &str) -> bool {
        let letters = self.0.bytes().filter(|b| *b != b'_').map(|b| b.to_ascii_lowercase());
        self.0 == name || letters.eq(name.bytes().map(|b| b.to_ascii_lowercase()))
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Self)
    }
}

/// An array; empty when absent or null; one element when sent without its array.
#[derive(Debug)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_unit<E>(self) -> Result<Vec<T>, E> {
                Ok(Vec::new())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(elements)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
                T::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(|one| vec![one])
            }
        }

        deserializer.deserialize_any(Elements(std::marker::PhantomData)).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (json, expected) in [
            (r#"" R   ""#, "R"),
            (r#""\\ ""#, ""),
            (r#""\\ \\""#, ""),
            (r#""null""#, ""),
            ("null", ""),
            ("12", "12"),
            ("true", ""),
            (r#"["6", "1"]"#, "6"),
            ("[]", ""),
            (r#"{"system": "x", "code": "A"}"#, "A"),
        ] {
            assert_eq!(serde_json::from_str::<Text<'_>>(json).unwrap().get(), expected, "{json}");
        }
    }

    #[test]
    fn keys() {
        let key = Key(Cow::Borrowed("pm_smsseId"));
        assert!(key.is("pmSmsseId") && !key.is("pmSmsse"));
    }
}
