//! Some columns out of a CSV with a header, by name: fields before the last wanted one are walked over, none behind it.

use super::layout::{TrimQuotes, end_of_field, fields_of};
use crate::{defect::Rule, rpps::normalise};

/// Where `N` columns stand in one file.
pub(super) struct Picked<const N: usize> {
    /// Every column, in the file's order, in the comparison form of its name.
    pub(super) names: Vec<String>,
    /// For each place up to the last wanted one, the column wanted there.
    wanted: Vec<Option<usize>>,
}

impl<const N: usize> Picked<N> {
    /// Finds the columns in a header; the names of the first `required` ones that are not there otherwise.
    pub(super) fn find(
        header: &[u8],
        columns: &[&'static str; N],
        required: usize,
    ) -> Result<Self, Vec<&'static str>> {
        let header = String::from_utf8_lossy(header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(header));
        let names: Vec<String> =
            header.trim_end().split(',').map(|name| normalise(name.trim_matches('"'))).collect();
        let place = |name: &str| names.iter().position(|found| *found == normalise(name));
        let missing: Vec<_> =
            columns[..required].iter().copied().filter(|name| place(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let mut wanted = vec![None; names.len()];
        for (column, name) in columns.iter().enumerate() {
            if let Some(place) = place(name) {
                wanted[place] = Some(column);
            }
        }
        wanted.truncate(wanted.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
        Ok(Self { names, wanted })
    }

    /// The field of one column, and nothing else looked at behind it.
    pub(super) fn one<'a>(&self, line: &'a [u8], column: usize) -> Result<&'a [u8], Rule> {
        let mut from = 0;
        for wanted in &self.wanted {
            if from > line.len() {
                return Err(Rule::FieldCount);
            }
            let end = end_of_field(line, from)?;
            if *wanted == Some(column) {
                return Ok(line[from..end].trim_ascii_quotes());
            }
            from = end + 1;
        }
        Err(Rule::FieldCount)
    }

    /// The fields of the columns; empty for a column that the file does not have or that is no text.
    pub(super) fn all<'a>(&self, line: &'a [u8]) -> Result<[&'a str; N], Rule> {
        let (mut found, mut from) = ([""; N], 0);
        for wanted in &self.wanted {
            if from > line.len() {
                return Err(Rule::FieldCount);
            }
            let end = end_of_field(line, from)?;
            if let Some(column) = wanted {
                found[*column] = std::str::from_utf8(line[from..end].trim_ascii_quotes()).unwrap_or_default();
            }
            from = end + 1;
        }
        Ok(found)
    }

    /// Whether a line has a field for each column.
    pub(super) fn is_whole(&self, line: &[u8]) -> bool {
        fields_of(line) == Some(self.names.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_name_whatever_their_order() {
        let header = b"siren,nic,SIRET,x,dateDebut";
        let picked = Picked::<3>::find(header, &["siret", "dateDebut", "enseigne"], 1).ok().unwrap();
        let line = b"999000009,00012,99900000900012,\"a, \"\"b\"\"\",2024-01-31";
        assert_eq!(picked.one(line, 0), Ok(&b"99900000900012"[..]));
        assert_eq!(picked.all(line), Ok(["99900000900012", "2024-01-31", ""]));
        assert!(picked.is_whole(line) && !picked.is_whole(b"999000009,00012"));
        assert_eq!(picked.one(b"999000009", 0), Err(Rule::FieldCount));
        assert_eq!(Picked::<1>::find(header, &["enseigne"], 1).err().unwrap(), ["enseigne"]);
    }
}
