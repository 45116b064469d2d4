//! What the options of `[sync]` mean.

use super::{Word, word};

pub(super) const WORDS: &[Word] = &[
    word("sync.sources", "sources", "Ce qui est cherché chez les producteurs."),
    word(
        "sync.keep_generations",
        "générations",
        "Générations gardées en plus de celle qui est servie, pour y revenir.",
    ),
    word(
        "sync.publish_to",
        "dépôt",
        "Dépôt où publier, après chaque passage, ce qui est servi : s3://seau/prefixe ou file:///chemin.",
    ),
    word(
        "sync.overrides.*.checksum",
        "`require` ou `tolerate_known_wrong`",
        "Que faire quand l'empreinte publiée n'est pas celle du fichier.",
    ),
    word(
        "sync.overrides.*.resource",
        "",
        "Autre identifiant de ressource, pour une source trouvée par son identifiant.",
    ),
    word("sync.overrides.*.dataset", "", "Autre jeu de données."),
    word("sync.overrides.*.max_bytes", "octets", "Autre borne à la taille du fichier."),
    word("sync.publishers.*.base", "adresse https", "Adresse du producteur."),
    word(
        "sync.publishers.*.ca_bundle",
        "fichier PEM",
        "Seules autorités qui peuvent répondre de lui (IGC-Santé pour l'ANS) ; vide, celles de la machine.",
    ),
    word(
        "sync.publishers.*.client_certificate",
        "fichier PEM",
        "Notre certificat et sa chaîne, pour le TLS mutuel.",
    ),
    word("sync.publishers.*.client_key", "fichier PEM", "Notre clé, si elle est à part."),
    word(
        "sync.publishers.*.requests_per_minute",
        "requêtes par minute",
        "Débit auquel il est interrogé, au plus.",
    ),
    word("sync.publishers.*.burst", "requêtes", "Requêtes qui peuvent se suivre d'un coup."),
    word(
        "sync.publishers.*.proxy",
        "`environment` ou `none`",
        "Mandataire : celui de `HTTPS_PROXY` et de ses semblables, ou aucun.",
    ),
    word("sync.network.connect", "durée", "Délai pour joindre un hôte, TLS compris."),
    word(
        "sync.network.head",
        "durée",
        "Délai entre une requête et le début de sa réponse, redirections comprises.",
    ),
    word("sync.network.window", "durée", "Fenêtre pendant laquelle `window_bytes` doivent arriver."),
    word("sync.network.window_bytes", "octets", "Ce qu'une telle fenêtre doit apporter."),
    word("sync.network.per_source", "durée", "Temps d'une source, nouveaux essais compris."),
    word("sync.network.redirects", "redirections", "Redirections à la suite, au plus."),
    word("sync.network.head_bytes", "octets", "Plus grand en-tête d'une réponse."),
    word("sync.network.index_bytes", "octets", "Plus grand index d'un jeu de données."),
    word(
        "sync.retry.jitter",
        "part, de 0 à 1",
        "Part de hasard d'un délai, pour que les installations ne reviennent pas ensemble.",
    ),
    word(
        "sync.retry.patience",
        "durée",
        "Plus long `Retry-After` que l'on attend ; au-delà, c'est pour le passage suivant.",
    ),
    word(
        "sync.schedule.cron",
        "minute heure jour mois jour-de-semaine",
        "Quand le service passe de lui-même.",
    ),
    word("sync.schedule.time_zone", "fuseau IANA", "Fuseau dans lequel ces heures se lisent."),
    word(
        "sync.schedule.jitter",
        "durée",
        "Retard au hasard, au plus, pour que les installations ne viennent pas ensemble.",
    ),
    word(
        "sync.guards.deletions_percent",
        "%",
        "Fins au-delà desquelles rien n'est publié sans une personne.",
    ),
    word(
        "sync.guards.updates_percent",
        "%",
        "Changements au-delà desquels rien n'est publié sans une personne.",
    ),
    word(
        "sync.guards.rejects_percent",
        "%",
        "Lignes rejetées au-delà desquelles rien n'est publié sans une personne.",
    ),
    word(
        "sync.guards.floor_percent",
        "%",
        "Part de la veille en dessous de laquelle rien n'est publié sans une personne.",
    ),
    word(
        "sync.guards.minimum_population",
        "enregistrements",
        "Clés plus petites que cela jugées ensemble : un petit département n'alerte pas pour rien.",
    ),
    word(
        "sync.guards.minimum_events",
        "évènements",
        "Moins d'évènements que cela ne déclenche jamais un pourcentage.",
    ),
    word(
        "sync.guards.gone_population",
        "enregistrements",
        "Taille d'un secteur dont la disparition entière déclenche.",
    ),
    word(
        "sync.guards.oldest_days",
        "jours",
        "Âge d'un fichier au-delà duquel rien n'est publié sans une personne.",
    ),
    word(
        "sync.guards.unchanged_days",
        "jours",
        "Jours de suite sans rien de nouveau au-delà desquels une source est dite morte.",
    ),
    word(
        "sync.guards.oldest_days_by_source",
        "jours, par source",
        "Le même âge, pour les sources qui paraissent moins souvent.",
    ),
];
