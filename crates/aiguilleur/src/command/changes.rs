//! `changes`: what changed since a generation, one change a line.

use std::{collections::HashSet, fmt::Write as _, path::Path};

use aiguilleur_directory::changes::{Change, ChangeSide, Feed, Position};
use aiguilleur_store::{DataDir, StoreError};
use anyhow::Context;
use serde::Serialize;
use serde_json::json;

use crate::{Ending, arguments::Changes, console, webhook};

/// Lines written at once.
const LINES: usize = 1000;

/// A change, and the generation that brought it.
#[derive(Serialize)]
struct Line<'a> {
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
    let wanted = arguments.ids.as_deref().map(listed).transpose()?;
    let receiver = arguments.webhook.as_deref();
    let receiver = receiver.map(|url| webhook::prepare(url, arguments.webhook_secret_file.as_deref()));
    let receiver = receiver.transpose()?;
    let mut entries = feed.entries(arguments.kind, None);
    loop {
        let (mut text, mut sent, mut lines) = (String::new(), Vec::new(), 0);
        for entry in entries.by_ref().take(LINES) {
            let (change, at) = entry?;
            lines += 1;
            if wanted.as_ref().is_some_and(|wanted| !change.numbers().iter().any(|it| wanted.contains(it))) {
                continue;
            }
            let line = Line { generation: at.generation.as_str(), change: &change };
            if arguments.json {
                text.push_str(&serde_json::to_string(&line)?);
                text.push('\n');
            } else {
                write_line(&mut text, &change, &at);
            }
            if receiver.is_some() {
                sent.push(serde_json::to_value(&line)?);
            }
        }
        console::print(&text)?;
        if let Some(receiver) = receiver.as_ref().filter(|_| !sent.is_empty()) {
            webhook::send(
                receiver,
                &json!({ "event": "changes", "until": until.as_str(), "changes": sent }),
            )?;
        }
        if lines < LINES {
            return Ok(Ending::Done);
        }
    }
}

/// The numbers of a file, one a line, without the spaces that people put between digits.
fn listed(path: &Path) -> anyhow::Result<HashSet<String>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("liste de numéros illisible : {}", path.display()))?;
    let number = |line: &str| line.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let numbers: HashSet<String> = text.lines().map(number).filter(|number| !number.is_empty()).collect();
    anyhow::ensure!(!numbers.is_empty(), "{} ne contient aucun numéro", path.display());
    Ok(numbers)
}

fn write_line(text: &mut String, change: &Change, at: &Position) {
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
