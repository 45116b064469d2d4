//! The page: every option with its default, its unit, how else it is given, and one sentence.

use std::{collections::BTreeMap, fmt::Write as _};

use clap::{Command, CommandFactory as _};

use super::{Entry, entries, keys};
use crate::{arguments::Arguments, configuration::words::FLAGS};

const HEAD: &str = "\
# La configuration

<!-- Page écrite par `aiguilleur config --reference` : la changer dans crates/aiguilleur/src/configuration/words. -->

Tout a un défaut : un fichier vide suffit. Le fichier est `aiguilleur.toml` dans le dossier des données, ou celui que nomme \
`--config` ; [aiguilleur.toml](aiguilleur.toml) les porte tous, en commentaire. L'environnement l'emporte sur le fichier, et la \
ligne de commande sur l'environnement ; `aiguilleur config` dit ce qui vaut, et d'où. Un nom qui n'existe pas est refusé, avec \
ceux qui existent. Une durée s'écrit `20s`, `15m`, `2h` ; dans une variable, une liste se sépare par des virgules.
";

/// The page, in Markdown.
pub(crate) fn page() -> anyhow::Result<String> {
    let all = entries()?;
    let mut text = HEAD.to_owned();
    let (mut section, mut seen) = ("", Vec::new());
    for entry in &all {
        if seen.contains(&entry.word.option) {
            continue;
        }
        seen.push(entry.word.option);
        if section != entry.section() {
            section = entry.section();
            head(&mut text, section, &keys(&all, section));
        }
        row(&mut text, entry, &all);
    }
    outside(&mut text);
    Ok(text)
}

fn head(text: &mut String, section: &str, keys: &[&str]) {
    // Writing to a string does not fail.
    let _infallible = writeln!(text, "\n## `[{section}]`\n");
    if !keys.is_empty() {
        let _infallible = writeln!(
            text,
            "`*` : {}.\n",
            keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
        );
    }
    text.push_str("| option | défaut | unité | autrement | ce qu'elle règle |\n|---|---|---|---|---|\n");
}

fn row(text: &mut String, entry: &Entry, all: &[Entry]) {
    let Entry { option, word } = entry;
    let mut defaults =
        all.iter().filter(|other| other.word.option == word.option).map(|other| &other.option.default);
    let default = match &option.default {
        _ if !defaults.all(|default| *default == option.default) => "selon le nom".to_owned(),
        Some(default) => format!("`{default}`"),
        None => "—".to_owned(),
    };
    // What has no default is not looked for in the environment.
    let variable = option.default.as_ref().map(|default| {
        let below = if default.is_table() { "_*" } else { "" };
        format!("`AIGUILLEUR_{}{below}`", word.option.to_uppercase().replace('.', "_"))
    });
    let flag = FLAGS.iter().find(|(path, _)| *path == word.option).map(|(_, flag)| format!("`--{flag}`"));
    let otherwise = variable.into_iter().chain(flag).collect::<Vec<_>>().join(", ");
    let _infallible =
        writeln!(text, "| `{}` | {default} | {} | {otherwise} | {} |", option.name, word.unit, word.meaning);
}

/// Settings that exist as environment variables only.
fn outside(text: &mut String) {
    let mut variables = BTreeMap::new();
    collect(&Arguments::command(), &mut variables);
    text.push_str("\n## Hors du fichier\n\n| variable | option | ce qu'elle règle |\n|---|---|---|\n");
    for (variable, (flag, help)) in variables {
        let _infallible = writeln!(text, "| `{variable}` | `--{flag}` | {help}. |");
    }
    text.push_str("| `AIGUILLEUR_LOG` | `--verbose` | Ce qui est journalisé : `info`, `debug`, ou un filtre de `tracing`. |\n");
    text.push_str(
        "| `OTEL_EXPORTER_OTLP_ENDPOINT` | | Adresse d'un collecteur OpenTelemetry (`http://127.0.0.1:4318`) : `serve` y envoie une trace par requête. \
         Les autres variables `OTEL_*` sont celles d'OpenTelemetry. |\n",
    );
}

fn collect(command: &Command, into: &mut BTreeMap<String, (String, String)>) {
    for argument in command.get_arguments() {
        if let (Some(variable), Some(flag)) = (argument.get_env(), argument.get_long()) {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            into.insert(
                variable.display().to_string(),
                (flag.to_owned(), help.trim_end_matches('.').to_owned()),
            );
        }
    }
    command.get_subcommands().for_each(|inner| collect(inner, into));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_options_of_serve_and_their_flags_agree() {
        let command = Arguments::command();
        let serve = command.find_subcommand("serve").unwrap();
        let mut given: Vec<&str> = serve.get_arguments().filter_map(clap::Arg::get_long).collect();
        given.retain(|flag| !["data", "from", "config", "verbose", "log-json"].contains(flag));
        let mut known: Vec<&str> = FLAGS.iter().map(|(_, flag)| *flag).collect();
        given.sort_unstable();
        known.sort_unstable();
        assert_eq!(given, known);
    }
}
