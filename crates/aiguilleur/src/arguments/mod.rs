//! The command line, as clap reads it.

mod certificate;
mod changes;
mod export;
mod forget;
mod generations;
mod health;
mod keys;
mod kit;
mod known;
mod man;
mod publish;
mod sync;

use std::{net::SocketAddr, path::PathBuf};

use aiguilleur_depot::Location;
use aiguilleur_directory::BlockCache;
use aiguilleur_domain::Date;
use aiguilleur_resolver::{Couloir, Usage};
use clap::{Args, Parser, Subcommand};

pub(crate) use certificate::{Certificate, CertificateCsr, CertificateInspect};
pub(crate) use changes::Changes;
pub(crate) use export::Export;
pub(crate) use forget::Forget;
pub(crate) use generations::Generations;
pub(crate) use health::Health;
pub(crate) use keys::{Keys, KeysCreate};
pub(crate) use kit::Kit;
pub(crate) use man::Man;
pub(crate) use publish::Publish;
pub(crate) use sync::{Decide as SyncDecide, Status as SyncStatus, Sync, Word as SyncWord};

/// The version, with its revision where the build names it (`deploy/release`).
pub(crate) const VERSION: &str = match option_env!("AIGUILLEUR_VERSION") {
    Some(version) => version,
    None => env!("CARGO_PKG_VERSION"),
};

/// Sur quelle structure, et sur quel identifiant, commander le certificat IGC-Santé d'un professionnel.
#[derive(Debug, Parser)]
#[command(name = "aiguilleur", version = VERSION, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Journal plus détaillé (répéter pour davantage).
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,

    /// Journal en JSON, une ligne par évènement.
    #[arg(long, global = true)]
    pub(crate) log_json: bool,

    /// Jour à tenir pour aujourd'hui, pour des exemples ou des essais (par défaut : celui de la machine).
    #[arg(long, global = true, hide_short_help = true, env = "AIGUILLEUR_TODAY", value_name = "AAAA-MM-JJ")]
    pub(crate) today: Option<Date>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Importe les exemples fournis dans un dossier jetable, montre une réponse et sert l'API.
    Demo(Demo),
    /// Construit et publie une génération à partir de fichiers.
    Import(Import),
    /// Tient l'annuaire à jour : cherche, télécharge, contrôle, importe et publie, seul ou une fois.
    Sync(Sync),
    /// Publie la génération servie dans un dépôt (S3 ou dossier), que d'autres serveurs suivent.
    Publish(Publish),
    /// Sert l'API HTTP et la page web sur la génération courante.
    Serve(Serve),
    /// Demande au serveur de cette machine s'il sert : pour la sonde d'un conteneur.
    Health(Health),
    /// Dit sur quel identifiant commander, pour un professionnel ou une structure.
    Resolve(Resolve),
    /// Cherche un professionnel ou une structure.
    Search(Search),
    /// Dit ce qu'est un identifiant et si un certificat peut s'y commander.
    Check(Check),
    /// Décide à partir de faits donnés en JSON, sans annuaire.
    Decide(Decide),
    /// Compare un fichier de clients à l'annuaire : justes, à corriger, à examiner.
    Reconcile(Reconcile),
    /// Les certificats : ce qu'ils sont, ce qui leur manque, et la demande d'un certificat.
    #[command(subcommand)]
    Certificate(Certificate),
    /// Prépare une commande : formulaires remplis, demandes de certificat, étapes, message au client, calendrier.
    Kit(Kit),
    /// Ce qui a changé depuis une génération : situations, identifiants, structures.
    Changes(Changes),
    /// Écrit la génération servie en tables Parquet, pour DuckDB, Spark, Trino ou pandas.
    Export(Export),
    /// Les générations sur le disque.
    #[command(subcommand)]
    Generations(Generations),
    /// Ne montre plus une personne qui s'y oppose : dans aucune génération, aucun export, aucun dépôt.
    Forget(Forget),
    /// Les clés d'accès à l'API : seule une empreinte en est gardée.
    #[command(subcommand)]
    Keys(Keys),
    /// L'annuaire pour un assistant : serveur Model Context Protocol, sur l'entrée et la sortie standard.
    Mcp(Mcp),
    /// La configuration effective, chaque valeur avec son origine.
    Config(Config),
    /// Le document `OpenAPI` de l'API.
    Openapi,
    /// Les complétions pour un interpréteur de commandes.
    Completions(Completions),
    /// Les pages de manuel, écrites dans un dossier.
    #[command(hide = true)]
    Man(Man),
}

