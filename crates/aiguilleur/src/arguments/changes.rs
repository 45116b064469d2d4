//! The arguments of `changes`.

use std::path::PathBuf;

use aiguilleur_directory::changes::ChangeKind;
use clap::Args;

use super::{Data, known};

#[derive(Debug, Args)]
pub(crate) struct Changes {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Génération à partir de laquelle on veut savoir (par défaut : celle que la génération servie a remplacée).
    #[arg(long, value_name = "GÉNÉRATION")]
    pub(crate) since: Option<String>,
    /// Seulement les changements de ce genre.
    #[arg(long, value_name = "GENRE", value_parser = known::change())]
    pub(crate) kind: Option<ChangeKind>,
    /// Seulement ce qui touche l'un des numéros de ce fichier, un par ligne (RPPS, ADELI, FINESS, SIRET, RPPS-rang…).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) ids: Option<PathBuf>,
    /// Envoie aussi ces changements à cette adresse, signés.
    #[arg(long, value_name = "URL", requires = "webhook_secret_file")]
    pub(crate) webhook: Option<String>,
    /// Fichier du secret qui signe les envois.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) webhook_secret_file: Option<PathBuf>,
    /// Un changement par ligne, en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
