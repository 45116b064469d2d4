//! API keys.

use aiguilleur_api::keys::Scope;
use clap::{Args, Subcommand};

use super::{Data, known};

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Crée une clé, montrée une seule fois.
    Create(KeysCreate),
    /// Liste les clés.
    List(KeysList),
    /// Révoque une clé, sans arrêter le serveur.
    Revoke(KeysRevoke),
}

#[derive(Debug, Args)]
pub(crate) struct KeysCreate {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Ce que la clé ouvre (séparés par des virgules).
    #[arg(long = "scope", value_name = "DROITS", value_delimiter = ',', value_parser = known::scope(), default_value = "read")]
    pub(crate) scopes: Vec<Scope>,
    /// Dernier jour de validité (AAAA-MM-JJ) ou nombre de jours (90d) ; sans échéance par défaut.
    #[arg(long, value_name = "ÉCHÉANCE")]
    pub(crate) expires: Option<String>,
    /// À qui est la clé.
    #[arg(value_name = "LIBELLÉ")]
    pub(crate) label: String,
    /// Réponse en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KeysList {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Réponse en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KeysRevoke {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Identifiant public de la clé.
    #[arg(value_name = "IDENTIFIANT")]
    pub(crate) id: String,
}
