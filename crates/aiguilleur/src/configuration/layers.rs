//! Layers of values, each remembered with its origin.

use std::{collections::BTreeMap, fmt, path::Path};

use anyhow::{Context, anyhow};
use serde::{Serialize, de::DeserializeOwned};
use toml::{
    Table, Value,
    de::{DeTable, DeValue},
};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nothing says otherwise.
    Default,
    /// The file, and the line of the name in it.
    File {
        /// As it was given.
        path: String,
        /// From 1.
        line: usize,
    },
    /// That environment variable.
    Environment(String),
    /// An option.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("défaut"),
            Self::File { path, line } => write!(f, "fichier {path}, ligne {line}"),
            Self::Environment(name) => write!(f, "variable {name}"),
            Self::CommandLine => f.write_str("ligne de commande"),
        }
    }
}

/// Values by dotted name, each with its origin.
#[derive(Debug)]
pub(crate) struct Layers(BTreeMap<String, (Value, Origin)>);

impl Layers {
    /// The first layer: `defaults`.
    pub(crate) fn of(defaults: &impl Serialize) -> anyhow::Result<Self> {
        let mut layers = Self(BTreeMap::new());
        layers.lay("", Value::Table(Table::try_from(defaults)?), &|_| Origin::Default);
        Ok(layers)
    }

    /// Lays the values of a TOML file over.
    pub(crate) fn file(&mut self, path: &Path, text: &str) -> anyhow::Result<()> {
        let shown = path.display().to_string();
        // The error gives line and column.
        let table: Table = text.parse().with_context(|| format!("{shown} n'est pas du TOML"))?;
        let lines = lines(text);
        let origin = |name: &str| Origin::File {
            path: shown.clone(),
            line: lines.get(name).copied().unwrap_or_default(),
        };
        self.lay("", Value::Table(table), &origin);
        Ok(())
    }

    /// Lays the environment's values over, each read as the type of what it replaces.
    pub(crate) fn environment(&mut self, get: impl Fn(&str) -> Option<String>) -> anyhow::Result<()> {
        for (name, (value, origin)) in &mut self.0 {
            let variable = format!("AIGUILLEUR_{}", name.to_uppercase().replace('.', "_"));
            if let Some(text) = get(&variable) {
                *value = read_as(value, &text).with_context(|| format!("variable {variable}"))?;
                *origin = Origin::Environment(variable);
            }
        }
        Ok(())
    }

    /// Lays one value over.
    pub(crate) fn set(&mut self, name: &str, value: Value, origin: Origin) {
        self.0.insert(name.to_owned(), (value, origin));
    }

    fn lay(&mut self, name: &str, value: Value, origin: &dyn Fn(&str) -> Origin) {
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    let name = if name.is_empty() { key } else { format!("{name}.{key}") };
                    self.lay(&name, value, origin);
                }
            }
            value => self.set(name, value, origin(name)),
        }
    }

    /// The values as one configuration. Names that do not exist are refused, with those that do.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        let mut root = Table::new();
        for (name, (value, _)) in &self.0 {
            let mut table = &mut root;
            let mut parts = name.split('.').peekable();
            while let Some(part) = parts.next() {
                if parts.peek().is_none() {
                    table.insert(part.to_owned(), value.clone());
                    break;
                }
                let inner = table.entry(part).or_insert_with(|| Value::Table(Table::new()));
                table = inner
                    .as_table_mut()
                    .ok_or_else(|| anyhow!("« {name} » : {part} n'est pas une section"))?;
            }
        }
        root.try_into().map_err(|error: toml::de::Error| anyhow!("{}", error.message()))
    }

    /// Every value, by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value, &Origin)> {
        self.0.iter().map(|(name, (value, origin))| (name.as_str(), value, origin))
    }
}

/// The line of every name of a TOML text, by dotted name.
fn lines(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    if let Ok(table) = DeTable::parse(text) {
        lines_below("", table.get_ref(), text, &mut found);
    }
    found
}

