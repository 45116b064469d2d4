//! What the options of `[depot]` mean.

use super::{Word, word};

pub(super) const WORDS: &[Word] = &[
    word(
        "depot.endpoint",
        "adresse https",
        "Adresse du service S3 ; vide, ce que dit AWS_ENDPOINT_URL, sinon Amazon ; http sur 127.0.0.1 seulement.",
    ),
    word("depot.region", "", "Région du service ; vide, ce que dit AWS_REGION."),
    word(
        "depot.ca_bundle",
        "fichier PEM",
        "Seules autorités qui peuvent répondre du service ; vide, celles de la machine.",
    ),
    word(
        "depot.signing_key",
        "fichier PEM",
        "Clé ed25519 (PKCS#8) dont l'écrivain signe ce qu'il publie ; vide, rien n'est signé.",
    ),
    word(
        "depot.verify_key",
        "fichier PEM",
        "Clés publiques dont une au moins doit avoir signé ce qu'un lecteur suit ; vide, aucune signature n'est demandée.",
    ),
    word("depot.keep", "générations", "Générations gardées dans le dépôt en plus de celle qui est servie."),
    word(
        "depot.grace",
        "durée",
        "Temps pendant lequel ce qui vient d'être remplacé reste dans le dépôt, pour qui le reçoit encore.",
    ),
    word(
        "depot.poll",
        "durée",
        "Intervalle entre deux regards d'un lecteur au pointeur ; plus long tant que rien ne va.",
    ),
    word(
        "depot.keep_local",
        "générations",
        "Générations gardées par un lecteur en plus de celle qu'il sert.",
    ),
];
