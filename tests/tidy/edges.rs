//! Which crate may know which: the arrows of the code map, and no other.

use super::{check, dependencies};

/// Each crate, and the crates of the workspace that it may depend on.
const ALLOWED: &[(&str, &[&str])] = &[
    ("aiguilleur-domain", &[]),
    ("aiguilleur-files", &[]),
    ("aiguilleur-nomenclature", &["domain"]),
    ("aiguilleur-sources", &["domain", "nomenclature", "columnar"]),
    ("aiguilleur-resolver", &["domain", "nomenclature"]),
    ("aiguilleur-store", &["files", "domain"]),
    ("aiguilleur-search", &["domain", "nomenclature"]),
    ("aiguilleur-directory", &["domain", "nomenclature", "resolver", "store", "search"]),
    (
        "aiguilleur-importer",
        &["files", "domain", "nomenclature", "sources", "resolver", "store", "search", "directory"],
    ),
    ("aiguilleur-columnar", &[]),
    ("aiguilleur-certificate", &["domain", "resolver"]),
    ("aiguilleur-kit", &["domain", "resolver", "directory", "certificate", "reconcile"]),
    ("aiguilleur-depot", &["files", "store"]),
    (
        "aiguilleur-reconcile",
        &["files", "domain", "nomenclature", "resolver", "store", "directory", "columnar", "certificate"],
    ),
    ("aiguilleur-export", &["files", "domain", "resolver", "store", "directory", "columnar"]),
    ("aiguilleur-sync", &["files", "domain", "nomenclature", "sources", "store", "directory", "importer"]),
    (
        "aiguilleur-api",
        &[
            "files",
            "domain",
            "nomenclature",
            "resolver",
            "directory",
            "certificate",
            "kit",
            "reconcile",
            "fhir",
        ],
    ),
    ("aiguilleur-fhir", &["domain", "nomenclature", "resolver", "directory"]),
    (
        "aiguilleur-web",
        &["domain", "nomenclature", "resolver", "directory", "certificate", "kit", "reconcile"],
    ),
    (
        "aiguilleur",
        &[
            "files",
            "domain",
            "nomenclature",
            "resolver",
            "store",
            "directory",
            "importer",
            "export",
            "depot",
            "certificate",
            "kit",
            "reconcile",
            "sync",
            "api",
            "web",
        ],
    ),
    ("xtask", &["domain", "nomenclature", "resolver"]),
    // The tests of the whole know the program by its command line and its answers.
    ("aiguilleur-tests", &[]),
    // What takes time, each work alone, to be timed and counted.
    (
        "aiguilleur-bench",
        &["domain", "sources", "resolver", "store", "search", "directory", "importer", "reconcile"],
    ),
    // What reads bytes from outside, called with any bytes.
    (
        "aiguilleur-fuzz",
        &["certificate", "domain", "sources", "store", "search", "directory", "importer", "reconcile", "api"],
    ),
];

fn allowed(of: &str) -> Option<&'static [&'static str]> {
    ALLOWED.iter().find(|(name, _)| *name == of).map(|(_, targets)| *targets)
}

#[test]
fn crates_depend_only_as_the_map_allows() {
    let ours = dependencies::crates();
    // What the tests of the whole have in common serves anybody's tests.
    let support = |edge: &dependencies::Declared| edge.for_tests && edge.on == "aiguilleur-tests";
    let edges = dependencies::declared().into_iter().filter(|edge| ours.contains(&edge.on) && !support(edge));
    let findings = edges.filter(|edge| {
        let short = edge.on.strip_prefix("aiguilleur-").unwrap_or(&edge.on);
        // Tests of readers import the fixtures.
        let to_test = edge.for_tests && short == "importer";
        !to_test && !allowed(&edge.of).is_some_and(|targets| targets.contains(&short))
    });
    check(
        "a crate depends on one that it must not know:",
        "pass the value in through a type of `domain`, or let the binary introduce the two; \
         a new arrow needs its reason in crates/README.md and a line in ALLOWED",
        findings.map(|edge| format!("{} -> {}", edge.of, edge.on)),
    );
}

#[test]
fn every_crate_has_its_place_in_the_table() {
    let unplaced = dependencies::crates().into_iter().filter(|name| allowed(name).is_none());
    check(
        "a crate is not in the table of allowed edges:",
        "a new crate must hide a dependency or a format; say which in crates/README.md, then place it in ALLOWED",
        unplaced,
    );
}

#[test]
fn what_faces_the_world_does_not_know_its_neighbours() {
    let edge = ["depot", "sync", "api", "web"];
    for (of, targets) in ALLOWED.iter().filter(|(name, _)| *name != "aiguilleur") {
        // `fuzz` sends requests to the API, and introduces it to nobody.
        let asked = |name: &str| of == &"aiguilleur-fuzz" && name == "api";
        let foreign = edge.iter().filter(|name| targets.contains(*name) && !asked(name));
        check(
            "only the binary may introduce depot, sync, api and web:",
            "take the arrow out of ALLOWED",
            foreign.map(|name| format!("{of} -> {name}")),
        );
    }
}
