//! What clap does not know of a command: exit status, files, environment, examples, other pages.

use clap::Command;
use clap_mangen::roff::{Roff, bold, roman};

/// A command line that is worth showing, by its command.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("demo", "aiguilleur demo", "des exemples inventés, sur http://127.0.0.1:8080/"),
    (
        "import",
        "aiguilleur import PS_LibreAcces_*.txt finess-structures-*.json.gz StockUniteLegale_utf8.zip",
        "une génération des fichiers tels que publiés",
    ),
    ("sync", "aiguilleur sync --once --dry-run", "ce qu'un passage ferait, sans rien publier"),
    ("sync", "aiguilleur sync status", "ce qui attend une personne, le dernier passage et le prochain"),
    ("publish", "aiguilleur publish s3://annuaire/prod", "la génération servie, pour d'autres serveurs"),
    ("serve", "aiguilleur serve --listen 127.0.0.1:8080", "l'API et la page du support"),
    ("serve", "aiguilleur serve --from s3://annuaire/prod", "un lecteur qui suit un dépôt"),
    ("health", "aiguilleur health", "statut 0 si le serveur de cette machine sert"),
    ("resolve", "aiguilleur resolve 99700000104 --usage insi_auto", "sur quoi commander pour INSi"),
    ("search", "aiguilleur search vauquelin rouen", "une personne par son nom et sa ville"),
    ("check", "aiguilleur check 99700000104007 130025265", "ce que sont deux numéros, sans annuaire aussi"),
    ("decide", "aiguilleur decide - <faits.json", "une décision à partir de faits, sans annuaire"),
    (
        "reconcile",
        "aiguilleur reconcile clients.csv --out rapport.html",
        "un fichier de clients, ligne par ligne",
    ),
    (
        "reconcile",
        "aiguilleur reconcile clients.csv --previous hier.jsonl --out aujourdhui.jsonl --fail-on new",
        "la nuit : statut 3 quand quelque chose est nouveau",
    ),
    ("kit", "aiguilleur kit 99700000104 --out DOSSIER", "tout ce qu'une commande demande, dans un dossier"),
    ("mcp", "aiguilleur mcp", "l'annuaire pour un assistant, sur l'entrée et la sortie standard"),
    ("forget", "aiguilleur forget 99700000104", "une personne qui s'oppose n'est plus montrée nulle part"),
    ("certificate", "aiguilleur certificate inspect certificat.pem", "quel produit, à qui, jusqu'à quand"),
    ("changes", "aiguilleur changes", "ce qui a changé depuis la génération d'avant"),
    ("export", "aiguilleur export --parquet DOSSIER", "les tables, pour DuckDB ou Spark"),
    ("generations", "aiguilleur generations rollback", "revenir à la génération d'avant"),
    ("keys", "aiguilleur keys create --scope read,reconcile CRM", "une clé, montrée une seule fois"),
    ("config", "aiguilleur config --check", "vérifier une configuration avant de redémarrer"),
    ("openapi", "aiguilleur openapi >openapi.json", "le document de l'API"),
    ("completions", "aiguilleur completions bash", "les complétions de bash"),
];

/// The examples of a command.
pub(super) fn examples(command: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    EXAMPLES.iter().filter(move |(of, ..)| *of == command).map(|(_, line, shows)| (*line, *shows))
}

pub(super) fn sections(page: &mut Roff, command: &Command, name: &str) {
    section(
        page,
        "CODE DE RETOUR",
        &[
            ("0", "fait"),
            ("1", "échec : la cause est sur la sortie d'erreur, ce qui était servi le reste"),
            ("2", "ligne de commande refusée"),
            ("3", "fait, mais quelque chose demande une personne"),
        ],
    );
    section(
        page,
        "FICHIERS",
        &[
            ("DOSSIER/aiguilleur.toml", "la configuration, si --config n'en nomme pas une autre"),
            ("DOSSIER/generations, DOSSIER/CURRENT", "les générations, et laquelle est servie"),
            ("DOSSIER/keys.json", "les empreintes des clés de l'API"),
        ],
    );
    page.text([roman("DOSSIER est celui de --data, sinon de AIGUILLEUR_DATA, sinon ~/.local/share/aiguilleur ; un paquet met la configuration dans /etc/aiguilleur et les données dans /var/lib/aiguilleur.")]);
    let mut variables: Vec<(String, String)> = command
        .get_arguments()
        .filter_map(|argument| {
            Some((argument.get_env()?.display().to_string(), format!("--{}", argument.get_long()?)))
        })
        .collect();
    variables.push((
        "AIGUILLEUR_LOG".to_owned(),
        "ce qui est journalisé : info, debug, ou un filtre de tracing".to_owned(),
    ));
    variables.push((
        "OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(),
        "collecteur OpenTelemetry des traces de serve, en http/protobuf ; OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER et les autres comme l'entend OpenTelemetry".to_owned(),
    ));
    variables.push(("NO_COLOR".to_owned(), "un journal sans couleurs, sur un terminal aussi".to_owned()));
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, says)| (name.as_str(), says.as_str())).collect();
    section(page, "ENVIRONNEMENT", &variables);
    let found: Vec<_> = examples(name.split('-').nth(1).unwrap_or("demo")).collect();
    section(page, "EXEMPLES", &found);
    page.control("SH", ["VOIR AUSSI"]);
    let others =
        if name == "aiguilleur" { "aiguilleur.toml(5)" } else { "aiguilleur(1), aiguilleur.toml(5)" };
    page.text([roman(others)]);
}

/// A section of terms, each with what is said of it.
pub(super) fn section(page: &mut Roff, title: &str, terms: &[(&str, &str)]) {
    page.control("SH", [title]);
    for (term, says) in terms {
        page.control("TP", []);
        page.text([bold(*term)]);
        page.text([roman(*says)]);
    }
}
