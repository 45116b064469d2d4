//! The program under test: the one that `AIGUILLEUR_BIN` names, else built here and now. And the workspace's own
//! tool, which invents data.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
};

/// The path of the binary. Cargo has no stable way to hand one package's binary to another's tests.
pub(crate) fn path() -> PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| std::env::var_os("AIGUILLEUR_BIN").map_or_else(|| built("aiguilleur"), PathBuf::from))
        .clone()
}

/// Runs `cargo xtask` with `arguments`, to its end.
pub fn xtask(arguments: &[&str]) {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    // Where the program under test was built, so was the tool.
    let beside = || Some(std::env::var_os("AIGUILLEUR_BIN").map(PathBuf::from)?.with_file_name("xtask"));
    let found = || beside().filter(|path| path.is_file()).unwrap_or_else(|| built("xtask"));
    let done = Command::new(PATH.get_or_init(found))
        .args(arguments)
        .current_dir(crate::root())
        .output()
        .expect("xtask runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn built(package: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--locked", "--package", package, "--message-format=json-render-diagnostics"])
        .current_dir(crate::root())
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{package} does not build");
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut executables = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    executables.next_back().expect("cargo names the program that it built")
}
