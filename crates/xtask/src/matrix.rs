//! `cargo xtask matrix`: the page of every ordering rule, as the resolver itself tells it.

use anyhow::Result;

use crate::{
    arguments::Arguments,
    workspace::{self, Mode},
};

/// Writes the page, or with `--check` compares.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let mode = Mode::from_flag(arguments.flag("--check"));
    arguments.finish()?;
    let page = workspace::root().join("crates/resolver/RULES.md");
    workspace::settle_one(&page, aiguilleur_resolver::matrix_markdown().as_bytes(), mode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_up_to_date() {
        run(Arguments::of(&["--check"])).unwrap();
    }
}
