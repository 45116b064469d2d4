//! The house rules as tests: which crate may know which, how files look, what fixtures may hold. Nothing of the product runs.

mod absences;
mod circles;
mod dependencies;
mod edges;
mod engine;
mod fixtures;
mod layout;
mod maps;
mod owners;
mod sources;

/// Fails with every finding and with what to do about them, when there is one.
fn check(rule: &str, what_to_do: &str, findings: impl IntoIterator<Item = String>) {
    let findings: Vec<String> = findings.into_iter().collect();
    assert!(findings.is_empty(), "{rule}\n  {}\n→ {what_to_do}", findings.join("\n  "));
}
