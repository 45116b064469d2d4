//! A report written aside and put in place when it is whole: an interrupted run leaves the previous one in place.

use std::{
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::ReconcileError;

/// A report being written.
#[derive(Debug)]
pub struct Aside {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Aside {
    /// How the names of reports being written begin.
    pub(crate) const PREFIX: &str = ".aiguilleur-";

    /// Begins the report of `path`, in the same folder.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn begin(path: &Path) -> Result<Self, ReconcileError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(Self::PREFIX);
        // The report belongs to the user: its mode follows the umask, not a temporary file's.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder
            .tempfile_in(folder.unwrap_or_else(|| Path::new(".")))
            .map_err(|source| ReconcileError::Write { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), file: BufWriter::with_capacity(1 << 20, file) })
    }

    /// Puts it in place.
    ///
    /// # Errors
    /// When it cannot be written to its end; what stood there still does.
    pub fn finish(self) -> Result<(), ReconcileError> {
        let Self { path, file } = self;
        let failed = |source| ReconcileError::Write { path: path.clone(), source };
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
