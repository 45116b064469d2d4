//! The command line of the health check.

use std::net::SocketAddr;

use clap::Args;

use super::Place;

#[derive(Debug, Args)]
pub(crate) struct Health {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Adresse d'exploitation du serveur (par défaut : celle de la configuration).
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) admin_listen: Option<SocketAddr>,
}
