//! The command line of the worker.

use aiguilleur_depot::Location;
use clap::{Args, Subcommand};

use super::Place;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Sync {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Une seule fois, maintenant (par défaut : à chaque heure prévue, jusqu'à l'arrêt).
    #[arg(long)]
    pub(crate) once: bool,
    /// Une seule fois : cherche, télécharge, compare et dit ce qui serait fait ; ne publie rien.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Publie ensuite dans ce dépôt ce qui est servi ici (par défaut : sync.publish_to de la configuration).
    #[arg(long, value_name = "DÉPÔT")]
    pub(crate) publish: Option<Location>,
    /// Compte rendu en JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) word: Option<Word>,
}

/// What a person says or asks.
#[derive(Debug, Subcommand)]
pub(crate) enum Word {
    /// Publie la génération qu'une garde a retenue.
    Approve(Decide),
    /// Supprime la génération qu'une garde a retenue ; les mêmes fichiers ne sont plus reconstruits.
    Reject(Decide),
    /// Ce qui tourne, ce qui attend une décision, le dernier passage et le prochain.
    Status(Status),
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Nom de la génération (inutile quand une seule attend).
    #[arg(value_name = "GÉNÉRATION")]
    pub(crate) generation: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Réponse en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
