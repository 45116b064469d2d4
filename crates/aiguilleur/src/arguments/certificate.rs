//! `certificate`: what a certificate is, and the request for one.

use std::path::PathBuf;

use aiguilleur_domain::Date;
use aiguilleur_resolver::Usage;
use clap::{Args, Subcommand};

use super::{Data, known};

#[derive(Debug, Subcommand)]
pub(crate) enum Certificate {
    /// Dit de chaque certificat le produit, à qui il est, sa chaîne, sa révocation, ce qui manque et ce qu'il y a à faire.
    Inspect(CertificateInspect),
    /// Fait une clé et une demande de certificat (CSR), en vérifie une, ou donne la commande openssl qui la fait.
    Csr(CertificateCsr),
}

#[derive(Debug, Args)]
pub(crate) struct CertificateInspect {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Certificats (PEM, DER, PKCS#7), dossiers qui en contiennent, ou fichier de clients avec une colonne de certificats.
    #[arg(required = true, value_name = "FICHIER")]
    pub(crate) paths: Vec<PathBuf>,
    /// Usage auquel ils servent (répéter pour plusieurs) ; par défaut : ceux que leurs noms disent.
    #[arg(long = "usage", value_name = "USAGE", value_parser = known::usage())]
    pub(crate) usages: Vec<Usage>,
    /// Racines et autorités de confiance, en PEM, DER ou PKCS#7 (répéter pour plusieurs).
    #[arg(long = "roots", value_name = "FICHIER")]
    pub(crate) roots: Vec<PathBuf>,
    /// Liste de révocation, en PEM ou DER (répéter pour plusieurs).
    #[arg(long = "crl", value_name = "FICHIER")]
    pub(crate) lists: Vec<PathBuf>,
    /// Calendrier des échéances à écrire (.ics).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) ics: Option<PathBuf>,
    /// Jour pour lequel juger (par défaut : aujourd'hui).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) as_of: Option<Date>,
    /// Réponse en JSON, telle que l'API la donne.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CertificateCsr {
    /// Nom (CN, « service applicatif ») que portera le certificat.
    #[arg(long, value_name = "NOM")]
    pub(crate) cn: Option<String>,
    /// Usage qui impose le nom (insi_manu, insi_auto) ou le recommande.
    #[arg(long, value_name = "USAGE", value_parser = known::usage(), conflicts_with = "cn")]
    pub(crate) usage: Option<Usage>,
    /// Vérifie cette demande au lieu de dire comment en faire une.
    #[arg(long, value_name = "FICHIER", conflicts_with_all = ["key", "out"])]
    pub(crate) check: Option<PathBuf>,
    /// Fait la clé ici et l'écrit dans ce fichier, pour son propriétaire seul (0600) ; jamais par-dessus un autre.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) key: Option<PathBuf>,
    /// Écrit la demande dans ce fichier (par défaut : sortie standard).
    #[arg(long, value_name = "FICHIER", requires = "key")]
    pub(crate) out: Option<PathBuf>,
    /// Réponse en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
