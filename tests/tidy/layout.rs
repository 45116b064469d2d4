//! The layout: the top of the workspace, and what every crate's manifest says.

use std::{collections::BTreeSet, path::Path};

use super::check;

/// What the top of the workspace may show. The rest of what tools ask for hides behind a dot.
const SHOWN: &[&str] = &[
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "LISEZMOI.md",
    "README.md",
    "SECURITY.md",
    "crates",
    "deploy",
    "fixtures",
    "index",
    "tests",
];

/// What may hide there.
const HIDDEN: &[&str] = &[
    ".cargo",
    ".ci",
    ".clippy.toml",
    ".config",
    ".dockerignore",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".rustfmt.toml",
];

#[test]
fn the_top_level_holds_what_a_newcomer_expects() {
    let files = aiguilleur_tests::files();
    let top: BTreeSet<String> = files
        .iter()
        .filter_map(|path| Some(path.components().next()?.as_os_str().to_string_lossy().into_owned()))
        .collect();
    let unknown =
        top.iter().filter(|name| !SHOWN.contains(&name.as_str()) && !HIDDEN.contains(&name.as_str()));
    check(
        "an unexpected file is at the top of the workspace:",
        "find its place in crates, index, fixtures, tests or deploy",
        unknown.cloned(),
    );
    let missing = SHOWN.iter().filter(|name| **name != "deploy" && !top.contains(**name));
    check("the top of the workspace misses something:", "put it back", missing.map(ToString::to_string));
}

#[test]
fn every_crate_obeys_the_workspace_lints() {
    let root = aiguilleur_tests::root();
    let manifests = aiguilleur_tests::files().into_iter().filter(|path| {
        path.file_name().is_some_and(|name| name == "Cargo.toml") && path != Path::new("Cargo.toml")
    });
    let free = manifests.filter(|path| {
        let text = std::fs::read_to_string(root.join(path)).expect("a manifest");
        !text.contains("[lints]\nworkspace = true") || text.contains("[profile") || text.contains("git = ")
    });
    check(
        "a manifest goes its own way (lints, profiles, or a dependency from a repository):",
        "write `[lints]\\nworkspace = true`; profiles and shared versions stand in the root manifest",
        free.map(|path| path.display().to_string()),
    );
}

#[test]
fn index_holds_reviewed_data_and_nothing_built() {
    let unknown = aiguilleur_tests::files().into_iter().filter(|path| {
        let text = path
            .extension()
            .is_some_and(|e| ["csv", "md", "tsv", "txt", "jsonl", "toml"].iter().any(|k| e == *k));
        path.starts_with("index") && !text
    });
    check(
        "index/ holds something that is no reviewed table:",
        "index files are built in the data folder, never here",
        unknown.map(|path| path.display().to_string()),
    );
}
