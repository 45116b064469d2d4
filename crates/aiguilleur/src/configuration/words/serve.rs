//! What the options of `[serve]` mean.

use super::{Word, word};

pub(super) const WORDS: &[Word] = &[
    word("serve.listen", "adresse:port", "Écoute de l'API et des pages."),
    word("serve.admin_listen", "adresse:port", "Écoute de l'exploitation : `/live`, `/ready`, `/metrics`."),
    word(
        "serve.require_keys",
        "",
        "Demande une clé même sur une adresse de boucle locale. Elle l'est aussi ailleurs que là, dès que `trusted_proxies` \
         nomme quelqu'un, et à toute requête qui porte `Forwarded` ou `X-Forwarded-For`.",
    ),
    word(
        "serve.allow_anonymous",
        "",
        "Répond sans clé à tout le monde, même ailleurs que sur une adresse de boucle locale ou derrière un mandataire ; \
         `require_keys` l'emporte.",
    ),
    word("serve.keys_file", "fichier", "Fichier des clés ; vide, `keys.json` du dossier des données."),
    word("serve.open_pages", "", "Ouvre les pages web à qui n'a pas de clé, là où l'API en demande une."),
    word(
        "serve.trusted_proxies",
        "adresses ou réseaux",
        "Mandataires dont `Forwarded` et `X-Forwarded-For` sont crus ; en nommer un demande des clés.",
    ),
    word(
        "serve.user_header",
        "",
        "En-tête où un mandataire de trusted_proxies nomme qui s'est connecté chez lui (OIDC, SAML) : les pages s'ouvrent alors sans clé ; vide : aucun.",
    ),
    word(
        "serve.cors_origins",
        "origines",
        "Sites dont les pages peuvent appeler l'API depuis un navigateur ; `*` pour tous.",
    ),
    word("serve.freshness.days", "jours", "Âge au-delà duquel une source est dite périmée."),
    word(
        "serve.freshness.sources",
        "jours, par source",
        "Le même âge, pour les sources qui paraissent moins souvent.",
    ),
    word(
        "serve.cache_bytes",
        "octets",
        "Mémoire des blocs de l'annuaire gardés décompressés ; `0` n'en garde aucun.",
    ),
    word(
        "serve.security_contacts",
        "adresses mailto:, tel: ou https:",
        "Où signaler une faille de ce serveur : `/.well-known/security.txt` (RFC 9116) ; rien n'y répond tant que la liste est vide.",
    ),
    word("serve.limits.body_bytes", "octets", "Plus grand corps d'une requête."),
    word("serve.limits.bulk_body_bytes", "octets", "Plus grand corps d'une requête par lots."),
    word("serve.limits.bulk_ids", "identifiants", "Identifiants d'un appel par lots, au plus."),
    word("serve.limits.url_bytes", "octets", "Plus longue adresse, chemin et paramètres compris."),
    word("serve.limits.header_bytes", "octets", "Plus grand en-tête d'une requête, tous champs compris."),
    word("serve.limits.headers", "champs", "Champs d'un en-tête, au plus."),
    word("serve.limits.requests_at_once", "requêtes", "Requêtes traitées à la fois ; au-delà, 503."),
    word(
        "serve.limits.connections",
        "connexions",
        "Connexions tenues à la fois ; au-delà, elles attendent d'être acceptées.",
    ),
    word(
        "serve.limits.connections_per_address",
        "connexions",
        "Connexions d'une même adresse, boucle locale et mandataires de confiance exceptés.",
    ),
    word("serve.limits.header_seconds", "secondes", "Délai pour envoyer un en-tête."),
    word(
        "serve.limits.request_seconds",
        "secondes",
        "Délai pour qu'une requête soit lue et sa réponse commencée.",
    ),
    word("serve.limits.stream_seconds", "secondes", "Délai pour qu'une réponse au fil de l'eau soit reçue."),
    word(
        "serve.limits.connection_seconds",
        "secondes",
        "Âge auquel une connexion est fermée dès qu'elle ne sert plus.",
    ),
    word(
        "serve.limits.shutdown_seconds",
        "secondes",
        "Délai laissé aux requêtes en cours quand le serveur s'arrête.",
    ),
    word(
        "serve.quotas.loopback",
        "",
        "Limite aussi les appelants de la machine elle-même qui n'ont pas de clé.",
    ),
    word("serve.quotas.key.per_second", "requêtes par seconde", "Débit soutenu d'une clé."),
    word("serve.quotas.key.burst", "requêtes", "Requêtes qu'une clé peut faire d'un coup après une pause."),
    word("serve.quotas.address.per_second", "requêtes par seconde", "Débit soutenu d'une adresse sans clé."),
    word("serve.quotas.address.burst", "requêtes", "Requêtes qu'une adresse sans clé peut faire d'un coup."),
    word(
        "serve.quotas.failures.per_second",
        "refus par seconde",
        "Clés refusées à une adresse avant que 429 ne remplace 401, au long cours.",
    ),
    word("serve.quotas.failures.burst", "refus", "Clés refusées d'un coup à une adresse avant cela."),
    word("serve.jobs.kept", "rapprochements", "Rapprochements gardés à la fois, quel que soit le demandeur."),
    word(
        "serve.jobs.per_key",
        "rapprochements",
        "Rapprochements gardés pour une clé, ou pour tous les appelants sans clé.",
    ),
    word("serve.jobs.body_bytes", "octets", "Plus grand fichier de clients."),
    word("serve.jobs.records", "clients", "Clients d'un fichier, au plus."),
    word("serve.jobs.keep_hours", "heures", "Durée pendant laquelle un rapprochement terminé est gardé."),
    word("serve.jobs.threads", "fils", "Fils d'exécution d'un rapprochement ; il s'en fait un à la fois."),
    word("serve.jobs.upload_seconds", "secondes", "Délai pour déposer un fichier de clients."),
    word(
        "serve.webhooks.hosts",
        "hôtes",
        "Hôtes qu'un rapprochement terminé peut prévenir (`exemple.fr`, `exemple.fr:8443`) ; aucun autre.",
    ),
    word("serve.webhooks.secret_file", "fichier", "Secret qui signe ces appels."),
    word(
        "serve.legal.editor",
        "",
        "Mentions légales, au pied de chaque page : qui édite ce site ; vide, rien n'y est dit.",
    ),
    word(
        "serve.legal.contact",
        "adresse électronique, téléphone ou adresse https",
        "Comment joindre l'éditeur du site.",
    ),
    word("serve.legal.notice", "adresse https", "Page des mentions légales entières."),
];
