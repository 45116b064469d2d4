//! What is on disk.

use clap::{Args, Subcommand};

use super::Data;

#[derive(Debug, Subcommand)]
pub(crate) enum Generations {
    /// Liste les générations.
    List(GenerationsList),
    /// Relit une génération et la compare à son manifeste.
    Verify(GenerationsVerify),
    /// Sert de nouveau la génération précédente.
    Rollback(GenerationsRollback),
    /// Supprime les anciennes générations.
    Prune(GenerationsPrune),
}

#[derive(Debug, Args)]
pub(crate) struct GenerationsList {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Réponse en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct GenerationsVerify {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Nom de la génération (par défaut : celle qui est servie).
    pub(crate) id: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct GenerationsRollback {
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct GenerationsPrune {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Générations à garder en plus de celle qui est servie.
    #[arg(long, default_value_t = 7)]
    pub(crate) keep: usize,
}
