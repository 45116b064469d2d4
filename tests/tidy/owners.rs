//! Which crate may name which library: each heavy one has an owner, so that it can be replaced in one place.

use super::{check, dependencies};

/// A library, who may use it, and who may use it in tests alone.
const OWNERS: &[(&str, &[&str], &[&str])] = &[
    ("quick-xml", &["aiguilleur-sources"], &[]),
    ("zip", &["aiguilleur-sources"], &["aiguilleur-tests"]),
    ("encoding_rs", &["aiguilleur-sources", "aiguilleur-reconcile"], &[]),
    ("parquet", &["aiguilleur-columnar"], &[]),
    ("calamine", &["aiguilleur-reconcile"], &[]),
    ("rust_xlsxwriter", &["aiguilleur-reconcile"], &[]),
    ("x509-parser", &["aiguilleur-certificate"], &[]),
    ("pdf-writer", &["aiguilleur-kit"], &[]),
    ("ttf-parser", &["aiguilleur-kit"], &[]),
    ("lopdf", &["aiguilleur-kit"], &["aiguilleur-tests", "aiguilleur-web"]),
    ("rsa", &["aiguilleur-certificate"], &[]),
    ("csv", &["aiguilleur-sources"], &[]),
    ("sled", &["aiguilleur-store"], &[]),
    ("quick_cache", &["aiguilleur-store"], &[]),
    ("lz4_flex", &["aiguilleur-store"], &[]),
    ("crc32fast", &["aiguilleur-store"], &[]),
    ("tantivy", &["aiguilleur-search"], &[]),
    ("arc-swap", &["aiguilleur-directory"], &[]),
    ("reqwest", &["aiguilleur-sync", "aiguilleur-depot"], &[]),
    ("rustls", &["aiguilleur-sync", "aiguilleur-depot"], &[]),
    ("object_store", &["aiguilleur-depot"], &[]),
    ("ring", &["aiguilleur-depot"], &[]),
    ("backoff", &["aiguilleur-sync"], &[]),
    ("governor", &["aiguilleur-sync", "aiguilleur-api"], &[]),
    ("axum", &["aiguilleur-api", "aiguilleur-web", "aiguilleur", "aiguilleur-fuzz"], &[]),
    ("tower-http", &["aiguilleur-api", "aiguilleur-web"], &[]),
    (
        "tokio",
        &[
            "aiguilleur-sync",
            "aiguilleur-depot",
            "aiguilleur-api",
            "aiguilleur-web",
            "aiguilleur",
            "aiguilleur-fuzz",
        ],
        &[],
    ),
    ("askama", &["aiguilleur-web"], &[]),
    ("clap", &["aiguilleur"], &[]),
    ("mimalloc", &["aiguilleur"], &[]),
    ("tracing-subscriber", &["aiguilleur"], &[]),
    ("anyhow", &["aiguilleur", "xtask"], &[]),
    ("opentelemetry", &["aiguilleur"], &[]),
    ("opentelemetry-otlp", &["aiguilleur"], &[]),
];

#[test]
fn heavy_libraries_are_named_by_their_owners_alone() {
    let findings = dependencies::declared().into_iter().filter(|declared| {
        let owned = OWNERS.iter().find(|(library, ..)| *library == declared.on);
        owned.is_some_and(|(_, owners, testers)| {
            let known = owners.contains(&declared.of.as_str());
            !(known || declared.for_tests && testers.contains(&declared.of.as_str()))
        })
    });
    check(
        "a crate names a library that another one owns:",
        "ask the owner for what you need, in our own types; a new owner needs its reason in crates/README.md, \
         a line in OWNERS and, where it is listed there, one in .cargo/deny.toml",
        findings.map(|declared| format!("{} names {}", declared.of, declared.on)),
    );
}

#[test]
fn libraries_that_decide_are_never_async() {
    let synchronous = [
        "domain",
        "nomenclature",
        "sources",
        "resolver",
        "store",
        "search",
        "directory",
        "importer",
        "columnar",
        "export",
        "certificate",
        "kit",
        "reconcile",
        "fhir",
    ];
    let asynchronous = ["tokio", "futures", "futures-util", "async-trait", "hyper", "tower"];
    let findings = dependencies::declared().into_iter().filter(|declared| {
        let short = declared.of.strip_prefix("aiguilleur-").unwrap_or_default();
        synchronous.contains(&short) && asynchronous.contains(&declared.on.as_str())
    });
    check(
        "a synchronous crate names an asynchronous library:",
        "block in the core and let the edge (sync, api, web, the binary) give it a thread",
        findings.map(|declared| format!("{} names {}", declared.of, declared.on)),
    );
}
