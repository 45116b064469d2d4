//! The arguments of `forget`.

use clap::Args;

use super::Data;

#[derive(Debug, Args)]
pub(crate) struct Forget {
    #[command(flatten)]
    pub(crate) data: Data,
    /// RPPS, ADELI ou idNat PP de la personne ; seule une empreinte salée en est gardée.
    #[arg(value_name = "IDENTIFIANT")]
    pub(crate) id: String,
    /// Revient sur une opposition : la personne reparaît à l'import suivant.
    #[arg(long)]
    pub(crate) undo: bool,
}
