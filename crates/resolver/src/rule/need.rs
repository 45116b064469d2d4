//! Contracts, cards and representatives: the rules, as data.

use crate::citation::{
    S000_L178, S000_L180, S000_L403, S001_L166, S001_L173, S001_L174, S001_L213, S001_L260, S001_L262,
    S002_L22_23, S002_L205_206, S002_L236_237, S002_L269_276, S002_L286_288, S002_L289_291, S002_L317_319,
    S003_L73, S003_L123, S003_L207, S003_L207_B, S003_L248, S004_L62_63,
};
use crate::rule::{Family, Rule};

/// The contract.
pub(crate) static CONTRAT: Rule = Rule::completing(
    "R-PRE-CONTRAT",
    Family::Prerequisites,
    "Établissement, organisme gestionnaire ou GIE qui commande",
    "Contrat d'adhésion avec l'ANS",
    &[S002_L205_206, S001_L173, S003_L207, S004_L62_63],
);

/// The representative's card.
pub(crate) static REPRESENTANT: Rule = Rule::completing(
    "R-PRE-REPRESENTANT",
    Family::Prerequisites,
    "Représentant légal d'une structure qui a un contrat",
    "Carte CDE (F101), ou CPS et fonction de responsable enregistrée par son ordre",
    &[S003_L123, S003_L207_B, S001_L174, S002_L236_237],
);

/// A changed representative.
pub(crate) static CHANGEMENT: Rule = Rule::completing(
    "R-PRE-CHANGEMENT",
    Family::Prerequisites,
    "Le représentant légal a changé",
    "Nouvelle carte (F101) et contrat mis à jour avant de commander",
    &[S001_L213, S001_L166],
);

/// The titulaire's card.
pub(crate) static TITULAIRE: Rule = Rule::completing(
    "R-PRE-TITULAIRE",
    Family::Prerequisites,
    "Professionnel libéral, société d'exercice ou officine qui commande",
    "Carte CPS active de la personne qui signe",
    &[S003_L207_B],
);

/// An éditeur as administrateur technique.
pub(crate) static EDITEUR: Rule = Rule::completing(
    "R-PRE-EDITEUR",
    Family::Prerequisites,
    "L'administrateur technique est chez l'éditeur",
    "Contrat de l'éditeur avec l'ANS, puis carte CPA (F301) ; la structure donne la délégation",
    &[S000_L403, S000_L180, S000_L178, S002_L269_276, S002_L317_319, S002_L22_23, S003_L73],
);

/// One of one's own.
pub(crate) static INTERNE: Rule = Rule::completing(
    "R-PRE-INTERNE",
    Family::Prerequisites,
    "L'administrateur technique est dans la structure",
    "Carte CPS ou CPE ; sans carte : TOPS pour un cabinet, TOM ou F301 pour un établissement",
    &[S002_L286_288, S002_L289_291, S001_L260, S001_L262, S003_L248],
);

/// The rules of this chapter.
pub(crate) static ALL: &[&Rule] = &[&CONTRAT, &REPRESENTANT, &CHANGEMENT, &TITULAIRE, &EDITEUR, &INTERNE];
