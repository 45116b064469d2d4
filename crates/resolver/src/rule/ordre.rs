//! What is looked at before any couloir: the rules, as data.

use crate::citation::{
    O6_REVOCATION, O8_COULOIRS, S002_L86_87, S002_L97_98, S002_L100, S003_L145, S003_L354, S003_L358,
    S003_L370, S003_L387, S003_L391_393, S003_L397, S003_L414_421, S003_L419, S003_L421,
};
use crate::rule::{Family, Rule};

/// An ended situation is never ordered on.
pub(crate) static ENDED: Rule = Rule {
    facts: &["date_fin"],
    ..Rule::completing(
        "R-ORDRE-1",
        Family::Ordre,
        "La situation d'exercice est terminée : une source porte une date de fin, ou le dernier fichier ne la nomme plus",
        "Ne pas commander : seules les activités en cours comptent",
        &[S003_L387, S003_L354, S003_L370],
    )
};

/// A closed structure is never ordered on.
pub(crate) static CLOSED: Rule = Rule {
    facts: &["date_fermeture"],
    carried_by: 1,
    ..Rule::completing(
        "R-ORDRE-4",
        Family::Ordre,
        "La structure est fermée : son site, son entité juridique ou son entreprise l'est dans un registre",
        "Ne pas commander ; un successeur éventuel est à confirmer par une personne",
        &[S003_L387, O6_REVOCATION, S003_L145, S003_L419],
    )
};

/// A structure that nobody names any more is never ordered on.
pub(crate) static GONE: Rule = Rule {
    facts: &["date_fermeture"],
    ..Rule::completing(
        "R-ORDRE-5",
        Family::Ordre,
        "La structure n'apparaît plus dans les fichiers publiés, ou plus aucune activité n'y est en cours",
        "Ne pas commander : seules les activités en cours comptent ; une absence n'est pas une fermeture",
        &[S003_L387, S003_L354, S003_L370],
    )
};

/// The secteur and the structure decide, never the fonction.
pub(crate) static SECTEUR: Rule = Rule::completing(
    "R-ORDRE-2",
    Family::Ordre,
    "Pour chaque situation en cours",
    "Lire la structure et son secteur d'activité, jamais la seule fonction ; une décision par situation",
    &[S002_L100, S003_L391_393, S003_L397, S003_L414_421, S003_L421, O8_COULOIRS],
);

/// How the identifier is found.
pub(crate) static LOOKUP: Rule = Rule::completing(
    "R-RAD-LOOKUP",
    Family::Radiologie,
    "L'identifiant n'est pas connu",
    "Chercher le professionnel dans l'Annuaire Santé, choisir le lieu d'exercice, y lire la structure",
    &[S002_L86_87, S003_L358, S002_L97_98, S003_L145],
);
