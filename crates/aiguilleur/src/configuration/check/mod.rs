//! Whether a server and a worker could start with a configuration: every name, value, file and address.

mod files;
mod serve;
mod sync;

use std::{fmt, path::Path};

use toml::Value;

use super::{
    Configuration, Layers, Origin,
    options::{self, Found},
    words,
};

/// What is wrong with one option, in French.
#[derive(Debug)]
pub(crate) struct Fault {
    option: String,
    origin: Option<Origin>,
    says: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Some(origin) => write!(f, "{origin} : {} : {}", self.option, self.says),
            None => write!(f, "{} : {}", self.option, self.says),
        }
    }
}

/// Faults as they are found.
#[derive(Debug, Default)]
struct Faults(Vec<(String, String)>);

impl Faults {
    fn add(&mut self, option: impl Into<String>, says: impl Into<String>) {
        self.0.push((option.into(), says.into()));
    }

    /// Adds `says` unless `holds`.
    fn unless(&mut self, holds: bool, option: &str, says: &str) {
        if !holds {
            self.add(option, says);
        }
    }
}

/// The names that do not exist and the values that are of another type than their option's.
pub(crate) fn refused(layers: &Layers) -> anyhow::Result<Vec<Fault>> {
    let known = options::all()?;
    let mut faults = Vec::new();
    for (name, value, origin) in layers.iter().filter(|(.., origin)| **origin != Origin::Default) {
        let says = match option(&known, name) {
            None => Some(unknown(&known, name)),
            Some(found) => alone(name, value)
                .is_err()
                .then(|| format!("la valeur {value} est refusée : {} attendu", expected(found))),
        };
        faults.extend(says.map(|says| Fault { option: name.to_owned(), origin: Some(origin.clone()), says }));
    }
    Ok(faults)
}

/// What would keep a server or a worker from starting, or from doing what was meant.
pub(crate) fn faults(configuration: &Configuration, layers: &Layers, data: &Path) -> Vec<Fault> {
    let mut faults = Faults::default();
    faults.unless(
        (1..=30).contains(&configuration.import.history_years),
        "import.history_years",
        "une durée de 1 à 30 ans est attendue",
    );
    serve::check(&configuration.serve, data, &mut faults);
    sync::check(&configuration.sync, &mut faults);
    sync::depot(configuration, &mut faults);
    for (option, paths) in [
        ("certificates.authorities", &configuration.certificates.authorities),
        ("certificates.lists", &configuration.certificates.lists),
    ] {
        if let Err(error) = crate::certificates::authorities(paths) {
            faults.add(option, files::reason(&error));
        }
    }
    if let Some(blank) = &configuration.editeur.f413_blank {
        files::readable(blank, "editeur.f413_blank", &mut faults);
    }
    files::data(data, &mut faults);
    let origin =
        |option: &str| layers.iter().find(|(name, ..)| *name == option).map(|(.., origin)| origin.clone());
    let named = |(option, says): (String, String)| Fault { origin: origin(&option), option, says };
    faults.0.into_iter().map(named).collect()
}

/// The option that `name` sets: itself, or the table of names that it is in.
fn option<'k>(known: &'k [Found], name: &str) -> Option<&'k Found> {
    known.iter().find(|found| {
        let path = found.path();
        let table = found.default.as_ref().is_some_and(Value::is_table);
        name == path || (table && name.strip_prefix(&path).is_some_and(|rest| rest.starts_with('.')))
    })
}

fn unknown(known: &[Found], name: &str) -> String {
    // The nearest section that exists, and its options.
    let mut section = name;
    while let Some((above, _)) = section.rsplit_once('.') {
        section = above;
        let inside: Vec<&str> = known
            .iter()
            .filter(|found| found.section.join(".") == section)
            .map(|found| found.name.as_str())
            .collect();
        if !inside.is_empty() {
            return format!("ce nom n'existe pas ; [{section}] connaît {}", inside.join(", "));
        }
    }
    "cette section n'existe pas ; le fichier connaît [import], [serve], [sync], [depot], [certificates] et \
     [editeur]"
        .to_owned()
}

/// Whether the option takes `value`, all others at their default.
fn alone(name: &str, value: &Value) -> anyhow::Result<()> {
    let mut layers = Layers::of(&Configuration::default())?;
    layers.set(name, value.clone(), Origin::CommandLine);
    layers.read::<Configuration>().map(drop)
}

/// What the option takes, as the reference says it.
fn expected(found: &Found) -> String {
    let path = found.path();
    let unit =
        words::all().find(|word| word.speaks_of(&path)).map(|word| word.unit).filter(|unit| !unit.is_empty());
    let in_unit = |what: &str| unit.map_or_else(|| what.to_owned(), |unit| format!("{what} ({unit})"));
    match &found.default {
        Some(Value::Boolean(_)) => "true ou false".to_owned(),
        Some(Value::Integer(_)) => in_unit("un nombre entier positif"),
        Some(Value::Float(_)) => in_unit("un nombre"),
        Some(Value::Array(_)) => in_unit("une liste de noms connus ou d'adresses"),
        Some(Value::Table(_)) => in_unit("un nombre entier par nom"),
        _ => unit.unwrap_or("un texte").to_owned(),
    }
}

#[cfg(test)]
mod tests;
