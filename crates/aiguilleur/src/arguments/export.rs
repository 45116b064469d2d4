//! The arguments of `export`.

use std::path::PathBuf;

use aiguilleur_domain::Date;
use clap::Args;

use super::{Cache, Data};

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) cache: Cache,
    /// Dossier où écrire les tables Parquet, à part puis mis en place d'un coup.
    #[arg(long, value_name = "DOSSIER", required_unless_present = "schema")]
    pub(crate) parquet: Option<PathBuf>,
    /// Remplace l'export qui s'y trouve déjà.
    #[arg(long, requires = "parquet")]
    pub(crate) replace: bool,
    /// Jour des décisions (par défaut : aujourd'hui).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) as_of: Option<Date>,
    /// Décrit les tables, colonne par colonne, en Markdown.
    #[arg(long, conflicts_with = "parquet")]
    pub(crate) schema: bool,
    /// Compte rendu en JSON : le manifeste de l'export.
    #[arg(long)]
    pub(crate) json: bool,
}
