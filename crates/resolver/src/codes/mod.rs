//! The closed lists of codes: a stable `snake_case` code and a French label per value, and the macro behind them.

/// Declares an enum whose values are written as codes in JSON and shown to people by a French label.
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$doc])* #[doc = concat!("`", $code, "`: ", $label, ".")] $variant,)+ }

        impl $name {
            /// Every value, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code, as JSON carries it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The French label, for people.
            pub const fn label_fr(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.code() == text).ok_or_else(|| {
                    $crate::codes::UnknownCode {
                        code: text.to_owned(),
                        known: Self::ALL.iter().map(|value| value.code()).collect(),
                    }
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use codes;

mod lists;
mod usage;

pub use lists::{
    Confidence, Couloir, Exemption, IdentifierKind, Level, Orderer, Outcome, RecommendationStatus,
    ScmEvidence,
};
pub use usage::Usage;

/// A code that is not one of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("code inconnu « {code} », valeurs admises : {}", known.join(", "))]
pub struct UnknownCode {
    /// What was given.
    pub code: String,
    /// What is accepted.
    pub known: Vec<&'static str>,
}
