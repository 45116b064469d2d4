//! What differs between the two days, written beside the second one so that a test can expect it.

use std::path::Path;

use anyhow::Result;

use super::{
    Day, World,
    people::{Change, Person},
    registry::EgChange,
};
use crate::publish::json::Json;

/// The changes, as identifiers: idNat PP and idNatStruct for people, FINESS for sites.
#[derive(Default)]
pub(crate) struct Changes {
    ended: Vec<[String; 2]>,
    left: Vec<String>,
    started: Vec<[String; 2]>,
    moved: Vec<[String; 3]>,
    renamed: Vec<[String; 3]>,
    arrived: Vec<String>,
    closed: Vec<String>,
    structures_renamed: Vec<[String; 3]>,
}

impl Changes {
    /// Somebody who was not there on the first day.
    pub(crate) fn arrived(&mut self, person: &Person<'_>) {
        self.arrived.push(id(person));
    }

    /// Somebody who was there and changed.
    pub(crate) fn changed(&mut self, world: &World, change: Change, before: &Person<'_>, after: &Person<'_>) {
        let id = id(before);
        match change {
            Change::None => {}
            Change::Ended => {
                if after.situations.is_empty() {
                    self.left.push(id.clone());
                }
                self.ended.push([id, structure(world, before, before.situations.len() - 1)]);
            }
            Change::Started => self.started.push([id, structure(world, after, after.situations.len() - 1)]),
            Change::Moved => self.moved.push([id, structure(world, before, 0), structure(world, after, 0)]),
            Change::Renamed => self.renamed.push([id, before.nom.clone(), after.nom.clone()]),
        }
    }

    /// Adds what happened to sites.
    pub(crate) fn with_structures(mut self, world: &World) -> Self {
        for eg in 0..u32::try_from(world.registry.egs.len()).unwrap_or(u32::MAX) {
            match world.registry.change(eg, Day::Second) {
                EgChange::None => {}
                EgChange::Closed => self.closed.push(world.eg_text(eg, Day::First).finess),
                EgChange::Renamed => {
                    let (before, after) = (world.eg_text(eg, Day::First), world.eg_text(eg, Day::Second));
                    self.structures_renamed.push([before.finess, before.name, after.name]);
                }
            }
        }
        self
    }

    /// Writes the file.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let mut json = Json::default();
        json.open(b'{');
        json.field("from", Day::First.iso());
        json.field("to", Day::Second.iso());
        records(&mut json, "ended", ["professional", "structure"], &self.ended);
        texts(&mut json, "left", &self.left);
        records(&mut json, "started", ["professional", "structure"], &self.started);
        records(&mut json, "moved", ["professional", "from", "to"], &self.moved);
        records(&mut json, "renamed", ["professional", "from", "to"], &self.renamed);
        texts(&mut json, "arrived", &self.arrived);
        texts(&mut json, "closed", &self.closed);
        records(&mut json, "structures_renamed", ["finess", "from", "to"], &self.structures_renamed);
        json.close(b'}');
        std::fs::write(path, json.out)?;
        println!(
            "changes.json: {} ended ({} people left), {} started, {} moved, {} renamed, {} arrived; sites: {} closed, {} renamed",
            self.ended.len(),
            self.left.len(),
            self.started.len(),
            self.moved.len(),
            self.renamed.len(),
            self.arrived.len(),
            self.closed.len(),
            self.structures_renamed.len()
        );
        Ok(())
    }
}

fn id(person: &Person<'_>) -> String {
    format!("{}{}", if person.adeli { "0" } else { "8" }, person.identifier())
}

/// The idNatStruct (or its unusable look-alike) of a situation.
fn structure(world: &World, person: &Person<'_>, situation: usize) -> String {
    world.row(person, &person.situations[situation], Day::First).ancien.into_owned()
}

fn texts(json: &mut Json, name: &str, values: &[String]) {
    json.open_at(name, b'[');
    for value in values {
        json.item(value);
    }
    json.close(b']');
}

fn records<const N: usize>(json: &mut Json, name: &str, keys: [&str; N], values: &[[String; N]]) {
    json.open_at(name, b'[');
    for value in values {
        json.open(b'{');
        for (key, text) in keys.iter().zip(value) {
            json.field(key, text);
        }
        json.close(b'}');
    }
    json.close(b']');
}