/// Where the data is.
#[derive(Debug, Args)]
pub(crate) struct Data {
    /// Dossier des données.
    #[arg(long = "data", env = "AIGUILLEUR_DATA", value_name = "DOSSIER")]
    pub(crate) dir: Option<PathBuf>,
}

/// Where the data and the configuration are.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Fichier de configuration (par défaut : `aiguilleur.toml` du dossier des données, s'il existe).
    #[arg(long, env = "AIGUILLEUR_CONFIG", value_name = "FICHIER")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Adresse d'écoute.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADRESSE")]
    pub(crate) listen: SocketAddr,
}

#[derive(Debug, Args)]
pub(crate) struct Mcp {
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Jour dont parlent les données (par défaut : la date des fichiers).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) as_of: Option<Date>,
    /// Publie même si une garde se déclenche (sans cela, la génération attend une personne, statut 3).
    #[arg(long)]
    pub(crate) no_guard: bool,
    /// Se passe des sources que la commande ne nomme pas, au lieu de les reprendre de ce qui est servi.
    #[arg(long)]
    pub(crate) only: bool,
    /// Repart de zéro, sans l'historique de la génération servie : quand elle est endommagée, sans autre où revenir.
    #[arg(long)]
    pub(crate) no_history: bool,
    /// Compte rendu en JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Fichiers des producteurs : .txt, .csv, .xml, .json, aussi en .gz ou .zip.
    #[arg(required = true, value_name = "FICHIER")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Suit un dépôt au lieu de ce qui est importé ici : s3://seau/prefixe ou file:///chemin.
    #[arg(long, value_name = "DÉPÔT")]
    pub(crate) from: Option<Location>,
    /// Adresse d'écoute (par défaut : 127.0.0.1:8080).
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) listen: Option<SocketAddr>,
    /// Adresse d'écoute de l'exploitation : /live, /ready, /metrics (par défaut : 127.0.0.1:8081).
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) admin_listen: Option<SocketAddr>,
    /// Demande une clé même sur 127.0.0.1 (derrière un mandataire).
    #[arg(long, conflicts_with = "allow_anonymous")]
    pub(crate) require_keys: bool,
    /// Répond à tout le monde, sans clé, même ailleurs que sur 127.0.0.1.
    #[arg(long)]
    pub(crate) allow_anonymous: bool,
    /// Mémoire des blocs de l'annuaire gardés décompressés, en octets (par défaut : 192 Mio).
    #[arg(long, value_name = "OCTETS")]
    pub(crate) cache_bytes: Option<usize>,
}

/// What work over the whole directory may keep in memory.
#[derive(Debug, Args)]
pub(crate) struct Cache {
    /// Mémoire des blocs de l'annuaire gardés décompressés, en octets (par défaut : 448 Mio).
    #[arg(long, value_name = "OCTETS", env = "AIGUILLEUR_SERVE_CACHE_BYTES")]
    cache_bytes: Option<usize>,
}

impl Cache {
    pub(crate) fn blocks(&self) -> BlockCache {
        // Clients name people in no order, whose records are some 420 MB of a national directory; FINESS and SIRENE
        // are 130 more. All of it would save 3 % of the processor time, and a million records would take 1.1 GB.
        const BATCH: usize = 448 << 20;
        BlockCache::new(self.cache_bytes.unwrap_or(BATCH))
    }
}

#[derive(Debug, Args)]
pub(crate) struct Config {
    #[command(flatten)]
    pub(crate) serve: Serve,
    /// Vérifie tout ce qu'un démarrage demande : noms, valeurs, fichiers, adresses, horaire ; rien n'est changé.
    #[arg(long, conflicts_with_all = ["reference", "template"])]
    pub(crate) check: bool,
    /// Décrit toutes les options, en Markdown.
    #[arg(long, conflicts_with_all = ["template", "json"])]
    pub(crate) reference: bool,
    /// Écrit le fichier de configuration à livrer : toutes les options, en commentaire, à leur défaut.
    #[arg(long, conflicts_with = "json")]
    pub(crate) template: bool,
    /// Réponse en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// bash, zsh, fish, elvish ou powershell.
    #[arg(value_name = "INTERPRÉTEUR")]
    pub(crate) shell: clap_complete::Shell,
}

