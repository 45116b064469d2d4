//! `man`: one page for the program, one for each command, one for the configuration file. Packages are made with it.

mod configuration;
mod more;

use std::{fs, io::Write as _};

use anyhow::Context as _;
use clap::{Command, CommandFactory as _};
use clap_mangen::{Man, roff::Roff};

use crate::{
    Ending,
    arguments::{self, Arguments},
};

pub(crate) fn run(arguments: &arguments::Man) -> anyhow::Result<Ending> {
    for (name, page) in pages()? {
        let path = arguments.folder.join(name);
        fs::write(&path, page).with_context(|| format!("impossible d'écrire {}", path.display()))?;
    }
    Ok(Ending::Done)
}

/// Every page, by its file name.
fn pages() -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut root = Arguments::command();
    root.build();
    let mut pages = vec![("aiguilleur.toml.5".to_owned(), configuration::page()?)];
    collect(&root, "aiguilleur", &mut pages)?;
    Ok(pages)
}

fn collect(command: &Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
    let seen = command.get_subcommands().filter(|inner| !inner.is_hide_set() && inner.get_name() != "help");
    pages.push((format!("{name}.1"), page(command, name)?));
    for inner in seen {
        collect(inner, &format!("{name}-{}", inner.get_name()), pages)?;
    }
    Ok(())
}

/// One command: what clap knows of it, then what a manual says besides.
fn page(command: &Command, name: &str) -> anyhow::Result<Vec<u8>> {
    // The name of a page has hyphens, the command that one types has blanks.
    let shown = command.clone().display_name(name.to_owned());
    let man = Man::new(shown).title(name).section("1").manual("Aiguilleur").source(arguments::VERSION);
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    let mut more = Roff::new();
    more::sections(&mut more, command, name);
    text.write_all(more.render().as_bytes())?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_that_says_how_it_ends() {
        let pages = pages().unwrap();
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["aiguilleur.1", "aiguilleur-resolve.1", "aiguilleur-keys-create.1", "aiguilleur.toml.5"]
        {
            assert!(names.contains(&name), "{names:?}");
        }
        assert!(!names.contains(&"aiguilleur-man.1"), "{names:?}");
        for (name, page) in &pages {
            let page = std::str::from_utf8(page).unwrap();
            assert!(page.contains(".SH NAME"), "{name}");
            assert!(name.ends_with(".5") || page.contains("CODE DE RETOUR"), "{name}");
        }
    }

    #[test]
    fn every_command_has_an_example() {
        for (name, _) in pages().unwrap().iter().filter(|(name, _)| name.matches('-').count() == 1) {
            let command = name.trim_start_matches("aiguilleur-").trim_end_matches(".1");
            assert!(
                more::examples(command).next().is_some(),
                "an example of {command} in command/man/more.rs"
            );
        }
    }
}
