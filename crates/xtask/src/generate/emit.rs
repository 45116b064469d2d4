//! Writes checked tables as Rust source.

use std::fmt::Write;

use aiguilleur_domain::Date;

use super::table::{Row, Table};

const MARK: &str = "do not edit, run `cargo xtask generate`.";

/// The file of one table.
pub(crate) fn table(table: &Table) -> String {
    let mut source = format!(
        "//! {} ({}, {}): from index/nomenclature/{}.csv; {MARK}\n\n",
        table.heading.title, table.heading.reference, table.heading.version, table.heading.file
    );
    source.push_str(if uses_dates(table) {
        "use crate::entry::{Entry, day};\n\n"
    } else {
        "use crate::entry::Entry;\n\n"
    });
    let _ = writeln!(source, "pub(crate) static COLUMNS: &[&str] = &{:?};", table.columns);
    source.push_str("pub(crate) static ENTRIES: &[Entry] = &[\n");
    for row in &table.rows {
        source.push_str(&entry(row));
    }
    source.push_str("];\n");
    source
}

fn uses_dates(table: &Table) -> bool {
    table.rows.iter().any(|row| row.start.is_some() || row.end.is_some())
}

fn entry(row: &Row) -> String {
    format!(
        "    Entry::new({:?}, {:?}, {}, {}, &{:?}),\n",
        row.code,
        row.label,
        day(row.start),
        day(row.end),
        row.attributes
    )
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(|| "None".into(), |d| format!("Some(day({}, {}, {}))", d.year(), d.month(), d.day()))
}

/// The module that lists the tables.
pub(crate) fn module(tables: &[Table]) -> String {
    let mut source = format!("//! The code tables of index/nomenclature; {MARK}\n\n");
    for table in tables {
        let _ = writeln!(source, "mod {};", table.heading.file);
    }
    source.push_str("\nuse crate::entry::Entry;\n\n/// A code table.\n");
    source
        .push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub enum Table {\n");
    for table in tables {
        let h = &table.heading;
        let _ = writeln!(source, "    /// {} ({}, {}).\n    {},", h.title, h.reference, h.version, h.name);
    }
    source.push_str("}\n\nimpl Table {\n    /// Every table.\n");
    let _ = writeln!(source, "    pub const ALL: [Self; {}] = [", tables.len());
    for table in tables {
        let _ = writeln!(source, "        Self::{},", table.heading.name);
    }
    source.push_str("    ];\n");
    method(&mut source, tables, "The entries, sorted by code.", "entries", "&'static [Entry]", |t| {
        format!("{}::ENTRIES", t.heading.file)
    });
    method(
        &mut source,
        tables,
        "The names of the attributes that entries carry, in order.",
        "columns",
        "&'static [&'static str]",
        |t| format!("{}::COLUMNS", t.heading.file),
    );
    method(&mut source, tables, "The publisher's name of the table.", "reference", "&'static str", |t| {
        format!("{:?}", t.heading.reference)
    });
    method(
        &mut source,
        tables,
        "What the table's codes are, in French, for people.",
        "title",
        "&'static str",
        |t| format!("{:?}", t.heading.title),
    );
    source.push_str("}\n");
    source
}

fn method(
    source: &mut String,
    tables: &[Table],
    doc: &str,
    name: &str,
    result: &str,
    value: impl Fn(&Table) -> String,
) {
    let _ = writeln!(
        source,
        "\n    /// {doc}\n    pub const fn {name}(self) -> {result} {{\n        match self {{"
    );
    for table in tables {
        let _ = writeln!(source, "            Self::{} => {},", table.heading.name, value(table));
    }
    source.push_str("        }\n    }\n");
}
