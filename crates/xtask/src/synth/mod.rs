//! `cargo xtask synth`: a whole invented country in the publishers' formats, the same for the same seed.
//!
//! Nothing is kept but the list of legal persons and sites: every record is drawn from its own number, so a second
//! day is the first one with a known set of changes.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts and draws stay far below what the smaller types hold"
)]

mod changes;
mod classes;
pub(crate) mod etablissements;
mod finess_file;
mod names;
mod people;
mod places;
mod random;
mod registry;
mod rows;
mod rpps_files;
mod sink;
mod sirene_file;
mod structures;
#[cfg(test)]
mod tests;
mod zip;

use std::{path::PathBuf, time::Instant};

use anyhow::{Context, Result, bail};

pub(crate) use self::random::{Rng, Stream};
use crate::arguments::Arguments;

/// Rows of the national file on 23 September 2026, rounded; FINESS counts of `data/categories.csv` go with it.
const NATIONAL_ROWS: u64 = 2_300_000;
const SMALL_ROWS: u64 = 7_000;

/// Rows per person that the draws give, measured: the number of people is set from it.
const ROWS_PER_PERSON: f64 = 1.39;

/// The two days that can be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    /// 19 November 2026.
    First,
    /// 20 November 2026: the first one, changed.
    Second,
}

impl Day {
    /// As in file names.
    pub(crate) const fn compact(self) -> &'static str {
        match self {
            Self::First => "20261119",
            Self::Second => "20261120",
        }
    }

    /// As in JSON.
    pub(crate) const fn iso(self) -> &'static str {
        match self {
            Self::First => "2026-11-19",
            Self::Second => "2026-11-20",
        }
    }
}

/// The order of rows in the RPPS files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Person by person.
    Grouped,
    /// The rows of a person far from each other, people in no order.
    Shuffled,
}

/// What to write and where.
struct Options {
    rows: u64,
    sirene_rows: u64,
    out: PathBuf,
    seed: u64,
    day: Day,
    order: Order,
    compression: sink::Compression,
}

/// The invented country.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) people: u32,
    pub(crate) societes: u32,
    pub(crate) employers: u32,
    pub(crate) names: names::Names,
    pub(crate) places: places::Places,
    pub(crate) professions: people::Professions,
    pub(crate) registry: registry::Registry,
}

impl World {
    fn new(seed: u64, rows: u64) -> Result<Self> {
        let people = (rows as f64 / ROWS_PER_PERSON) as u32;
        Ok(Self {
            seed,
            people,
            societes: (people / 28).max(1),
            employers: (people / 33).max(1),
            names: names::Names::new(),
            places: places::Places::new(seed),
            professions: people::Professions::new(),
            registry: registry::Registry::new(seed, rows as f64 / NATIONAL_ROWS as f64)?,
        })
    }

    /// How many people there are on that day: one more in 2,000 arrives on the second.
    pub(crate) fn people_on(&self, day: Day) -> u32 {
        match day {
            Day::First => self.people,
            Day::Second => self.people + (self.people / 2000).max(1),
        }
    }
}

/// Writes the files.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let options = options(&mut arguments)?;
    arguments.finish()?;
    write(&options)
}

fn options(arguments: &mut Arguments) -> Result<Options> {
    let small = arguments.flag("--small");
    let rows = arguments.value("--rows")?.unwrap_or(if small { SMALL_ROWS } else { NATIONAL_ROWS });
    Ok(Options {
        rows,
        sirene_rows: arguments.value("--sirene-rows")?.unwrap_or(rows / 2),
        out: arguments.value("--out")?.context("--out DIR is needed")?,
        seed: arguments.value("--seed")?.unwrap_or(1),
        day: match arguments.value("--day")?.unwrap_or(1_u8) {
            1 => Day::First,
            2 => Day::Second,
            other => bail!("--day is 1 or 2, not {other}"),
        },
        order: if arguments.flag("--shuffle") { Order::Shuffled } else { Order::Grouped },
        compression: if arguments.flag("--gzip") { sink::Compression::Gzip } else { sink::Compression::None },
    })
}

fn write(options: &Options) -> Result<()> {
    let started = Instant::now();
    let world = World::new(options.seed, options.rows)?;
    std::fs::create_dir_all(&options.out)?;
    std::thread::scope(|scope| -> Result<()> {
        let structures = scope.spawn(|| -> Result<()> {
            finess_file::write(&world, options)?;
            sirene_file::write(&world, options)
        });
        let changes = rpps_files::write(&world, options)?;
        structures.join().map_err(|_| anyhow::anyhow!("the structures' thread stopped"))??;
        if options.day == Day::Second {
            changes.with_structures(&world).write(&options.out.join("changes.json"))?;
        }
        Ok(())
    })?;
    println!("done in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}
