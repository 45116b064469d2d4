//! Where the facts of a situation or a structure come from.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de};

/// Where a fact comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// The publisher's file (`PS_LibreAcces_Personne_activite`).
    pub source: Cow<'static, str>,
    /// The date of that file.
    pub dated: Option<Date>,
}

/// The source of each fact, by the fact's name. A list, because there are few; names and publishers are ours when
/// the directory tells, and nothing is copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance(Vec<(Cow<'static, str>, Source)>);

impl Provenance {
    /// The source of `fact`.
    pub fn of(&self, fact: &str) -> Option<&Source> {
        self.0.iter().find(|(known, _)| known == fact).map(|(_, source)| source)
    }

    /// Sets the source of `fact`, replacing the previous one.
    pub fn note(&mut self, fact: impl Into<Cow<'static, str>>, source: Source) {
        let fact = fact.into();
        match self.0.iter_mut().find(|(known, _)| *known == fact) {
            Some((_, known)) => *known = source,
            None => self.0.push((fact, source)),
        }
    }
}

impl<'de> Deserialize<'de> for Provenance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Facts;

        impl<'de> de::Visitor<'de> for Facts {
            type Value = Provenance;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Provenance, A::Error> {
                let mut facts = Provenance::default();
                while let Some((fact, source)) = map.next_entry::<String, Source>()? {
                    facts.note(fact, source);
                }
                Ok(facts)
            }
        }

        deserializer.deserialize_map(Facts)
    }
}