/// What a decision is asked for.
#[derive(Debug, Args)]
pub(crate) struct Decision {
    /// Usage du certificat (répéter pour plusieurs) ; par défaut : dmp, ou pour kit ceux de la configuration.
    #[arg(long = "usage", value_name = "USAGE", value_parser = known::usage())]
    pub(crate) usages: Vec<Usage>,
    /// Couloir, s'il est connu.
    #[arg(long, value_name = "COULOIR", value_parser = known::couloir())]
    pub(crate) couloir: Option<Couloir>,
    /// Jour pour lequel décider (par défaut : aujourd'hui).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) as_of: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Resolve {
    #[command(flatten)]
    pub(crate) data: Data,
    /// RPPS, ADELI, idNat PP, FINESS, SIRET, RPPS-rang…
    #[arg(value_name = "IDENTIFIANT")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) asked: Decision,
    /// Montre les règles essayées et ce qui changerait la réponse.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Réponse en JSON, telle que l'API la donne.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Nom, ville, profession, identifiant, dans l'ordre que l'on veut.
    #[arg(required = true, value_name = "TEXTE")]
    pub(crate) text: Vec<String>,
    /// Nombre de résultats.
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
    /// Montre d'où vient chaque score.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Réponse en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Identifiants, dans l'orthographe que l'on a.
    #[arg(required = true, value_name = "IDENTIFIANT")]
    pub(crate) values: Vec<String>,
    /// Réponse en JSON, une ligne par identifiant.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// Fichier JSON des faits, ou - pour l'entrée standard.
    #[arg(value_name = "FICHIER")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Reconcile {
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) cache: Cache,
    /// Fichier des clients : CSV, classeur XLSX, JSON lines, tableau JSON ou Parquet.
    #[arg(value_name = "CLIENTS")]
    pub(crate) clients: PathBuf,
    /// Compte rendu, écrit à part puis mis en place (par défaut : sortie standard).
    #[arg(long, value_name = "FICHIER")]
    pub(crate) out: Option<PathBuf>,
    /// Flux Atom des nouveautés, écrit en plus du compte rendu.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) atom: Option<PathBuf>,
    /// Adresse à prévenir de la fin par un POST signé : https, ou http sur cette machine.
    #[arg(long, value_name = "URL", requires = "webhook_secret_file")]
    pub(crate) webhook: Option<String>,
    /// Fichier du secret qui signe ce POST (HMAC-SHA256).
    #[arg(long, value_name = "FICHIER", env = "AIGUILLEUR_WEBHOOK_SECRET_FILE")]
    pub(crate) webhook_secret_file: Option<PathBuf>,
    /// Dernier compte rendu (.jsonl, .csv ou .xlsx) : dit ce qui est nouveau, résolu, inchangé.
    #[arg(long, value_name = "FICHIER")]
    pub(crate) previous: Option<PathBuf>,
    /// Format du compte rendu (par défaut : l'extension, sinon jsonl).
    #[arg(long, value_name = "FORMAT", value_parser = known::format())]
    pub(crate) format: Option<aiguilleur_reconcile::Format>,
    /// Nomme une colonne qui n'est pas reconnue (répéter pour plusieurs).
    #[arg(long = "map", value_name = "COLONNE=CHAMP")]
    pub(crate) map: Vec<String>,
    /// Ce qui rend le statut 3 : never, new, to_complete, to_fix, to_review, not_found, error, ou un constat.
    #[arg(long, value_name = "LISTE", default_value = "to_fix,to_review,not_found,error")]
    pub(crate) fail_on: aiguilleur_reconcile::FailOn,
    /// Jours avant l'échéance d'un certificat qui le font signaler.
    #[arg(long, value_name = "JOURS", value_delimiter = ',', default_value = "90,60,30")]
    pub(crate) expiry_days: Vec<i32>,
    /// Jour des verdicts (par défaut : aujourd'hui).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) as_of: Option<Date>,
    /// Bilan en JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Place {
    /// The data folder.
    pub(crate) fn dir(&self) -> PathBuf {
        self.data.dir()
    }
}

impl Data {
    /// The data folder: the one given, else the platform's.
    pub(crate) fn dir(&self) -> PathBuf {
        let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
        self.dir.clone().unwrap_or_else(|| {
            let base = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(home);
            base.unwrap_or_else(|| PathBuf::from(".")).join("aiguilleur")
        })
    }
}
