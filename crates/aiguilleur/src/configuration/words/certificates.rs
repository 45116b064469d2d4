//! What the options of `[certificates]` mean.

use super::{Word, word};

pub(super) const WORDS: &[Word] = &[
    word(
        "certificates.authorities",
        "fichiers",
        "Racines et autorités de confiance (PEM, DER ou PKCS#7), lues au démarrage ; celles de l'IGC-Santé ne sont pas fournies.",
    ),
    word(
        "certificates.lists",
        "fichiers",
        "Listes de révocation (LCR), lues au démarrage ; périmées, elles ne disent plus qu'un certificat n'est pas révoqué.",
    ),
];
