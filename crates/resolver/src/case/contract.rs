//! The ANS contract of a structure, in the several shapes that a case may give it.

use std::collections::BTreeMap;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, de};

use crate::codes::Level;

/// What is known of one contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contrat {
    /// There is none.
    Missing,
    /// There is one.
    Signed {
        /// At which level, when known.
        niveau: Option<Level>,
        /// On which FINESS, when known.
        finess: Option<String>,
    },
}

/// `contrat_ANS`: nothing said, one contract, or one per structure (by its key in `structures` or its FINESS).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ContratAns {
    /// Nobody said.
    #[default]
    Unknown,
    /// The one contract of the asker.
    One(Contrat),
    /// By structure.
    PerStructure(BTreeMap<String, Contrat>),
}

impl ContratAns {
    /// The contract that bears on the structure known under one of `names`.
    pub fn of(&self, names: &[Option<&str>]) -> Option<&Contrat> {
        match self {
            Self::Unknown => None,
            Self::One(contrat) => Some(contrat),
            Self::PerStructure(map) => names.iter().flatten().find_map(|name| map.get(*name)),
        }
    }
}

/// The level in the words that cases use.
struct Niveau(Level);

impl<'de> Deserialize<'de> for Niveau {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        level(&text).map(Self)
    }
}

/// Reads `EJ`, `EG`, or the identifier's own code.
pub(super) fn level<E: de::Error>(text: &str) -> Result<Level, E> {
    match text {
        "EJ" | "ej" | "juridique" | "finess_juridique" => Ok(Level::FinessJuridique),
        "EG" | "eg" | "geographique" | "finess_geographique" => Ok(Level::FinessGeographique),
        _ => Err(E::custom(format_args!(
            "niveau inconnu « {text} », valeurs admises : EJ, EG, finess_juridique, finess_geographique"
        ))),
    }
}

struct Shape;

impl<'de> Visitor<'de> for Shape {
    type Value = ContratAns;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("null, true, false, \"EJ\", \"EG\", {niveau, finess} ou un contrat par structure")
    }

    fn visit_unit<E>(self) -> Result<ContratAns, E> {
        Ok(ContratAns::One(Contrat::Missing))
    }

    fn visit_bool<E>(self, signed: bool) -> Result<ContratAns, E> {
        let present = Contrat::Signed { niveau: None, finess: None };
        Ok(ContratAns::One(if signed { present } else { Contrat::Missing }))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<ContratAns, E> {
        Ok(ContratAns::One(Contrat::Signed { niveau: Some(level(text)?), finess: None }))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ContratAns, A::Error> {
        let (mut niveau, mut finess, mut single) = (None, None, false);
        let mut per_structure = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "niveau" => {
                    niveau = map.next_value::<Option<Niveau>>()?.map(|n| n.0);
                    single = true;
                }
                "finess" => {
                    finess = map.next_value::<Option<String>>()?;
                    single = true;
                }
                _ if single => {
                    map.next_value::<IgnoredAny>()?;
                    return Err(de::Error::unknown_field(&key, &["niveau", "finess"]));
                }
                _ => {
                    per_structure.insert(key, map.next_value::<Contrat>()?);
                }
            }
        }
        match (single, per_structure.is_empty()) {
            (true, false) => Err(de::Error::custom("niveau et finess ne se mêlent pas à des structures")),
            (true, true) => Ok(ContratAns::One(Contrat::Signed { niveau, finess })),
            _ => Ok(ContratAns::PerStructure(per_structure)),
        }
    }
}

impl<'de> Deserialize<'de> for ContratAns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Shape)
    }
}

impl<'de> Deserialize<'de> for Contrat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(Shape)? {
            ContratAns::One(contrat) => Ok(contrat),
            ContratAns::Unknown | ContratAns::PerStructure(_) => Err(de::Error::custom(
                "un contrat est attendu : null, true, false, EJ, EG ou {niveau, finess}",
            )),
        }
    }
}
