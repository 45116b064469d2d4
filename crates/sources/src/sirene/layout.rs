//! A few fields out of a CSV line, without looking at the others more than needed.

use crate::{defect::Rule, rpps::normalise};

/// The columns read, in the order of [`Layout::fields`].
const COLUMNS: [&str; 3] = ["siren", "categorieJuridiqueUniteLegale", "etatAdministratifUniteLegale"];

/// Columns that are read where the file has them; a value that is no text is left out.
const OPTIONAL: [&str; 3] = ["dateDebut", "denominationUniteLegale", "statutDiffusionUniteLegale"];

/// Whether a column is read.
pub(super) fn is_read(column: &str) -> bool {
    COLUMNS.iter().chain(&OPTIONAL).any(|known| known.eq_ignore_ascii_case(column))
}

/// Where the columns stand: places change from year to year.
pub(super) struct Layout {
    /// Every column, in the file's order, in the comparison form of its name.
    pub(super) names: Vec<String>,
    places: [usize; 3],
    optional: [Option<usize>; 3],
    last: usize,
}

impl Layout {
    /// Finds the columns in a header; the names of those that are not there otherwise.
    pub(super) fn find(header: &[u8]) -> Result<Self, Vec<&'static str>> {
        let header = header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(header);
        let find = |name: &str| {
            let same =
                |field: &[u8]| field.trim_ascii().trim_ascii_quotes().eq_ignore_ascii_case(name.as_bytes());
            header.split(|b| *b == b',').position(same)
        };
        let found = COLUMNS.map(find);
        let optional = OPTIONAL.map(find);
        if let [Some(siren), Some(categorie), Some(etat)] = found {
            let text = String::from_utf8_lossy(header);
            return Ok(Self {
                names: text.trim_end().split(',').map(|name| normalise(name.trim_matches('"'))).collect(),
                places: [siren, categorie, etat],
                optional,
                last: siren.max(categorie).max(etat).max(optional.into_iter().flatten().max().unwrap_or(0)),
            });
        }
        Err(COLUMNS
            .into_iter()
            .zip(found)
            .filter(|(_, place)| place.is_none())
            .map(|(name, _)| name)
            .collect())
    }

    /// Whether a line has a field for each column.
    pub(super) fn is_whole(&self, line: &[u8]) -> bool {
        fields_of(line) == Some(self.names.len())
    }

    /// The fields of the columns in one line.
    pub(super) fn fields<'a>(&self, line: &'a [u8]) -> Result<([&'a str; 3], [&'a str; 3]), Rule> {
        let (mut found, mut more) = ([""; 3], [""; 3]);
        let mut from = 0;
        for place in 0..=self.last {
            if from > line.len() {
                return Err(Rule::FieldCount);
            }
            let end = end_of_field(line, from)?;
            if let Some(slot) = self.places.iter().position(|wanted| *wanted == place) {
                let field = line[from..end].trim_ascii_quotes();
                found[slot] = std::str::from_utf8(field).map_err(|_| Rule::Encoding)?;
            }
            if let Some(slot) = self.optional.iter().position(|wanted| *wanted == Some(place)) {
                more[slot] = std::str::from_utf8(line[from..end].trim_ascii_quotes()).unwrap_or_default();
            }
            from = end + 1;
        }
        Ok((found, more))
    }
}

/// How many fields a line has; none when its quotes do not close.
pub(super) fn fields_of(line: &[u8]) -> Option<usize> {
    let (mut from, mut found) = (0, 0);
    while from <= line.len() {
        from = end_of_field(line, from).ok()? + 1;
        found += 1;
    }
    Some(found)
}

/// Where the field that starts at `from` ends: at its comma, or at the end of the line.
pub(super) fn end_of_field(line: &[u8], from: usize) -> Result<usize, Rule> {
    if line.get(from) != Some(&b'"') {
        // Most fields hold a few bytes: a plain loop beats a search that prepares itself.
        return Ok(line[from..].iter().position(|b| *b == b',').map_or(line.len(), |at| from + at));
    }
    let mut at = from + 1;
    loop {
        at += memchr::memchr(b'"', &line[at..]).ok_or(Rule::Quotes)? + 1;
        match line.get(at) {
            Some(b'"') => at += 1,
            Some(b',') | None => return Ok(at),
            Some(_) => return Err(Rule::Quotes),
        }
    }
}

pub(super) trait TrimQuotes {
    fn trim_ascii_quotes(&self) -> &[u8];
}

impl TrimQuotes for [u8] {
    /// Without the quotes around it. Numbers and codes hold none.
    fn trim_ascii_quotes(&self) -> &[u8] {
        self.strip_prefix(b"\"").and_then(|field| field.strip_suffix(b"\"")).unwrap_or(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_by_name() {
        let header = b"siren,nom,\"etatAdministratifUniteLegale\",x,categorieJuridiqueUniteLegale,y";
        let layout = Layout::find(header).ok().unwrap();
        let check = |line: &[u8], expected: Result<[&str; 3], Rule>| {
            assert_eq!(layout.fields(line).map(|(fields, _)| fields), expected);
        };
        check(b"999000009,\"A, \"\"B\"\"\",A,,6589,", Ok(["999000009", "6589", "A"]));
        check(b"999000009,\xE9,\"C\",,\"\"", Ok(["999000009", "", "C"]));
        check(b"999000009,A,A", Err(Rule::FieldCount));
        check(b"999000009,\"A,A,,6589,", Err(Rule::Quotes));
        check(b"999000009,\"A\"B,A,,6589,", Err(Rule::Quotes));
        for (line, whole) in [
            (&b"999000009,\"A, B\",A,,6589,"[..], true),
            (b"999000009,\"A, B\",A,,6589", false),
            (b"999000009,\"A, B", false),
        ] {
            assert_eq!(layout.is_whole(line), whole);
        }
        assert_eq!(Layout::find(b"siren,nom").err().unwrap(), COLUMNS[1..]);
    }
}
