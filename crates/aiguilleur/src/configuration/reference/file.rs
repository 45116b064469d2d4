//! The file that is shipped: every option at its default, as a comment, below what it means.

use std::fmt::Write as _;

use super::{Entry, entries, keys};

const HEAD: &str = "\
# Configuration d'Aiguilleur : toutes les options, en commentaire, chacune à sa valeur par défaut.
# Décommenter une ligne pour la changer ; une option laissée en commentaire suit les défauts des versions à venir.
# L'environnement l'emporte sur ce fichier, et la ligne de commande sur l'environnement : `aiguilleur config` dit ce qui
# vaut, et d'où. Un nom qui n'existe pas est refusé.
# Fichier écrit par `aiguilleur config --template`.
";

/// The file, in TOML.
pub(crate) fn file() -> anyhow::Result<String> {
    let all = entries()?;
    let mut text = HEAD.to_owned();
    let mut section: &[String] = &[];
    for entry in &all {
        // Where nothing has a default, one of the names that may stand there shows how all are written.
        let example = all.iter().filter(|other| other.section() == entry.section());
        let silent = entry.key().is_some() && example.clone().all(|other| other.option.default.is_none());
        if silent && entry.key() != keys(&all, entry.section()).first().copied() {
            continue;
        }
        if section != entry.option.section {
            section = &entry.option.section;
            head(&mut text, entry, silent.then(|| keys(&all, entry.section())));
        }
        option(&mut text, entry);
    }
    Ok(text)
}

fn head(text: &mut String, entry: &Entry, names: Option<Vec<&str>>) {
    let path = entry.option.section.join(".");
    // Writing to a string does not fail.
    let _infallible = match names {
        Some(names) => writeln!(text, "\n# Un nom parmi {}.\n#[{path}]", names.join(", ")),
        None => writeln!(text, "\n[{path}]"),
    };
}

fn option(text: &mut String, entry: &Entry) {
    let Entry { option, word } = entry;
    let unit = if word.unit.is_empty() { String::new() } else { format!(" ({})", word.unit) };
    let _infallible = match &option.default {
        Some(default) => writeln!(text, "# {}{unit}\n#{} = {default}", word.meaning, option.name),
        None => writeln!(text, "# {}{unit} Rien par défaut.\n#{} =", word.meaning, option.name),
    };
}
