//! The reference of the configuration: a page for people, and the file that is shipped. Both are made of the options that
//! the code has and of the words that are said of them.

mod file;
mod page;

use std::collections::BTreeSet;

use super::{
    options::{self, Found},
    words::{self, Word},
};

pub(crate) use file::file;
pub(crate) use page::page;

/// An option with what is said of it.
struct Entry {
    option: Found,
    word: &'static Word,
}

impl Entry {
    /// Its section, with `*` where any name may stand.
    fn section(&self) -> &'static str {
        self.word.option.rsplit_once('.').map_or("", |(section, _)| section)
    }

    /// The names that may stand for `*`.
    fn key(&self) -> Option<&str> {
        let at = self.word.option.split('.').position(|name| name == "*")?;
        self.option.section.get(at).map(String::as_str)
    }
}

/// Every option with its words; a test holds that each has some.
fn entries() -> anyhow::Result<Vec<Entry>> {
    let word = |option: &Found| words::all().find(|word| word.speaks_of(&option.path()));
    let found = options::all()?.into_iter();
    Ok(found.filter_map(|option| Some(Entry { word: word(&option)?, option })).collect())
}

/// A section: its name, and for each option its name with its default, and what it sets.
pub(crate) type Section = (&'static str, Vec<(String, String)>);

/// Every option by section. Sections whose names are free are given once.
pub(crate) fn sections() -> anyhow::Result<Vec<Section>> {
    let mut sections: Vec<Section> = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in entries()?.iter().filter(|entry| seen.insert(entry.word.option)) {
        let default =
            entry.option.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
        let unit = if entry.word.unit.is_empty() { String::new() } else { format!(" ({})", entry.word.unit) };
        let option = (format!("{}{default}", entry.option.name), format!("{}{unit}", entry.word.meaning));
        match sections.last_mut() {
            Some((section, options)) if *section == entry.section() => options.push(option),
            _ => sections.push((entry.section(), vec![option])),
        }
    }
    Ok(sections)
}

/// The names that may stand for `*` in a section, each once, in the code's order.
fn keys<'e>(entries: &'e [Entry], section: &str) -> Vec<&'e str> {
    let mut seen = BTreeSet::new();
    let inside = entries.iter().filter(|entry| entry.section() == section).filter_map(Entry::key);
    inside.filter(|key| seen.insert(*key)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use toml::Table;

    use super::super::{Configuration, Layers};

    const SHIPPED: &str = include_str!("../../../../../deploy/aiguilleur.toml");

    /// What the program runs with when its file holds `text`.
    fn read(text: &str) -> (Table, Layers) {
        let mut layers = Layers::of(&Configuration::default()).unwrap();
        layers.file(Path::new("aiguilleur.toml"), text).unwrap();
        (Table::try_from(layers.read::<Configuration>().unwrap()).unwrap(), layers)
    }

    #[test]
    fn what_is_shipped_is_up_to_date() {
        let page = include_str!("../../../../../deploy/CONFIGURATION.md");
        assert!(
            SHIPPED == super::file().unwrap(),
            "run `aiguilleur config --template > deploy/aiguilleur.toml`"
        );
        assert!(
            page == super::page().unwrap(),
            "run `aiguilleur config --reference > deploy/CONFIGURATION.md`"
        );
    }

    #[test]
    fn the_shipped_file_says_the_defaults_commented_and_uncommented() {
        let defaults = Table::try_from(Configuration::default()).unwrap();
        assert_eq!(read(SHIPPED).0, defaults);
        let uncommented: Vec<&str> = SHIPPED
            .lines()
            .map(|line| {
                line.strip_prefix('#')
                    .filter(|line| !line.starts_with(' ') && line.contains(" = "))
                    .unwrap_or(line)
            })
            .collect();
        let (uncommented, layers) = read(&uncommented.join("\n"));
        assert_eq!(uncommented, defaults);
        for (name, _, origin) in layers.iter() {
            assert_ne!(*origin, super::super::Origin::Default, "{name} is not in the shipped file");
        }
    }
}
