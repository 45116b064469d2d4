//! Files and folders closed to other users, whatever the umask: what they hold may be personal.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

const FILE: u32 = 0o600;
const FOLDER: u32 = 0o750;

/// Creates a folder and those that lead to it.
///
/// # Errors
/// When the disk refuses.
pub fn create_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Creates a file, or empties the one that is there.
///
/// # Errors
/// When the disk refuses.
pub fn create(path: &Path) -> io::Result<File> {
    private().read(true).write(true).truncate(true).open(path)
}

/// Replaces a file's content in place; [`crate::replace`] does it whole.
///
/// # Errors
/// When the disk refuses.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    io::Write::write_all(&mut create(path)?, bytes)
}

/// Options that create a file with.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).mode(FILE);
    options
}

/// Closes a folder and all that it holds: libraries create files as the umask has them.
///
/// # Errors
/// When the disk refuses.
pub fn close(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            close(&entry.path())?;
        } else {
            fs::set_permissions(entry.path(), Permissions::from_mode(FILE))?;
        }
    }
    fs::set_permissions(folder, Permissions::from_mode(FOLDER))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_was_open_to_all_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, file) = (folder.path().join("a/b"), folder.path().join("a/b/c"));
        create_folder(&inner).unwrap();
        write(&file, b"1").unwrap();
        assert_eq!((mode(&inner) & 0o027, mode(&file)), (0, 0o600));
        fs::set_permissions(&inner, Permissions::from_mode(0o777)).unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o666)).unwrap();
        close(&folder.path().join("a")).unwrap();
        assert_eq!((mode(&inner), mode(&file)), (0o750, 0o600));
        assert_eq!(fs::read(&file).unwrap(), b"1");
    }
}
