//! Where manual pages are written.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Dossier où les écrire ; il doit exister.
    #[arg(value_name = "DOSSIER")]
    pub(crate) folder: PathBuf,
}
