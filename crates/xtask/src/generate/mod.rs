//! `cargo xtask generate`: the code tables of `index/nomenclature` as sorted Rust statics.

mod emit;
mod table;

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{
    arguments::Arguments,
    workspace::{self, Mode},
};

/// Generates, or with `--check` compares.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let mode = Mode::from_flag(arguments.flag("--check"));
    arguments.finish()?;
    let index = workspace::root().join("index/nomenclature");
    let manifest = fs::read_to_string(index.join("tables.csv")).context("index/nomenclature/tables.csv")?;
    let mut tables = Vec::new();
    for line in manifest.lines().skip(1) {
        let heading = table::Heading::parse(line)?;
        let path = index.join(format!("{}.csv", heading.file));
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        tables.push(table::Table::parse(heading, &text)?);
    }
    let listed = fs::read_dir(&index)?.filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|extension| extension == "csv"))
    });
    ensure!(listed.count() == tables.len() + 1, "a file of index/nomenclature is not listed in tables.csv");
    let mut files = vec![("mod.rs".to_owned(), emit::module(&tables).into_bytes())];
    for table in &tables {
        files.push((format!("{}.rs", table.heading.file), emit::table(table).into_bytes()));
    }
    workspace::settle(&workspace::root().join("crates/nomenclature/src/generated"), &files, mode, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generated_code_is_up_to_date() {
        run(Arguments::of(&["--check"])).unwrap();
    }
}
