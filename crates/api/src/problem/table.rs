//! The table of error codes: the documentation pages, the OpenAPI document and the answers all come from it.

use axum::http::StatusCode;

/// A kind of error: a row of the table. As small as a pointer, because every fallible function carries one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(&'static Row);

impl std::ops::Deref for Kind {
    type Target = Row;

    fn deref(&self) -> &Row {
        self.0
    }
}

/// What the table says of a kind of error.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Stable code.
    pub code: &'static str,
    /// HTTP status.
    pub status: StatusCode,
    /// French title.
    pub title: &'static str,
    /// When it is answered.
    pub when: &'static str,
    /// What the caller does.
    pub caller: &'static str,
    /// What the operator does.
    pub operator: &'static str,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $code:literal, $title:literal, $when:literal, $caller:literal, $operator:literal;)+) => {
        impl Kind {
            $($(#[$doc])* pub const $name: Self = Self(&Row {
                code: $code, status: StatusCode::$status, title: $title, when: $when, caller: $caller, operator: $operator,
            });)+

            /// Every kind, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

kinds! {
    /// The request is not well-formed HTTP.
    BAD_REQUEST = BAD_REQUEST, "bad_request", "Requête mal formée",
        "Le chemin n'est pas de l'UTF-8, ou le corps a été interrompu.",
        "Encoder l'adresse en UTF-8 puis en pourcent ; renvoyer le corps en entier.", "Rien.";
    /// The identifier is not well formed.
    MALFORMED_IDENTIFIER = BAD_REQUEST, "malformed_identifier", "Identifiant mal formé",
        "Le texte n'est aucun des identifiants que la ressource attend, ou sa clé est fausse.",
        "Lire `detail`, qui dit ce qui ne va pas ; faire corriger le numéro à sa source. Ne pas réessayer tel quel.", "Rien.";
    /// A parameter that the route does not have.
    UNKNOWN_PARAMETER = BAD_REQUEST, "unknown_parameter", "Paramètre inconnu",
        "Un paramètre de l'adresse n'existe pas pour cette ressource.",
        "Corriger le nom : `detail` donne la liste de ceux qui existent.", "Rien.";
    /// A parameter whose value is not admitted.
    INVALID_PARAMETER = BAD_REQUEST, "invalid_parameter", "Valeur de paramètre refusée",
        "La valeur d'un paramètre n'est pas admise, ou le paramètre est donné deux fois.",
        "Corriger la valeur : `detail` dit ce qui est attendu.", "Rien.";
    /// A field asked for that the answer does not have.
    UNKNOWN_FIELD = BAD_REQUEST, "unknown_field", "Champ inconnu",
        "`fields` demande un champ que la réponse n'a pas.",
        "Corriger le nom : `detail` donne la liste des champs à cet endroit.", "Rien.";
    /// The body is not what the route reads.
    INVALID_BODY = BAD_REQUEST, "invalid_body", "Corps de requête refusé",
        "Le corps n'est pas le JSON attendu : syntaxe, champ inconnu, valeur refusée.",
        "Corriger le corps : `detail` nomme le champ.", "Rien.";
    /// Too many identifiers in one call.
    TOO_MANY_ITEMS = BAD_REQUEST, "too_many_items", "Trop d'éléments dans un appel",
        "Un appel groupé porte plus d'identifiants que la limite.",
        "Couper la liste en plusieurs appels.", "Relever `limits.bulk_ids` s'il y a lieu.";
    /// The cursor was not made by this server.
    INVALID_CURSOR = BAD_REQUEST, "invalid_cursor", "Curseur refusé",
        "Le curseur n'a pas été donné par cette ressource.",
        "Reprendre la liste depuis le début, puis suivre `next` sans le modifier.", "Rien.";
    /// No key where one is needed.
    KEY_REQUIRED = UNAUTHORIZED, "key_required", "Clé nécessaire",
        "La ressource demande une clé et la requête n'en porte pas.",
        "Envoyer l'en-tête `Authorization: Bearer CLÉ`.", "Créer une clé : `aiguilleur keys create`.";
    /// A key that opens nothing.
    KEY_REFUSED = UNAUTHORIZED, "key_refused", "Clé refusée",
        "La clé est inconnue, révoquée ou échue.",
        "Demander une nouvelle clé à l'exploitant ; ne pas réessayer avec celle-ci.",
        "Voir `aiguilleur keys list` ; au besoin, créer une autre clé.";
    /// A key without the scope.
    SCOPE_MISSING = FORBIDDEN, "scope_missing", "Droit manquant",
        "La clé est bonne, mais n'ouvre pas cette ressource.",
        "Demander une clé qui porte le droit que `detail` nomme.", "Créer une clé avec `--scope`.";
    /// Nothing of that identifier.
    NOT_IN_DIRECTORY = NOT_FOUND, "not_in_directory", "Absent de l'annuaire",
        "L'identifiant est bien formé, mais aucune source ne le contient.",
        "Vérifier le numéro auprès de la personne ou de la structure ; réessayer après la prochaine mise à jour.",
        "Voir l'âge des sources dans `/v1/status`.";
    /// No generation of that name was served.
    UNKNOWN_GENERATION = NOT_FOUND, "unknown_generation", "Génération inconnue",
        "`since` nomme une génération qui n'a jamais été servie ici.",
        "Reprendre le nom que donne `generation` dans `/v1/status` ou dans une page de changements.",
        "Rien ; après un changement de dossier de données, les clients repartent de la génération servie.";
    /// No job of that name for that key.
    NO_SUCH_JOB = NOT_FOUND, "no_such_job", "Rapprochement inconnu",
        "Aucun rapprochement de ce nom n'est gardé pour cette clé : il n'a pas existé, a été effacé, ou est à une autre.",
        "Vérifier le nom et la clé ; au besoin, confier le fichier de nouveau.", "Voir `jobs.keep_hours`.";
    /// No such file in the kit.
    NO_SUCH_FILE = NOT_FOUND, "no_such_file", "Fichier absent du dossier",
        "`file` nomme un fichier que ce dossier de commande n'a pas.",
        "Reprendre un nom de `files`.", "Rien.";
    /// The report was not asked for.
    NO_SUCH_REPORT = NOT_FOUND, "no_such_report", "Compte rendu absent",
        "Le rapprochement est terminé, mais ce format n'avait pas été demandé.",
        "Prendre l'un des formats que donne `formats`, ou confier le fichier de nouveau.", "Rien.";
    /// No such route.
    NO_ROUTE = NOT_FOUND, "no_route", "Adresse inconnue",
        "Aucune ressource n'est à cette adresse.", "Corriger l'adresse : voir `/docs`.", "Rien.";
    /// The route does not have that method.
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED, "method_not_allowed", "Méthode non admise",
        "La ressource existe, mais pas pour cette méthode.", "Employer la méthode que donne l'en-tête `Allow`.", "Rien.";
    /// None of the media types that the caller accepts.
    NOT_ACCEPTABLE = NOT_ACCEPTABLE, "not_acceptable", "Format de réponse inconnu",
        "L'en-tête `Accept` n'admet aucun des formats de la ressource.",
        "Accepter `application/json` ou, là où `/docs` le dit, `application/x-ndjson`.", "Rien.";
    /// The client was too slow.
    REQUEST_TIMEOUT = REQUEST_TIMEOUT, "request_timeout", "Requête trop lente",
        "Le corps de la requête n'est pas arrivé à temps.", "Réessayer, avec un corps plus petit.", "Rien.";
    /// The job has no report yet, or will have none.
    JOB_NOT_DONE = CONFLICT, "job_not_done", "Rapprochement sans compte rendu",
        "Le rapprochement attend, est en cours, ou a échoué.",
        "Suivre `GET /v1/jobs/{id}` ; s'il a échoué, `detail` dit pourquoi.", "Rien.";
    /// The cursor's generation is no longer served.
    CURSOR_EXPIRED = GONE, "cursor_expired", "Curseur d'une génération qui n'est plus servie",
        "Les données ont été renouvelées depuis que le curseur a été donné.",
        "Reprendre la liste depuis le début.", "Rien.";
    /// What changed since a generation is no longer known.
    CHANGES_GONE = GONE, "changes_gone", "Changements qui ne sont plus connus",
        "La génération que nomme `since` est trop ancienne : celles qui l'ont suivie ont été retirées ; ou elle a été annulée.",
        "Relire ce que l'on suit, puis repartir de `generation` dans `/v1/status`.",
        "Garder plus de générations (`aiguilleur generations prune --keep`).";
    /// The body is too large.
    BODY_TOO_LARGE = PAYLOAD_TOO_LARGE, "body_too_large", "Corps de requête trop grand",
        "Le corps dépasse la limite en octets.", "Couper le corps en plusieurs appels.",
        "Relever `limits.body_bytes` ou `limits.bulk_body_bytes` s'il y a lieu.";
    /// The address is too long.
    URL_TOO_LONG = URI_TOO_LONG, "url_too_long", "Adresse trop longue",
        "Le chemin et ses paramètres dépassent la limite.", "Employer un appel groupé (`POST`).",
        "Relever `limits.url_bytes` s'il y a lieu.";
    /// The body is of another type.
    UNSUPPORTED_MEDIA_TYPE = UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Type de corps non admis",
        "L'en-tête `Content-Type` n'est pas d'un type que la ressource lit, ou le corps est compressé.",
        "Envoyer du JSON non compressé avec `Content-Type: application/json`.", "Rien.";
    /// The caller asked too often.
    RATE_LIMITED = TOO_MANY_REQUESTS, "rate_limited", "Trop de requêtes",
        "Le quota de la clé ou de l'adresse est épuisé.",
        "Attendre le nombre de secondes de `Retry-After` ; suivre `RateLimit` pour ne pas y revenir ; préférer l'appel groupé.",
        "Relever `quotas` s'il y a lieu.";
    /// As many jobs are kept as may be.
    TOO_MANY_JOBS = TOO_MANY_REQUESTS, "too_many_jobs", "Trop de rapprochements gardés",
        "Le serveur, ou cette clé, garde déjà autant de rapprochements que la limite.",
        "Prendre les comptes rendus et effacer (`DELETE`) ceux qui ne servent plus.",
        "Relever `jobs.kept` ou `jobs.per_key`, ou abaisser `jobs.keep_hours`.";
    /// The caller sent too many keys that open nothing.
    TOO_MANY_REFUSED_KEYS = TOO_MANY_REQUESTS, "too_many_refused_keys", "Trop de clés refusées",
        "Cette adresse a envoyé trop de clés refusées.",
        "Attendre le nombre de secondes de `Retry-After`, puis envoyer une clé valable.",
        "Suivre `aiguilleur_keys_refused_total` ; derrière un mandataire, le déclarer dans `trusted_proxies`.";
    /// The headers are too large.
    HEADERS_TOO_LARGE = REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", "En-têtes trop grands",
        "Les en-têtes sont trop nombreux ou trop longs.", "En envoyer moins.",
        "Relever `limits.header_bytes` ou `limits.headers` s'il y a lieu.";
    /// Our own fault.
    INTERNAL = INTERNAL_SERVER_ERROR, "internal", "Erreur interne",
        "Le serveur n'a pas pu faire son travail : c'est notre faute, jamais celle de la requête.",
        "Réessayer une fois, puis signaler l'en-tête `X-Request-Id`.",
        "Chercher cet identifiant dans le journal ; voir `aiguilleur_panics_total`.";
    /// The server is full.
    OVERLOADED = SERVICE_UNAVAILABLE, "overloaded", "Serveur saturé",
        "Trop de requêtes sont en cours à la fois.", "Réessayer après `Retry-After`, avec un délai croissant.",
        "Voir `aiguilleur_requests_in_flight` ; relever `limits.requests_at_once` ou ajouter un serveur.";
    /// This server runs no jobs.
    JOBS_UNAVAILABLE = SERVICE_UNAVAILABLE, "jobs_unavailable", "Pas de rapprochement en arrière-plan ici",
        "Ce serveur ne peut pas écrire dans son dossier de données, ou un autre y traite déjà les rapprochements.",
        "Employer `POST /v1/reconcile`, ou s'adresser au serveur qui les traite.",
        "Lire au journal pourquoi le dossier `jobs` n'a pas été ouvert.";
    /// There is no generation yet.
    NO_GENERATION = SERVICE_UNAVAILABLE, "no_generation", "Pas encore de données",
        "Le serveur vient de démarrer sur un disque vide et attend sa première génération.",
        "Réessayer après `Retry-After` ; un mandataire passe au serveur suivant.",
        "Lire au journal où en est le dépôt (`serve --from`).";
    /// The request took too long.
    TIMEOUT = SERVICE_UNAVAILABLE, "timeout", "Délai dépassé",
        "La requête n'a pas été lue et répondue dans le délai.", "Réessayer, avec un délai croissant.",
        "Voir les latences dans `/metrics` ; relever `limits.request_seconds` s'il y a lieu.";
}

