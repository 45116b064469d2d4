//! One engine: what a decision or a warning says is made in the resolver, and only shown elsewhere. The compiler sees to
//! it: outside that crate nothing makes a `Decision` or changes its outcome. What is left to see is that it stays so.

use super::{check, sources};

/// What makes a decision, a warning or a verdict, and where it stands.
const MAKERS: [(&str, &str); 4] = [
    ("answer/decision.rs", "pub(crate) conclusion: Conclusion"),
    ("answer/decision.rs", "pub(crate) reply: Reply"),
    ("answer/identifier.rs", "pub(crate) fn new(kind: IdentifierKind, value: &str, condition"),
    ("warning.rs", "pub(crate) fn new(code: WarningCode)"),
];

/// What only the resolver's crate can write down field by field.
const SEALED: [(&str, &str); 3] =
    [("warning.rs", "Warning"), ("standing.rs", "Orderable"), ("answer/identifier.rs", "Proposal")];

#[test]
fn decisions_are_made_in_the_resolver_alone() {
    let all = sources::all();
    let text = |file: &str| {
        let path = format!("crates/resolver/src/{file}");
        all.iter().find(|source| source.shown() == path).map_or("", |source| source.text.as_str())
    };
    let open = MAKERS.iter().filter(|(file, maker)| !text(file).contains(maker));
    let mut found: Vec<String> = open.map(|(file, maker)| format!("{file}: {maker}")).collect();
    let unsealed = SEALED
        .iter()
        .filter(|(file, name)| !text(file).contains(&format!("#[non_exhaustive]\npub struct {name} {{")));
    found.extend(unsealed.map(|(file, name)| format!("{file}: {name} is not #[non_exhaustive]")));
    check(
        "a decision, a warning or a verdict could be made outside the resolver:",
        "give the resolver the facts and show what it answers, with its rule and passages",
        found,
    );
}
