//! The file that is shipped: every option at its default, as a comment, below what it means.

use std::fmt::Write as _;

use super::{Told, keys, told};

const HEAD: &str = "\
# Configuration d'Aiguilleur : toutes les options, en commentaire, chacune à sa valeur par défaut.
# Décommenter une ligne pour la changer ; une option laissée en commentaire suit les défauts des versions à venir.
# L'environnement l'emporte sur ce fichier, et la ligne de commande sur l'environnement : `aiguilleur config` dit ce qui
# vaut, et d'où. Un nom qui n'existe pas est refusé.
# Fichier écrit par `aiguilleur config --template`.
";

/// The file, in TOML.
pub(crate) fn file() -> anyhow::Result<String> {
    let all = told()?;
    let mut text = HEAD.to_owned();
    let mut section: &[String] = &[];
    for told in &all {
        // Where nothing has a default, one of the names that may stand there shows how all are written.
        let example = all.iter().filter(|other| other.section() == told.section());
        let silent = told.key().is_some() && example.clone().all(|other| other.option.default.is_none());
        if silent && told.key() != keys(&all, told.section()).first().copied() {
            continue;
        }
        if section != told.option.section {
            section = &told.option.section;
            head(&mut text, told, silent.then(|| keys(&all, told.section())));
        }
        option(&mut text, told);
    }
    Ok(text)
}

fn head(text: &mut String, told: &Told, names: Option<Vec<&str>>) {
    let path = told.option.section.join(".");
    // Writing to a string does not fail.
    let _infallible = match names {
        Some(names) => writeln!(text, "\n# Un nom parmi {}.\n#[{path}]", names.join(", ")),
        None => writeln!(text, "\n[{path}]"),
    };
}

fn option(text: &mut String, told: &Told) {
    let Told { option, word } = told;
    let unit = if word.unit.is_empty() { String::new() } else { format!(" ({})", word.unit) };
    let _infallible = match &option.default {
        Some(default) => writeln!(text, "# {}{unit}\n#{} = {default}", word.meaning, option.name),
        None => writeln!(text, "# {}{unit} Rien par défaut.\n#{} =", word.meaning, option.name),
    };
}
