//! The page of the tables: every column with its type, its meaning and its source, in French.

use std::fmt::Write as _;

use aiguilleur_columnar::Kind;

use crate::table::{Table, Tables};

/// What the page is called in an exported folder.
pub(crate) const FILE: &str = "TABLES.md";

const HEAD: &str = "\
# Les tables d'un export

<!-- Page écrite par `aiguilleur export --schema` : la changer dans crates/export/src/table. -->

`aiguilleur export --parquet DOSSIER` écrit la génération servie en un dossier par table. Un dossier qui porte `_SUCCESS` \
est entier ; `_manifest.json` donne la génération, les sources et leurs dates, le jour des décisions, la version des règles \
et, pour chaque fichier, ses lignes, sa taille et son empreinte.

Une cellule sans valeur est nulle ; une liste n'est jamais nulle, elle peut être vide. Les numéros sont des textes : leurs \
zéros de tête comptent. Les libellés se lisent, les codes décident.
";

/// The page, in Markdown.
pub fn page() -> String {
    let mut text = HEAD.to_owned();
    let tables = Tables::new();
    write(&mut text, &tables.professionals);
    write(&mut text, &tables.situations);
    write(&mut text, &tables.structures);
    write(&mut text, &tables.decisions);
    write(&mut text, &tables.changes);
    text
}

fn write<R>(text: &mut String, table: &Table<R>) {
    let Table { name, about, columns } = table;
    // Writing to a string does not fail.
    let _infallible = write!(
        text,
        "\n## `{name}`\n\n{about}\n\n| colonne | type | ce qu'elle dit | source |\n|---|---|---|---|\n"
    );
    for column in columns {
        let kind = kind(column.kind);
        let _infallible =
            writeln!(text, "| `{}` | {kind} | {} | {} |", column.name, column.meaning, column.source);
    }
}

/// The type, as DuckDB, Spark and Trino call it but for their dialects.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "texte",
        Kind::Integer => "entier",
        Kind::Date => "date",
        Kind::Flag => "booléen",
        Kind::List => "liste de textes",
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn the_page_in_the_repository_is_up_to_date() {
        let kept = include_str!("../doc/TABLES.md");
        assert!(kept == page(), "run `aiguilleur export --schema > crates/export/doc/TABLES.md`");
    }

    #[test]
    fn every_column_is_described_once() {
        let page = page();
        let mut table = "";
        let mut seen = std::collections::BTreeSet::new();
        for line in page.lines() {
            table = line.strip_prefix("## ").unwrap_or(table);
            let Some(row) = line.strip_prefix("| `") else { continue };
            let cells: Vec<&str> = row.split(" | ").collect();
            assert!(cells[2].ends_with(['.', '?']), "{line}");
            assert!(seen.insert((table, cells[0])), "{table} has two {}", cells[0]);
        }
        assert!(seen.len() > 100, "{}", seen.len());
    }
}
