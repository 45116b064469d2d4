//! `changes`: what changed since a generation, one change a line.

use std::fmt::Write as _;

use aiguilleur_directory::changes::{Change, ChangeSide, Feed, Position};
use aiguilleur_store::{DataDir, StoreError};
use serde::Serialize;

use crate::{Ending, arguments::Changes, console};

/// Lines written at once.
const LINES: usize = 1000;

/// A change, and the generation that brought it.
#[derive(Serialize)]
struct Told<'a> {
    generation: &'a str,
    #[serde(flatten)]
    change: &'a Change,
}

pub(crate) fn run(arguments: &Changes) -> anyhow::Result<Ending> {
    let data = DataDir::existing(arguments.data.dir());
    let since = arguments.since.as_deref().map(str::parse).transpose()?;
    let until = data.current()?.ok_or_else(|| StoreError::Empty { path: data.root().to_owned() })?;
    let feed = Feed::open(&data, &until, since.as_ref())?;
    if feed.publications().iter().any(|publication| publication.since.is_none()) && !arguments.json {
        console::print(&format!("{until} n'a rien à quoi se comparer : aucune génération ne la précède.\n"))?;
    }
    let mut entries = feed.entries(arguments.kind, None);
    loop {
        let (mut text, mut lines) = (String::new(), 0);
        for entry in entries.by_ref().take(LINES) {
            let (change, at) = entry?;
            if arguments.json {
                let told = Told { generation: at.generation.as_str(), change: &change };
                text.push_str(&serde_json::to_string(&told)?);
                text.push('\n');
            } else {
                line(&mut text, &change, &at);
            }
            lines += 1;
        }
        console::print(&text)?;
        if lines < LINES {
            return Ok(Ending::Done);
        }
    }
}

fn line(text: &mut String, change: &Change, at: &Position) {
    let who = change.id_nat_pp.map(|id| id.to_string()).unwrap_or_default();
    let on = change.on.map(|on| on.to_string()).unwrap_or_default();
    let _infallible = write!(text, "{}  {on:10}  {:22} {who:12}", at.generation, change.kind.code());
    let sides = [change.before.as_ref(), change.after.as_ref()].map(|side| side.map(shown));
    let _infallible = match sides {
        [Some(before), Some(after)] => writeln!(text, "  {before} → {after}"),
        [Some(one), None] | [None, Some(one)] => writeln!(text, "  {one}"),
        [None, None] => writeln!(text),
    };
}

fn shown(side: &ChangeSide) -> String {
    let number = side.id_nat_struct.map(|id| id.to_string()).or(side.siren.map(|siren| siren.to_string()));
    let number = number.unwrap_or_else(|| "sans identifiant".to_owned());
    match &side.name {
        Some(name) => format!("{number} « {name} »"),
        None => number,
    }
}
