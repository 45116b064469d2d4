//! What each crate of the workspace declares, as cargo reads it.

use std::{process::Command, sync::OnceLock};

use serde_json::Value;

/// One declared dependency of one crate.
pub(crate) struct Declared {
    /// The crate that declares it.
    pub(crate) of: String,
    /// What it depends on.
    pub(crate) on: String,
    /// Whether only its tests and benches do.
    pub(crate) for_tests: bool,
}

fn metadata() -> &'static Value {
    static METADATA: OnceLock<Value> = OnceLock::new();
    METADATA.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
            .current_dir(aiguilleur_tests::root())
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
    })
}

fn packages() -> &'static [Value] {
    metadata()["packages"].as_array().expect("packages")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Every crate of the workspace, by its package name.
pub(crate) fn crates() -> Vec<String> {
    packages().iter().map(|package| text(&package["name"])).collect()
}

/// Every dependency that a crate of the workspace declares.
pub(crate) fn declared() -> Vec<Declared> {
    let of_package = |package: &'static Value| {
        let dependencies = package["dependencies"].as_array().expect("dependencies");
        dependencies.iter().map(|dependency| Declared {
            of: text(&package["name"]),
            on: text(&dependency["name"]),
            for_tests: dependency["kind"] == "dev",
        })
    };
    packages().iter().flat_map(of_package).collect()
}
