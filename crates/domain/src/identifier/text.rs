//! The serde form shared by every identifier: its text for people, its number for compact storage.

/// Gives a type serde through its `Display` and `FromStr`, so that no unchecked text can become one.
///
/// With `number`, formats that are not for people (the store's) hold the number, checked again when read.
macro_rules! serde_as_text {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(super::text::Text(std::marker::PhantomData))
            }
        }
    };
    ($name:ident, number) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_u64(self.0.into())
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    return deserializer.deserialize_str(super::text::Text(std::marker::PhantomData));
                }
                let value = <u64 as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_number(value).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(super) use serde_as_text;

/// Visits the text of a `T`.
pub(super) struct Text<T>(pub(super) std::marker::PhantomData<T>);

impl<T: std::str::FromStr<Err: std::fmt::Display>> serde::de::Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the text of an identifier")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}
