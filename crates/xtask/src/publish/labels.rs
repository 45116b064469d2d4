//! Labels of codes, read from `index/nomenclature` when the command runs: xtask must build before they are generated.

use std::{collections::HashMap, fs};

use anyhow::{Context, Result};

use crate::workspace;

/// The labels of one or several tables.
#[derive(Default)]
pub(crate) struct Labels(HashMap<String, String>);

impl Labels {
    /// Reads the tables; where two hold a code, an open one wins, then the first.
    pub(crate) fn read(files: &[&str]) -> Result<Self> {
        let mut labels = HashMap::new();
        let mut closed = HashMap::new();
        for file in files {
            let path = workspace::root().join(format!("index/nomenclature/{file}.csv"));
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            for line in text.lines().skip(1) {
                let mut fields = line.split(';').map(str::to_owned);
                let (Some(code), Some(label)) = (fields.next(), fields.next()) else { continue };
                let is_closed = fields.nth(1).is_some_and(|end| !end.is_empty());
                let target = if is_closed { &mut closed } else { &mut labels };
                target.entry(code).or_insert(label);
            }
        }
        for (code, label) in closed {
            labels.entry(code).or_insert(label);
        }
        Ok(Self(labels))
    }

    /// The label of a code, empty when unknown.
    pub(crate) fn of(&self, code: &str) -> &str {
        self.0.get(code).map_or("", String::as_str)
    }
}
