//! Every option that a configuration may hold, read off the code itself: what `serde` says of a name that does not exist.
//!
//! A section refuses the name `?` and says which it knows; whatever does not is a value. So an option that is added
//! anywhere is found here, with or without a default.

use toml::{Table, Value};

use super::Configuration;

/// An option.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// Its section, a name after the other (`sync`, `guards`); empty at the top.
    pub(super) section: Vec<String>,
    pub(super) name: String,
    /// Its value when nothing else is said; none where there is none.
    pub(super) default: Option<Value>,
}

impl Found {
    /// The dotted name.
    pub(super) fn path(&self) -> String {
        self.section.iter().chain([&self.name]).cloned().collect::<Vec<_>>().join(".")
    }
}

/// Every option, those of a section together, before those of the sections in it.
pub(super) fn all() -> anyhow::Result<Vec<Found>> {
    let defaults = Table::try_from(Configuration::default())?;
    let mut found = Vec::new();
    walk(&mut Vec::new(), &Value::Table(defaults), &mut found);
    Ok(found)
}

fn walk(section: &mut Vec<String>, defaults: &Value, found: &mut Vec<Found>) {
    let mut sections = Vec::new();
    for name in names(section).unwrap_or_default() {
        section.push(name.clone());
        let is_section = names(section).is_some();
        section.pop();
        if is_section {
            sections.push(name);
        } else {
            let default = defaults.get(&name).cloned();
            found.push(Found { section: section.clone(), name, default });
        }
    }
    let nothing = Value::Table(Table::new());
    for name in sections {
        let inner = defaults.get(&name).unwrap_or(&nothing).clone();
        section.push(name);
        walk(section, &inner, found);
        section.pop();
    }
}

/// The names that the section at `path` knows; none when it is no section.
fn names(path: &[String]) -> Option<Vec<String>> {
    // A value that is one word of several refuses `?` however it is asked; a section is asked for no text.
    if refusal(path, Value::String("?".to_owned()))?.starts_with("unknown variant") {
        return None;
    }
    let refusal = refusal(path, Value::Table(Table::from_iter([("?".to_owned(), Value::Integer(0))])))?;
    let (what, known) = refusal.split_once(", expected ")?;
    let is_section = ["unknown field `?`", "unknown variant `?`"].contains(&what);
    is_section.then(|| known.split('`').skip(1).step_by(2).map(str::to_owned).collect())
}

/// What is said of a configuration that holds only `value`, at `path`; nothing when it is taken.
fn refusal(path: &[String], value: Value) -> Option<String> {
    let inside = |inner, name: &String| Value::Table(Table::from_iter([(name.clone(), inner)]));
    let asked = path.iter().rev().fold(value, inside);
    asked.try_into::<Configuration>().err().map(|error| error.message().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_wherever_they_are() {
        let found = all().unwrap();
        let default = |path: &str| found.iter().find(|option| option.path() == path).unwrap().default.clone();
        assert_eq!(default("import.history_years"), Some(Value::Integer(5)));
        assert_eq!(default("serve.limits.headers"), Some(Value::Integer(64)));
        assert_eq!(default("sync.schedule.jitter"), Some(Value::String("20m".to_owned())));
        assert_eq!(default("sync.publishers.ans.burst"), Some(Value::Integer(10)));
        assert_eq!(default("serve.webhooks.secret_file"), None);
        assert_eq!(default("sync.overrides.StockUniteLegale.max_bytes"), None);
        assert!(default("sync.guards.oldest_days_by_source").is_some_and(|value| value.is_table()));
    }

    #[test]
    fn no_default_is_outside_of_the_options() {
        let found: Vec<String> = all().unwrap().iter().map(Found::path).collect();
        let layers = super::super::Layers::of(&Configuration::default()).unwrap();
        for (name, ..) in layers.iter() {
            assert!(found.iter().any(|path| name == path || name.starts_with(&format!("{path}."))), "{name}");
        }
    }
}
