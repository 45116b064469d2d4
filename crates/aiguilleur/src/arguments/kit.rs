//! `kit`: what an order needs, in one folder.

use std::path::PathBuf;

use clap::Args;

use super::{Decision, Place};

#[derive(Debug, Args)]
pub(crate) struct Kit {
    #[command(flatten)]
    pub(crate) place: Place,
    /// RPPS, ADELI, FINESS, SIRET, RPPS-rang… ; plusieurs : un dossier chacun, et un tableau pour tous.
    #[arg(required_unless_present = "clients", value_name = "IDENTIFIANT")]
    pub(crate) ids: Vec<String>,
    /// Fichier de clients, lu et jugé comme par `reconcile` : un tableau pour tous, sans dossiers.
    #[arg(long, value_name = "FICHIER", conflicts_with_all = ["ids", "json"])]
    pub(crate) clients: Option<PathBuf>,
    /// Dossier à écrire (par défaut : kit-IDENTIFIANT, ou kit pour plusieurs).
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) asked: Decision,
    /// Réponse en JSON, en plus du dossier.
    #[arg(long)]
    pub(crate) json: bool,
}
