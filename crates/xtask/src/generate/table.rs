//! A reviewed table as text, checked for the form that `index/nomenclature/README.md` promises.

use aiguilleur_domain::{Code, Date};
use anyhow::{Context, Result, bail, ensure};

/// One line of `tables.csv`.
pub(crate) struct Heading {
    pub(crate) file: String,
    pub(crate) name: String,
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) version: String,
    rows: usize,
}

/// One code.
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    pub(crate) attributes: Vec<String>,
}

/// A table that satisfies the promised form.
pub(crate) struct Table {
    pub(crate) heading: Heading,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

impl Heading {
    pub(crate) fn parse(line: &str) -> Result<Self> {
        let fields: Vec<&str> = line.split(';').collect();
        let [file, name, reference, title, version, rows] = fields[..] else {
            bail!("tables.csv: six fields are expected in {line:?}");
        };
        let rows = rows.parse().with_context(|| format!("tables.csv: rows of {file}"))?;
        let [file, name, reference, title, version] =
            [file, name, reference, title, version].map(str::to_owned);
        Ok(Self { file, name, reference, title, version, rows })
    }
}

impl Table {
    pub(crate) fn parse(heading: Heading, text: &str) -> Result<Self> {
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split(';').collect();
        ensure!(
            header.starts_with(&["code", "label", "start", "end"]),
            "{}: the header must begin with code;label;start;end",
            heading.file
        );
        let columns = header[4..].iter().map(|&column| column.to_owned()).collect::<Vec<_>>();
        let mut rows: Vec<Row> = Vec::new();
        for line in lines {
            let row = Row::parse(line, columns.len()).with_context(|| format!("{}: {line}", heading.file))?;
            if let Some(last) = rows.last() {
                ensure!(last.code < row.code, "{}: {} is out of order or repeated", heading.file, row.code);
            }
            rows.push(row);
        }
        ensure!(
            rows.len() == heading.rows,
            "{}: {} codes, tables.csv says {}",
            heading.file,
            rows.len(),
            heading.rows
        );
        Ok(Self { heading, columns, rows })
    }
}

impl Row {
    fn parse(line: &str, extra: usize) -> Result<Self> {
        let fields: Vec<&str> = line.split(';').collect();
        ensure!(fields.len() == 4 + extra, "{} fields where {} are expected", fields.len(), 4 + extra);
        fields[0].parse::<Code>()?;
        for field in &fields {
            ensure!(field.trim() == *field && !field.contains("  "), "stray spaces");
            ensure!(!field.contains(['"', '\\']), "quotes and backslashes are not expected");
        }
        ensure!(!fields[1].is_empty(), "no label");
        let (start, end) = (date(fields[2])?, date(fields[3])?);
        ensure!(start.zip(end).is_none_or(|(start, end)| start <= end), "closed before it opened");
        Ok(Self {
            code: fields[0].to_owned(),
            label: fields[1].to_owned(),
            start,
            end,
            attributes: fields[4..].iter().map(|&field| field.to_owned()).collect(),
        })
    }
}

fn date(text: &str) -> Result<Option<Date>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).with_context(|| format!("{text} is not a date"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, rows: usize) -> Result<Table> {
        Table::parse(Heading::parse(&format!("f;F;r;t;v;{rows}")).unwrap(), text)
    }

    #[test]
    fn refuses_what_the_readme_excludes() {
        let good = "code;label;start;end;own\n01;Un;2020-01-31;;x\n02;Deux;;;\n";
        let table = parse(good, 2).unwrap();
        assert_eq!(
            (table.columns.as_slice(), table.rows[1].attributes.as_slice()),
            (["own".to_owned()].as_slice(), [String::new()].as_slice())
        );
        for (bad, rows) in [
            (good, 3),
            ("label;code;start;end\n", 0),
            ("code;label;start;end\n02;a;;\n01;b;;\n", 2),
            ("code;label;start;end\n01;a;;\n01;b;;\n", 2),
            ("code;label;start;end\n01;a;;;\n", 1),
            ("code;label;start;end\n01;a;31/01/2020;\n", 1),
            ("code;label;start;end\n01;;;\n", 1),
            ("code;label;start;end\n01;a \"b\";;\n", 1),
            ("code;label;start;end\n01; a;;\n", 1),
        ] {
            assert!(parse(bad, rows).is_err(), "{bad}");
        }
    }
}
