//! Position of each column in one file: found by name, whatever the order and the spelling.

use aiguilleur_domain::name::fold;

use super::columns::{Dialect, Need, Table};
use crate::text::delimited::each_quoted;

/// The comparison form of a column name: no case, accents, apostrophes, punctuation nor small words
/// (`Libellé civilité exercice` and `Libellé civilité d’exercice` are one column).
pub(crate) fn normalise(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(' ').filter(|word| !matches!(*word, "d" | "de" | "l" | "la" | ""));
    words.collect::<Vec<_>>().join(" ")
}

impl Dialect {
    /// The comparison forms of the names in a header.
    pub(crate) fn names(self, header: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        match self {
            Self::Pipe => names.extend(header.split('|').map(normalise)),
            // A header whose quotes are broken names no column, which is then said of each.
            Self::Quoted => each_quoted(header, ';', |name| {
                names.push(normalise(&name));
                true
            })
            .unwrap_or_default(),
        }
        // The trailing separator of the publisher makes one more, nameless, column.
        if names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        names
    }
}

/// The shape of one file.
pub(crate) struct Layout {
    /// Index in the row of each column of the table; `None` when the file does not have it.
    pub(crate) places: Vec<Option<usize>>,
    /// The named columns, in the file's order, in their comparison form.
    pub(crate) names: Vec<String>,
}

impl Layout {
    /// Number of named columns.
    pub(crate) const fn width(&self) -> usize {
        self.names.len()
    }

    /// Finds the columns of `table` in a header; the names of required columns that are not there otherwise.
    pub(crate) fn find(header: &str, table: &Table) -> Result<Self, Vec<&'static str>> {
        let names = table.dialect.names(header);
        let find = |name: &str| {
            let name = normalise(name);
            names.iter().position(|found| *found == name)
        };
        let places: Vec<Option<usize>> = table.columns.iter().map(|column| find(column.name)).collect();
        let late =
            table.columns.iter().zip(&places).any(|(c, place)| c.need == Need::Late && place.is_some());
        let required = |need: Need| need == Need::Always || (need == Need::Since2021 && late);
        let missing: Vec<&'static str> = (table.columns.iter().zip(&places))
            .filter(|(column, place)| place.is_none() && required(column.need))
            .map(|(column, _)| column.name)
            .collect();
        if missing.is_empty() { Ok(Self { places, names }) } else { Err(missing) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpps::columns::SAVOIR_FAIRE;

    #[test]
    fn spelling_does_not_matter() {
        for (one, other) in [
            ("Libellé civilité d'exercice", "LIBELLE CIVILITE  EXERCICE"),
            ("Type d'identifiant PP", "type d’identifiant pp"),
            ("Indice répétition voie (coord. structure)", "Indice répétition voie (coord. Structure)"),
        ] {
            assert_eq!(normalise(one), normalise(other));
        }
        assert_ne!(normalise("Téléphone (coord. structure)"), normalise("Téléphone 2 (coord. structure)"));
    }

    #[test]
    fn missing_columns_are_named() {
        let header = "Code savoir-faire|Type d'identifiant PP|Identification nationale PP|x|";
        let missing = Layout::find(header, &SAVOIR_FAIRE).err().unwrap();
        assert_eq!(
            missing,
            ["Identifiant PP", "Code profession", "Code catégorie professionnelle", "Code type savoir-faire"]
        );
    }
}
