//! `cargo xtask matrix`: the page of every ordering rule, as the resolver describes it, with the scenarios of the
//! reference in whose answers each takes part.

use std::{collections::BTreeMap, fs};

use aiguilleur_resolver::{Case, decide, matrix_markdown};
use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    arguments::Arguments,
    workspace::{self, Mode},
};

/// Writes the page, or with `--check` compares.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let mode = Mode::from_flag(arguments.flag("--check"));
    arguments.finish()?;
    let page = workspace::root().join("crates/resolver/RULES.md");
    workspace::settle_one(&page, matrix_markdown(&scenarios()?).as_bytes(), mode)
}

/// Scenario ids by rule id, in the order of the scenarios.
fn scenarios() -> Result<BTreeMap<&'static str, Vec<String>>> {
    let path = workspace::root().join("fixtures/reference/scenarios.jsonl");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut by_rule: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        let scenario: Value = serde_json::from_str(line)?;
        let id = scenario["id"].as_str().context("a scenario has an id")?;
        let case = Case::from_json(scenario["given"].to_string().as_bytes())?;
        for rule in decide(&case).decisions.iter().flat_map(|decision| decision.rule().all()) {
            let ids = by_rule.entry(rule.id).or_default();
            if ids.last().is_none_or(|last| last != id) {
                ids.push(id.to_owned());
            }
        }
    }
    Ok(by_rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_up_to_date() {
        run(Arguments::of(&["--check"])).unwrap();
    }
}