fn lines_below(prefix: &str, table: &DeTable<'_>, text: &str, found: &mut BTreeMap<String, usize>) {
    for (key, value) in table {
        let name =
            if prefix.is_empty() { key.get_ref().to_string() } else { format!("{prefix}.{}", key.get_ref()) };
        let before = text.get(..key.span().start).unwrap_or_default();
        if let DeValue::Table(inner) = value.get_ref() {
            lines_below(&name, inner, text, found);
        }
        found.insert(name, before.matches('\n').count() + 1);
    }
}

/// `text` as a value of the type of `like`; lists are separated by commas.
fn read_as(like: &Value, text: &str) -> anyhow::Result<Value> {
    Ok(match like {
        Value::Boolean(_) => Value::Boolean(text.parse().context("true ou false est attendu")?),
        Value::Integer(_) => Value::Integer(text.parse().context("un nombre entier est attendu")?),
        Value::Float(_) => Value::Float(text.parse().context("un nombre est attendu")?),
        Value::Array(_) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
        }
        _ => Value::String(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::Configuration;

    fn origin<'l>(layers: &'l Layers, name: &str) -> &'l Origin {
        layers.iter().find(|(known, ..)| *known == name).map(|(.., origin)| origin).unwrap()
    }

    #[test]
    fn later_layers_win_and_say_who_they_are() {
        let mut layers = Layers::of(&Configuration::default()).unwrap();
        let file = "[serve]\nlisten = \"127.0.0.1:9000\"\n[serve.limits]\nbulk_ids = 7\nheaders = 9\n";
        layers.file(Path::new("a.toml"), file).unwrap();
        let variables = |name: &str| match name {
            "AIGUILLEUR_SERVE_LIMITS_BULK_IDS" => Some("8".to_owned()),
            "AIGUILLEUR_SYNC_GUARDS_DELETIONS_PERCENT" => Some("2.5".to_owned()),
            "AIGUILLEUR_SYNC_PUBLISHERS_ANS_CA_BUNDLE" => Some("igc-sante.pem".to_owned()),
            "AIGUILLEUR_SERVE_TRUSTED_PROXIES" => Some("10.0.0.1, 10.1.0.0/16".to_owned()),
            _ => None,
        };
        layers.environment(variables).unwrap();
        layers.set("serve.listen", Value::String("127.0.0.1:1".to_owned()), Origin::CommandLine);
        let read: Configuration = layers.read().unwrap();
        assert_eq!(read.serve.limits.bulk_ids, 8);
        assert_eq!(read.serve.limits.headers, 9);
        assert_eq!(read.serve.listen.port(), 1);
        assert_eq!(read.serve.trusted_proxies.len(), 2);
        assert!((read.sync.guards.deletions_percent - 2.5).abs() < f64::EPSILON);
        let ans = read.sync.publisher(aiguilleur_sync::publisher::PublisherName::Ans);
        assert_eq!(ans.ca_bundle, Some("igc-sante.pem".into()));
        assert_eq!(ans.client_certificate, None);
        assert_eq!(*origin(&layers, "serve.listen"), Origin::CommandLine);
        assert_eq!(
            *origin(&layers, "serve.limits.headers"),
            Origin::File { path: "a.toml".to_owned(), line: 5 }
        );
        assert_eq!(*origin(&layers, "serve.quotas.key.burst"), Origin::Default);
    }

    #[test]
    fn what_does_not_exist_is_refused_by_name() {
        let check = |file: &str, expected: &str| {
            let mut layers = Layers::of(&Configuration::default()).unwrap();
            layers.file(Path::new("a.toml"), file).unwrap();
            let refused = crate::configuration::refused(&layers).unwrap();
            assert!(refused.iter().any(|fault| fault.to_string().contains(expected)), "{refused:?}");
            assert!(layers.read::<Configuration>().is_err());
        };
        check("[serve]\nlisten_on = 1", "listen_on");
        check("[server]\nlisten = 1", "server");
        check("[sync.schedule]\ncrom = \"0 6 * * *\"", "crom");
        check("[sync.publishers.ansd]\nbase = \"\"", "ansd");
        check("[serve.limits]\nbulk_ids = \"many\"", "many");
        check("[serve]\ntrusted_proxies = [\"nginx\"]", "nginx");
    }
}
