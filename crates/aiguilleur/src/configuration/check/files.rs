//! Files and folders that the configuration names.

use std::{fs, io, path::Path};

use super::Faults;

/// The causes of `error` in one line, those of the system in French.
pub(super) fn reason(error: &anyhow::Error) -> String {
    let cause = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), aiguilleur_files::reason)
    };
    error.chain().map(cause).collect::<Vec<_>>().join(" : ")
}

/// Whether `path`, where one is named, is a file that can be read and holds something.
pub(super) fn readable(path: &Path, option: &str, faults: &mut Faults) {
    if path.as_os_str().is_empty() {
        return;
    }
    let shown = path.display();
    match fs::metadata(path)
        .and_then(|found| if found.is_file() { fs::read(path).map(Some) } else { Ok(None) })
    {
        Ok(Some(bytes)) if bytes.trim_ascii().is_empty() => faults.add(option, format!("{shown} est vide")),
        Ok(Some(_)) => {}
        Ok(None) => faults.add(option, format!("{shown} n'est pas un fichier")),
        Err(error) => faults.add(option, format!("{shown} : {}", aiguilleur_files::reason(&error))),
    }
}

/// Whether the data folder, or the nearest folder above it that exists, can be written to.
pub(super) fn data(data: &Path, faults: &mut Faults) {
    let absolute = std::path::absolute(data).unwrap_or_else(|_| data.to_owned());
    let Some(nearest) = absolute.ancestors().find(|folder| folder.exists()) else { return };
    if let Err(error) = tempfile::tempfile_in(nearest) {
        faults.add("--data", format!("{} : {}", nearest.display(), aiguilleur_files::reason(&error)));
    }
}
