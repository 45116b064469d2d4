//! `export`: the served generation as Parquet tables.

use std::{num::NonZero, path::Path};

use aiguilleur_directory::{Clock, Snapshot};
use aiguilleur_export::{Existing, Manifest, Progress};
use aiguilleur_store::DataDir;

use crate::{Ending, arguments::Export, console};

pub(crate) fn run(arguments: &Export, clock: Clock) -> anyhow::Result<Ending> {
    let Some(target) = arguments.parquet.as_deref() else {
        console::print(&aiguilleur_export::page())?;
        return Ok(Ending::Done);
    };
    let data = DataDir::existing(arguments.data.dir());
    let snapshot = Snapshot::current(&data, &arguments.cache.blocks())?.at(clock);
    let export = aiguilleur_export::Export {
        data: &data,
        snapshot: &snapshot,
        as_of: arguments.as_of.unwrap_or_else(|| clock.today()),
        threads: std::thread::available_parallelism().map_or(2, NonZero::get),
    };
    let existing = if arguments.replace { Existing::Replaced } else { Existing::Kept };
    let mut line = console::ProgressLine::new();
    let written = export.into_folder(target, existing, &mut |Progress { done, total }| {
        line.stage("écriture des tables".to_owned(), done.saturating_mul(100) / total.max(1));
    });
    line.end();
    let manifest = written?;
    if arguments.json {
        console::json(&manifest)?;
    } else {
        console::print(&text(target, &manifest))?;
    }
    Ok(Ending::Done)
}

fn text(target: &Path, manifest: &Manifest) -> String {
    let Manifest { generation, decided_as_of, rules, tables, .. } = manifest;
    let mut text = format!(
        "{} : génération {generation}, décisions au {decided_as_of}, règles {rules}\n",
        target.display()
    );
    for table in tables {
        let (files, bytes) = (table.files.len(), table.bytes.div_ceil(1000));
        text.push_str(&format!(
            "  {:<14} {:>9} lignes, {files:>3} fichier(s), {bytes:>7} ko\n",
            table.name, table.rows
        ));
    }
    text
}
