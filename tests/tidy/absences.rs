//! What is nowhere in the workspace: skipped or sleeping tests, stubs, a machine's paths, a registry's address.

use std::path::Path;

use super::{check, sources};

/// Every place where one of `words` stands in `text`, as `path:line`.
fn places<'a>(path: &'a Path, text: &'a str, words: &'a [String]) -> impl Iterator<Item = String> + 'a {
    text.lines().enumerate().filter_map(move |(index, line)| {
        let found = words.iter().find(|word| line.contains(word.as_str()));
        found.map(|word| format!("{}:{} says {word}", path.display(), index + 1))
    })
}

/// Words put together here, so that this file does not find itself.
fn words(halves: &[(&str, &str)]) -> Vec<String> {
    halves.iter().map(|(left, right)| format!("{left}{right}")).collect()
}

#[test]
fn no_test_is_skipped_and_nothing_is_a_stub() {
    let words =
        words(&[("#[", "ignore"), ("todo", "!("), ("unimplemented", "!("), ("FIX", "ME"), ("TO", "DO:")]);
    let sources = sources::all();
    check(
        "something was left for later:",
        "finish it or take it out; what is not built yet is an issue, not a stub",
        sources.iter().flat_map(|source| places(&source.path, &source.text, &words)),
    );
}

/// The part of a file that is tests: all of a file in a `tests` folder, else what follows `#[cfg(test)]`.
fn test_text(source: &sources::Source) -> &str {
    let in_tests = source.path.components().any(|part| part.as_os_str() == "tests");
    let named_so = source.path.file_stem().is_some_and(|stem| stem == "tests");
    if in_tests || named_so {
        return &source.text;
    }
    source.text.find("#[cfg(test)]").map_or("", |start| &source.text[start..])
}

#[test]
fn no_test_sleeps() {
    let words = words(&[("thread::", "sleep"), ("time::", "sleep("), ("park_", "timeout")]);
    let sources = sources::all();
    check(
        "a test sleeps:",
        "wait for the event itself, or pause the clock (tokio's `start_paused`, our `Clock`)",
        sources.iter().flat_map(|source| places(&source.path, test_text(source), &words)),
    );
}

#[test]
fn no_machine_and_no_registry_is_named() {
    let mut words = words(&[("/tm", "p/"), ("/roo", "t/"), ("/wor", "k/"), ("/hom", "e/"), ("/User", "s/")]);
    for host in
        ["crates", "index.crates", "static.crates", "pypi", "registry.npmjs", "deb.debian", "ports.ubuntu"]
    {
        words.push(format!("https://{host}."));
        words.push(format!("http://{host}."));
    }
    let root = aiguilleur_tests::root();
    let files = aiguilleur_tests::files().into_iter().filter(|path| path != Path::new("Cargo.lock"));
    let findings = files.flat_map(|path| {
        let bytes = std::fs::read(root.join(&path)).expect("a file that git lists");
        // What is not text has no lines to show.
        let text = String::from_utf8(bytes).unwrap_or_default();
        places(&path, &text, &words).collect::<Vec<_>>()
    });
    check(
        "a path of one machine, or a registry's address, is written down:",
        "use a temporary folder, a setting, or the ordinary client's own configuration",
        findings,
    );
}
