//! Who signs, and who downloads: the rules, as data.

use crate::citation::{
    P8_HABILITATIONS, S000_L334, S001_L363, S001_L367, S001_L379, S001_L380, S002_L795, S003_L248,
    S003_L248_B, S003_L268, S003_L270, S004_L78_80, S004_L82_84,
};
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// How to change an administrateur technique.
pub(crate) static CHANGEMENT: Rule = Rule {
    ambiguities: &[Ambiguity::A12],
    ..Rule::completing(
        "R-VIE-AT",
        Family::Lifecycle,
        "Départ ou changement d'administrateur technique, ou de l'éditeur qui l'emploie",
        "Le certificat reste ; F503, signé par le représentant légal ou un mandataire ; le remplaçant a sa carte (F301 sinon)",
        &[S003_L268, S003_L270, S001_L363, S002_L795, S000_L334, S003_L248, P8_HABILITATIONS],
    )
};

/// Who may not sign.
pub(crate) static SIGNATAIRE: Rule = Rule {
    ambiguities: &[Ambiguity::A12],
    ..Rule::completing(
        "R-VIE-AT-SIGNATAIRE",
        Family::Lifecycle,
        "L'administrateur technique veut signer le changement lui-même",
        "Refusé : il ne peut pas désigner un autre administrateur technique",
        &[S003_L248_B, S003_L268],
    )
};

/// A mandataire.
pub(crate) static MANDATAIRE: Rule = Rule::completing(
    "R-VIE-MANDATAIRE",
    Family::Lifecycle,
    "Désignation d'un mandataire",
    "Avec une carte : F502 ; sans carte : F301 (case « mandat » pour le Dossier Pharmaceutique)",
    &[S001_L367, S001_L380, S001_L379, S004_L78_80, S004_L82_84],
);

/// The rules of this file.
pub(crate) static ALL: &[&Rule] = &[&CHANGEMENT, &SIGNATAIRE, &MANDATAIRE];
