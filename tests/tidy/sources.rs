//! How our Rust files look: their first line and their size. Generated files are only asked for a first line.

use std::path::PathBuf;

use super::check;

/// A Rust file and its text.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn is_generated(&self) -> bool {
        self.path.components().any(|part| part.as_os_str() == "generated")
    }

    pub(crate) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    fn lines(&self) -> usize {
        self.text.lines().count()
    }
}

/// Every Rust file of the workspace.
pub(crate) fn all() -> Vec<Source> {
    let root = aiguilleur_tests::root();
    let paths = aiguilleur_tests::files().into_iter();
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(root.join(&path)).expect("Rust is UTF-8");
        Source { path, text }
    };
    paths.map(read).collect()
}

#[test]
fn every_file_opens_with_what_it_is() {
    let dumb = all().into_iter().filter(|source| {
        let first = source.text.lines().next().unwrap_or_default();
        !first.starts_with("//! ") || first.len() < 12
    });
    check(
        "a Rust file does not open with a `//!` sentence:",
        "say in one sentence what the file is, and what it is not",
        dumb.map(|source| source.shown()),
    );
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let long = all().into_iter().filter(|source| !source.is_generated() && source.lines() > 500);
    check(
        "a file is too long to be read in one go:",
        "find the second subject in it and give it a file of its own",
        long.map(|source| format!("{} has {} lines", source.shown(), source.lines())),
    );
}

#[test]
fn files_are_short_as_a_rule() {
    let mut sizes: Vec<usize> = all().iter().filter(|s| !s.is_generated()).map(Source::lines).collect();
    sizes.sort_unstable();
    let share = |part: usize| sizes[sizes.len() * part / 100];
    println!(
        "{} files: median {}, 90th percentile {}, longest {}",
        sizes.len(),
        share(50),
        share(90),
        share(99)
    );
    let findings = [("median", share(50), 120), ("90th percentile", share(90), 350)];
    let findings = findings.into_iter().filter(|(_, found, limit)| found > limit);
    check(
        "files have grown:",
        "split the longest: `git ls-files '*.rs' | xargs wc -l | sort -n`",
        findings.map(|(what, found, limit)| format!("{what}: {found} lines, {limit} at most")),
    );
}
