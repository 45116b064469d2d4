//! The arguments of `publish`.

use aiguilleur_depot::Location;
use clap::Args;

use super::Place;

#[derive(Debug, Args)]
pub(crate) struct Publish {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Générations plus anciennes à garder dans le dépôt (par défaut : depot.keep de la configuration).
    #[arg(long, value_name = "N")]
    pub(crate) keep: Option<usize>,
    /// Relit chaque fichier du dépôt et renvoie ce qui y est altéré.
    #[arg(long)]
    pub(crate) check: bool,
    /// Compte rendu en JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Le dépôt : s3://seau/prefixe ou file:///chemin.
    #[arg(value_name = "DÉPÔT")]
    pub(crate) to: Location,
}
