//! The arguments of `changes`.

use aiguilleur_directory::changes::ChangeKind;
use clap::Args;

use super::Data;

#[derive(Debug, Args)]
pub(crate) struct Changes {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Génération à partir de laquelle on veut savoir (par défaut : celle que la génération servie a remplacée).
    #[arg(long, value_name = "GÉNÉRATION")]
    pub(crate) since: Option<String>,
    /// Seulement les changements de ce genre (`situation_ended`, `structure_closed`…).
    #[arg(long, value_name = "GENRE")]
    pub(crate) kind: Option<ChangeKind>,
    /// Un changement par ligne, en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
