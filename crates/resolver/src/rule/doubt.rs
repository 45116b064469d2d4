//! What must be known beside whatever is decided: the rules, as data.

use crate::citation::{O18_G07, O22_REMPLACANT, R9_ETUDIANT, S003_L145, S003_L207_B, S003_L354, S003_L387};
use crate::rule::{Family, Rule};

/// Sources that disagree.
pub(crate) static CONTRADICTION: Rule = Rule::completing(
    "R-DOUTE-SOURCES",
    Family::Ordre,
    "Les sources se contredisent, ou un registre ne nomme plus la structure",
    "La décision suit l'Annuaire Santé ; la contradiction est dite, une personne la lève auprès de la structure",
    &[S003_L354, S003_L387],
);

/// A number in the wrong box.
pub(crate) static EJ_POUR_SITE: Rule = Rule::completing(
    "R-DOUTE-EJ",
    Family::Identifiers,
    "Le numéro donné comme FINESS géographique est celui d'une entité juridique",
    "Il ne compte que comme FINESS juridique ; le numéro du site reste à trouver",
    &[S003_L145, O18_G07],
);

/// Somebody else's place.
pub(crate) static REMPLACANT: Rule = Rule::completing(
    "R-DOUTE-REMPLACANT",
    Family::Ordre,
    "Activité de remplacement : genre GENR02 ou GENR03, fonction FON-04, FON-22, FON-47 ou FON-51",
    "Le remplaçant n'est pas celui qui signe : vérifier qui est titulaire ou représente la structure",
    &[O22_REMPLACANT, S003_L207_B],
);

/// A student.
pub(crate) static ETUDIANT: Rule = Rule::completing(
    "R-DOUTE-ETUDIANT",
    Family::Ordre,
    "Catégorie professionnelle E : étudiant",
    "Un étudiant n'est pas celui qui signe : vérifier qui est titulaire ou représente la structure",
    &[R9_ETUDIANT, S003_L207_B],
);

/// The rules of this file.
pub(crate) static ALL: &[&Rule] = &[&CONTRADICTION, &EJ_POUR_SITE, &REMPLACANT, &ETUDIANT];
