//! Where things are in the workspace, and how generated files are written or compared.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What to do with generated content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    /// Fail if what is there differs.
    Check,
}

impl Mode {
    /// `--check` or not.
    pub(crate) fn from_flag(check: bool) -> Self {
        if check { Self::Check } else { Self::Write }
    }
}

/// A file to generate: its name in the folder, and its content.
pub(crate) type Generated = (String, Vec<u8>);

/// Makes `folder` hold exactly `files` (besides those that `keep` names), or checks that it does.
pub(crate) fn settle(folder: &Path, files: &[Generated], mode: Mode, keep: &[&str]) -> Result<()> {
    let mut stale = Vec::new();
    for (name, content) in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|found| found == *content) {
            continue;
        }
        stale.push(name.clone());
        if mode == Mode::Write {
            fs::create_dir_all(folder)?;
            fs::write(&path, content).with_context(|| format!("writing {}", path.display()))?;
        }
    }
    for name in surplus(folder, files, keep)? {
        if mode == Mode::Write {
            fs::remove_file(folder.join(&name)).with_context(|| format!("removing {name}"))?;
        }
        stale.push(name);
    }
    report(folder, files.len(), &stale, mode)
}

/// Makes the file at `path` hold exactly `content`, or checks that it does; its neighbours are not ours.
pub(crate) fn settle_one(path: &Path, content: &[u8], mode: Mode) -> Result<()> {
    let shown = path.strip_prefix(root()).unwrap_or(path).display();
    if fs::read(path).is_ok_and(|found| found == content) {
        println!("{shown}: up to date");
        return Ok(());
    }
    match mode {
        Mode::Check => bail!("{shown}: out of date, run cargo xtask"),
        Mode::Write => fs::write(path, content).with_context(|| format!("writing {shown}"))?,
    }
    println!("{shown}: written");
    Ok(())
}

fn surplus(folder: &Path, files: &[Generated], keep: &[&str]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(names);
    };
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !files.iter().any(|(wanted, _)| *wanted == name) && !keep.contains(&name.as_str()) {
            names.push(name);
        }
    }
    Ok(names)
}

fn report(folder: &Path, count: usize, stale: &[String], mode: Mode) -> Result<()> {
    let place = folder.strip_prefix(root()).unwrap_or(folder).display();
    match (mode, stale) {
        (_, []) => println!("{place}: {count} files, up to date"),
        (Mode::Write, changed) => println!("{place}: {} of {count} files written", changed.len()),
        (Mode::Check, changed) => bail!("{place}: out of date, run cargo xtask: {}", changed.join(", ")),
    }
    Ok(())
}
