//! Where the workspace is, which files it holds, and the folder of samples beside it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file that belongs to the workspace, relative to its root: what git holds or would hold.
pub fn files() -> Vec<PathBuf> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git is needed to tell the workspace's files from what was built");
    assert!(listing.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listing.stderr));
    let names = String::from_utf8(listing.stdout).expect("file names in UTF-8");
    let paths = names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from);
    // A file that was deleted and not yet committed is listed all the same.
    paths.filter(|path| root().join(path).is_file()).collect()
}

/// The folder of samples beside the workspace, which only our own machines have.
///
/// Where it must be (`CI` is set) its absence fails the test; elsewhere the test says what it leaves out.
pub fn shared(what: &str) -> Option<PathBuf> {
    let folder = root().join("../shared");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is needed for: {what}", folder.display());
    println!("left out, {} is absent: {what}", folder.display());
    None
}
