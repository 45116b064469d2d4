//! What is nowhere in the workspace: skipped or sleeping tests, stubs, a machine's paths, a registry's address.

use std::path::Path;

use super::{check, sources};

/// Every place where one of `words` is in `text`, as `path:line`.
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
        // One place pauses between two looks at another process, for all tests.
        sources
            .iter()
            .filter(|source| source.path != Path::new("tests/src/until.rs"))
            .flat_map(|source| places(&source.path, test_text(source), &words)),
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

/// How many folders above where it starts the longest climb of `line` leads; 0 without one.
fn climb(line: &str) -> usize {
    let mut longest = 0;
    for (start, _) in line.match_indices("../").filter(|(start, _)| !line[..*start].ends_with("../")) {
        longest = longest.max(line[start..].split("../").take_while(|between| between.is_empty()).count());
    }
    longest
}

/// The depth of the folder that the climbs of `line` start from: the crate's, the workspace's, else the file's.
fn depth(root: &Path, path: &Path, line: &str) -> usize {
    let mut folders = path.ancestors().skip(1);
    if line.contains("root()") {
        return 0;
    }
    if line.contains("CARGO_MANIFEST_DIR") {
        let of_crate = folders.find(|folder| root.join(folder).join("Cargo.toml").is_file());
        return of_crate.expect("the workspace's own manifest").components().count();
    }
    folders.next().expect("a file has a folder").components().count()
}

#[test]
fn nothing_reaches_outside_the_checkout() {
    let root = aiguilleur_tests::root();
    let files = aiguilleur_tests::files().into_iter().filter(|path| !path.starts_with("fixtures/reference"));
    let findings = files.flat_map(|path| {
        // What is not text has no lines to show.
        let text = std::fs::read_to_string(root.join(&path)).unwrap_or_default();
        let outside = text.lines().enumerate().filter(|(_, line)| climb(line) > depth(&root, &path, line));
        outside.map(|(index, _)| format!("{}:{}", path.display(), index + 1)).collect::<Vec<_>>()
    });
    check(
        "a path leads outside of the workspace:",
        "what a test or a tool needs is committed, or fetched by a documented command",
        findings,
    );
}

#[test]
fn a_climb_is_measured() {
    let check = |line: &str, expected: usize| assert_eq!(climb(line), expected, "{line}");
    check("a..b, 1..=2", 0);
    check(&format!("x/{0}{0}y {0}", "../"), 2);
    let root = aiguilleur_tests::root();
    let at = |path: &str, line: &str| depth(&root, Path::new(path), line);
    assert_eq!(at("crates/api/tests/http/main.rs", "include_str!"), 4);
    assert_eq!(at("crates/api/tests/http/main.rs", "env!(\"CARGO_MANIFEST_DIR\")"), 2);
    assert_eq!(at("tests/src/data.rs", "root().join"), 0);
}

#[test]
fn no_test_passes_by_doing_nothing() {
    let words = words(&[
        ("println!(\"left", " out"),
        ("var_os(\"", "CI\")"),
        ("var(\"", "CI\")"),
        ("is ab", "sent: "),
    ]);
    let sources = sources::all();
    check(
        "a test leaves when something is not there:",
        "commit what it needs (fixtures/reference), or let it fail in words",
        sources.iter().flat_map(|source| places(&source.path, test_text(source), &words)),
    );
}
