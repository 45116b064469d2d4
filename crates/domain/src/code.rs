//! Codes of the field's nomenclatures: short, opaque, compared and never interpreted.

use std::{fmt, str::FromStr};

/// A code of a nomenclature (`SA07`, `SM44`, `10`, `ACT-LIB-03`): 1 to 15 printable ASCII characters.
///
/// The field that holds it says which table it belongs to. An unknown code is a value like any other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    chars: [u8; 15],
    len: u8,
}

/// A text that cannot be a code: empty, longer than 15 characters, or not printable ASCII.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a code: 1 to 15 printable ASCII characters are expected")]
pub struct CodeError;

impl Code {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.chars[..usize::from(self.len)]).unwrap_or_default()
    }

    /// Whether this is one of `codes`.
    pub fn is_one_of(&self, codes: &[&str]) -> bool {
        codes.contains(&self.as_str())
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let bytes = text.as_bytes();
        if bytes.is_empty() || bytes.len() > 15 || !bytes.iter().all(u8::is_ascii_graphic) {
            return Err(CodeError);
        }
        let mut chars = [0; 15];
        chars[..bytes.len()].copy_from_slice(bytes);
        Ok(Self { chars, len: u8::try_from(bytes.len()).map_err(|_| CodeError)? })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Code;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a nomenclature code")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Code, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}
