//! `kit`: what an order needs, in one folder.

use std::path::PathBuf;

use aiguilleur_domain::Date;
use aiguilleur_resolver::{Couloir, Usage};
use clap::Args;

use super::Place;

#[derive(Debug, Args)]
pub(crate) struct Kit {
    #[command(flatten)]
    pub(crate) place: Place,
    /// RPPS, ADELI, FINESS, SIRET, RPPS-rang… ; plusieurs : un dossier chacun, et un tableau pour tous.
    #[arg(required = true, value_name = "IDENTIFIANT")]
    pub(crate) ids: Vec<String>,
    /// Dossier à écrire (par défaut : kit-IDENTIFIANT, ou kit pour plusieurs).
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) out: Option<PathBuf>,
    /// Usage du certificat (répéter pour plusieurs) ; par défaut : ceux de la configuration, sinon dmp.
    #[arg(long = "usage", value_name = "USAGE")]
    pub(crate) usages: Vec<Usage>,
    /// Couloir, s'il est connu.
    #[arg(long, value_name = "COULOIR")]
    pub(crate) couloir: Option<Couloir>,
    /// Jour pour lequel décider (par défaut : aujourd'hui).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) as_of: Option<Date>,
    /// Réponse en JSON, en plus du dossier.
    #[arg(long)]
    pub(crate) json: bool,
}