impl Kind {
    /// The page that explains it, under the server's root.
    pub fn page(&self) -> String {
        format!("/docs/errors/{}", self.code)
    }

    /// The kind of that code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code == code)
    }

    /// The kind for an error that came without a code.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            // Only the time-out answers 503 without a body.
            StatusCode::SERVICE_UNAVAILABLE => Self::TIMEOUT,
            _ if status.is_server_error() => Self::INTERNAL,
            StatusCode::NOT_FOUND => Self::NO_ROUTE,
            StatusCode::TOO_MANY_REQUESTS => Self::RATE_LIMITED,
            _ => Self::ALL
                .iter()
                .copied()
                .find(|kind| kind.status == status && kind.status != StatusCode::BAD_REQUEST)
                .unwrap_or(Self::BAD_REQUEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_found() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_code(kind.code), Some(*kind));
        }
        assert_eq!(Kind::of_code("nothing"), None);
    }

    #[test]
    fn an_error_without_a_code_keeps_its_status_where_the_table_has_it() {
        for status in [404, 405, 408, 413, 414, 415, 429, 431, 500, 503] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(Kind::of_status(status).status, status);
        }
        assert_eq!(Kind::of_status(StatusCode::IM_A_TEAPOT), Kind::BAD_REQUEST);
    }
}
