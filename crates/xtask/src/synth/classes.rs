//! Kinds of structures and how many of each: read from `data/categories.csv`, whose totals are those of August 2026.

use anyhow::{Context, Result};

use super::random::Weighted;

/// One kind of structure.
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) statuts: Weighted<&'static str>,
    pub(crate) categories: Weighted<&'static str>,
    pub(crate) sph: &'static str,
    pub(crate) ej_open: usize,
    pub(crate) ej_closed: usize,
    pub(crate) eg_open: usize,
    pub(crate) eg_closed: usize,
    /// Open sites of the largest legal person, where it is known.
    pub(crate) eg_most: Option<u32>,
    pub(crate) secteurs: Vec<&'static str>,
}

/// The kinds, with counts scaled from the national ones.
pub(crate) fn read(scale: f64) -> Result<Vec<Class>> {
    let lines = include_str!("data/categories.csv").lines().skip(1);
    lines.map(|line| parse(line, scale).with_context(|| format!("categories.csv: {line}"))).collect()
}

fn parse(line: &'static str, scale: f64) -> Result<Class> {
    let fields: Vec<&'static str> = line.split(';').collect();
    let count = |index: usize| -> Result<usize> {
        let national: f64 = fields[index].parse()?;
        Ok(((national * scale).round() as usize).max(2))
    };
    let (ej_open, ej_closed, eg_open, eg_closed) = (count(4)?, count(5)?, count(6)?, count(7)?);
    Ok(Class {
        name: fields[0],
        statuts: weighted(fields[1])?,
        categories: weighted(fields[2])?,
        sph: fields[3],
        ej_open,
        ej_closed,
        eg_open: eg_open.max(ej_open),
        eg_closed,
        eg_most: fields[8].parse().ok(),
        secteurs: fields[9].split(',').collect(),
    })
}

/// `620:99,628:0.2` as weights in thousandths.
fn weighted(text: &'static str) -> Result<Weighted<&'static str>> {
    let pairs: Result<Vec<_>> = text
        .split(',')
        .map(|pair| {
            let (code, weight) = pair.split_once(':').context("code:weight is expected")?;
            let weight: f64 = weight.parse()?;
            Ok((code, (weight * 1000.0) as u64))
        })
        .collect();
    Ok(Weighted::new(pairs?))
}
