//! `kit`: a folder with everything that an order needs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_directory::{BlockCache, Clock, DecisionRequest, Snapshot};
use aiguilleur_kit::{Editeur, Options, csv, prepare};
use aiguilleur_store::DataDir;
use anyhow::{Context, bail};

use super::resolve;
use crate::{Ending, arguments::Kit, configuration, console};

pub(crate) fn run(arguments: &Kit, clock: Clock) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&arguments.place, Vec::new())?;
    let data = DataDir::existing(arguments.place.dir());
    let snapshot = Snapshot::current(&data, &BlockCache::default())?.at(clock);
    let mut kits = Vec::with_capacity(arguments.ids.len());
    for id in &arguments.ids {
        kits.push(one(arguments, &snapshot, &configuration.editeur, id)?);
    }
    let out = arguments.out.clone().unwrap_or_else(|| named(&arguments.ids));
    match (kits.as_slice(), arguments.ids.as_slice()) {
        ([kit], _) => write(&out, kit)?,
        (_, ids) => {
            for (kit, id) in kits.iter().zip(ids) {
                write(&out.join(plain(id)), kit)?;
            }
            put(&out.join("certificats.csv"), csv(&kits).as_bytes())?;
        }
    }
    if arguments.json {
        console::json(&kits)?;
    } else {
        for kit in &kits {
            console::print(&format!(
                "{} : {}\n",
                console::plain(&kit.subject),
                console::plain(&kit.summary)
            ))?;
        }
        console::print(&format!("dossier : {}\n", out.display()))?;
    }
    let ready = kits.iter().all(|kit| kit.ready);
    Ok(if ready { Ending::Done } else { Ending::NeedsAPerson })
}

fn one(
    arguments: &Kit,
    snapshot: &Snapshot,
    editeur: &Editeur,
    id: &str,
) -> anyhow::Result<aiguilleur_kit::Kit> {
    let usages =
        if arguments.asked.usages.is_empty() { editeur.usages() } else { arguments.asked.usages.clone() };
    let request = DecisionRequest {
        usages,
        couloir: arguments.asked.couloir,
        as_of: arguments.asked.as_of,
        trace: false,
    };
    let decided = resolve::decided(snapshot, id, &request)?;
    let options = Options { editeur, usages: &request.usages, today: request.day(snapshot) };
    Ok(prepare(snapshot, &decided, &options)?)
}

fn named(ids: &[String]) -> PathBuf {
    match ids {
        [id] => PathBuf::from(format!("kit-{}", plain(id))),
        _ => PathBuf::from("kit"),
    }
}

/// An identifier as the name of a folder.
fn plain(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Writes every file of `kit` into `folder`, in place of those of the same names.
fn write(folder: &Path, kit: &aiguilleur_kit::Kit) -> anyhow::Result<()> {
    if folder.is_file() {
        bail!("{} est un fichier : un dossier est attendu", folder.display());
    }
    kit.files.iter().try_for_each(|file| put(&folder.join(&file.name), &file.bytes))
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("impossible d'écrire {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(failed)?;
    }
    fs::write(path, bytes).with_context(failed)
}
