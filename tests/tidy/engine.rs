//! One engine: what a decision or a warning says is made in the resolver, and only shown elsewhere.

use super::{check, sources};

/// What makes a decision, a warning or a verdict.
const MAKERS: [&str; 6] =
    ["Warning::new(", "Warning::with(", "Warning {", "Decision {", "Orderable {", "Proposal::new("];

#[test]
fn decisions_are_made_in_the_resolver_alone() {
    let elsewhere = sources::all().into_iter().filter(|source| {
        let path = source.shown();
        path.starts_with("crates/") && path.contains("/src/") && !path.starts_with("crates/resolver/")
    });
    let mut found = Vec::new();
    for source in elsewhere {
        for (number, line) in source.text.lines().enumerate() {
            // A signature names a type; a maker is followed by its fields.
            let names_type = ["->", "impl ", "enum ", "struct "].iter().any(|word| line.contains(word));
            if !names_type && MAKERS.iter().any(|maker| line.contains(maker)) {
                found.push(format!("{}:{}: {}", source.shown(), number + 1, line.trim()));
            }
        }
    }
    check(
        "a decision, a warning or a verdict is made outside the resolver:",
        "give the resolver the facts and show what it answers, with its rule and passages",
        found,
    );
}
