//! `kit`: a folder with everything that an order needs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_directory::{BlockCache, Clock, DecisionRequest, Snapshot};
use aiguilleur_kit::{Bulk, Editeur, Options, OrderTable, prepare};
use aiguilleur_reconcile::{ClientFile, ColumnMap, Decoder};
use aiguilleur_store::DataDir;
use anyhow::{Context, bail};

use super::resolve;
use crate::{Ending, arguments::Kit, configuration, console};

pub(crate) fn run(arguments: &Kit, clock: Clock) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&arguments.place, Vec::new())?;
    let data = DataDir::existing(arguments.place.dir());
    let snapshot = Snapshot::current(&data, &BlockCache::default())?.at(clock);
    let editeur = &configuration.editeur;
    let out = arguments.out.clone().unwrap_or_else(|| named(&arguments.ids));
    let ready = match (&arguments.clients, arguments.ids.as_slice()) {
        (Some(clients), _) => of_clients(arguments, &snapshot, editeur, clients, &out)?,
        (None, [id]) => {
            let kit = one(arguments, &snapshot, editeur, id)?;
            write(&out, &kit)?;
            shown(arguments, std::slice::from_ref(&kit))?;
            kit.ready
        }
        (None, ids) => of_ids(arguments, &snapshot, editeur, ids, &out)?,
    };
    if !arguments.json {
        console::print(&format!("dossier : {}\n", out.display()))?;
    }
    Ok(if ready { Ending::Done } else { Ending::NeedsAPerson })
}

/// What is asked of every client.
fn request(arguments: &Kit, editeur: &Editeur) -> DecisionRequest {
    let asked = &arguments.asked;
    let usages = if asked.usages.is_empty() { editeur.usages() } else { asked.usages.clone() };
    DecisionRequest { usages, couloir: asked.couloir, as_of: asked.as_of, trace: false }
}

/// A folder each, and a table for all; whether all can be ordered as they stand.
fn of_ids(
    arguments: &Kit,
    snapshot: &Snapshot,
    editeur: &Editeur,
    ids: &[String],
    out: &Path,
) -> anyhow::Result<bool> {
    let mut bulk = Bulk::new(snapshot, editeur, request(arguments, editeur));
    let mut kits = Vec::with_capacity(ids.len());
    for (rank, id) in (1..).zip(ids) {
        bulk.add_id(rank, id)?;
        match one(arguments, snapshot, editeur, id) {
            Ok(kit) => {
                write(&out.join(plain(id)), &kit)?;
                kits.push(kit);
            }
            // Its line of the table says the same.
            Err(refused) => console::warn(&format!("{} : {refused}", console::plain(id))),
        }
    }
    shown(arguments, &kits)?;
    put_table(&bulk.finish(), out)
}

/// The table of a client file; whether all of it can be ordered as it stands.
fn of_clients(
    arguments: &Kit,
    snapshot: &Snapshot,
    editeur: &Editeur,
    clients: &Path,
    out: &Path,
) -> anyhow::Result<bool> {
    if arguments.asked.couloir.is_some() {
        bail!("--couloir ne va pas avec --clients : le fichier le dit, dans une colonne « couloir »");
    }
    let mut file = ClientFile::open(clients, ColumnMap::default())?;
    let layout = file.layout().clone();
    let mut decoder = Decoder::new(&layout);
    let mut bulk = Bulk::new(snapshot, editeur, request(arguments, editeur));
    while let Some(chunk) = file.next_chunk()? {
        for row in decoder.rows(&chunk) {
            bulk.add_record(row)?;
        }
    }
    put_table(&bulk.finish(), out)
}

fn put_table(table: &OrderTable, out: &Path) -> anyhow::Result<bool> {
    put(&out.join("certificats.csv"), &table.csv())?;
    put(&out.join("certificats.xlsx"), &table.xlsx()?)?;
    Ok(!table.needs_a_person())
}

fn shown(arguments: &Kit, kits: &[aiguilleur_kit::Kit]) -> anyhow::Result<()> {
    if arguments.json {
        return console::json(&kits);
    }
    for kit in kits {
        let line = format!("{} : {}\n", console::plain(&kit.subject), console::plain(&kit.summary));
        console::print(&line)?;
    }
    Ok(())
}

fn one(
    arguments: &Kit,
    snapshot: &Snapshot,
    editeur: &Editeur,
    id: &str,
) -> anyhow::Result<aiguilleur_kit::Kit> {
    let request = request(arguments, editeur);
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
