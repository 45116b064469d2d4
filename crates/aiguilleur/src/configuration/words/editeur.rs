//! What the options of `[editeur]` mean.

use super::{Word, word};

pub(super) const WORDS: &[Word] = &[
    word("editeur.name", "", "Nom de l'éditeur, tel que le formulaire 413 le porte."),
    word(
        "editeur.solution",
        "",
        "Nom de la solution, tel que le formulaire 413 le porte ; proposé aussi comme nom (CN) libre.",
    ),
    word("editeur.usages", "usages", "Usages par lesquels les pages commencent ; dmp si la liste est vide."),
    word(
        "editeur.administrators",
        "tables",
        "Administrateurs techniques à déclarer : family_name, given_name, card, phone, email, et rpps pour un professionnel de santé.",
    ),
    word(
        "editeur.f413_blank",
        "fichier",
        "Formulaire 413 officiel vierge (PDF à champs), rempli à la place du pense-bête.",
    ),
    word(
        "editeur.f413_fields",
        "table",
        "Case (finess, siret, rpps_rang_1, signatory_card…) vers nom du champ du formulaire vierge, là où le nom ne le dit pas.",
    ),
];
