//! ROC (complémentaires santé): the rules, as data.

use crate::citation::{
    P4_ROC_PRIVE, P5_CONTRAT, S001_L34, S001_L95, S001_L97, S001_L98, S001_L138, S001_L166, S001_L173,
    S001_L174, S001_L213, S001_L258, S001_L260, S001_L262, S001_L270, S001_L296, S001_L302, S001_L303,
    S001_L305, S001_L353, S001_L354, S001_L359, S001_L367, S001_L379, S001_L380, S001_L436, S001_L437,
    S001_L439_442, S001_L442, S001_L443,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

const FACTS: &[&str] = &["secteur_activite", "finess_juridique", "finess_geographique"];

/// The asker is not an établissement.
pub(crate) static HORS_PERIMETRE: Rule = Rule {
    facts: &["secteur_activite"],
    ..Rule::completing(
        "R-ROC-8",
        Family::Roc,
        "ROC demandé par une structure qui n'est pas un établissement de santé",
        "Cas non prévu : la procédure s'adresse aux établissements de santé",
        &[S001_L34],
    )
};

/// Contract at EG, nobody says which.
pub(crate) static CONTRAT_QUEL_EG: Rule = Rule {
    facts: FACTS,
    ..Rule::completing(
        "R-ROC-2-CHOIX",
        Family::Roc,
        "ROC, contrat signé au niveau d'un site (EG) parmi plusieurs, on ne sait lequel",
        "Choix entre les sites : celui du contrat, qui sera présenté à l'extérieur",
        &[S001_L437, S001_L138],
    )
};

/// The level of the contract is not known, and there are several sites.
pub(crate) static NIVEAU_INCONNU: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    ambiguities: &[Ambiguity::A7],
    ..Rule::completing(
        "R-ROC-NIVEAU",
        Family::Roc,
        "ROC, plusieurs sites (EG), niveau du contrat inconnu",
        "Demander le niveau du contrat : l'entité juridique, ou le site que le contrat désigne",
        &[S001_L437, S001_L436, S001_L138],
    )
};

/// The private sector is an experiment.
pub(crate) static PRIVE: Rule = Rule {
    confidence: Confidence::Medium,
    ..Rule::completing(
        "R-ROC-PRIVE",
        Family::Roc,
        "ROC demandé par un établissement privé",
        "Le secteur privé est une expérimentation : se renseigner auprès de l'ANS, opérateur du déploiement",
        &[P4_ROC_PRIVE],
    )
};

/// What regional bodies say of the contract's level.
pub(crate) static NIVEAU_REGIONAL: Rule = Rule {
    confidence: Confidence::Medium,
    ..Rule::completing(
        "R-ROC-NIVEAU-REGION",
        Family::Roc,
        "ROC, niveau du contrat à connaître",
        "D'après des GRADeS : contrat à l'entité juridique s'il y a plusieurs sites, au site s'il n'y en a qu'un",
        &[P5_CONTRAT],
    )
};

/// Contract at EG.
pub(crate) static CONTRAT_EG: Rule = Rule {
    facts: FACTS,
    ..Rule::completing(
        "R-ROC-2",
        Family::Roc,
        "ROC, contrat signé au niveau d'un site (EG)",
        "Les certificats sont rattachés à ce site, qui sera présenté à l'extérieur",
        &[S001_L437, S001_L95, S001_L97, S001_L98],
    )
};

/// Contract at EJ.
pub(crate) static CONTRAT_EJ: Rule = Rule {
    facts: FACTS,
    ..Rule::completing(
        "R-ROC-1",
        Family::Roc,
        "ROC, contrat signé au niveau de l'entité juridique (EJ)",
        "FINESS juridique ; rien à refaire sur le contrat",
        &[S001_L436, S001_L95, S001_L97, S001_L98, S001_L353, S001_L354, S001_L302, S001_L303, S001_L305],
    )
};

/// No contract, several sites.
pub(crate) static PLUSIEURS_EG: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    ambiguities: &[Ambiguity::A7],
    ..Rule::completing(
        "R-ROC-3",
        Family::Roc,
        "ROC, pas de contrat, plusieurs sites (EG)",
        "Choix : FINESS juridique, ou un site en connaissance de cause",
        &[S001_L439_442, S001_L442, S001_L443, S001_L138, S001_L173, S001_L174],
    )
};

/// No contract, one site.
pub(crate) static UN_EG: Rule = Rule {
    facts: FACTS,
    ..Rule::completing(
        "R-ROC-4",
        Family::Roc,
        "ROC, pas de contrat, un seul site (EG)",
        "FINESS juridique préconisé, FINESS géographique possible",
        &[S001_L443, S001_L439_442, S001_L138],
    )
};

/// Nothing is known of the contract.
pub(crate) static CONTRAT_INCONNU: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    ambiguities: &[Ambiguity::A7],
    ..Rule::completing(
        "R-ROC-CONTRAT",
        Family::Roc,
        "ROC, contrat dont on ne sait rien",
        "FINESS juridique proposé ; vérifier le niveau du contrat auprès de l'ANS",
        &[S001_L138, S001_L436, S001_L437, S001_L443],
    )
};

/// The legal representative changed.
pub(crate) static REPRESENTANT: Rule = Rule::completing(
    "R-ROC-5",
    Family::Roc,
    "Le représentant légal a changé",
    "Nouvelle carte (F101) et contrat mis à jour avant de commander",
    &[S001_L213, S001_L166, S001_L138],
);

/// The administrateur technique.
pub(crate) static ADMINISTRATEUR: Rule = Rule::completing(
    "R-ROC-6",
    Family::Roc,
    "Administrateur technique de ROC",
    "Carte CPx valide (TOM ou F301), puis F413 ; l'éditeur peut l'être",
    &[S001_L258, S001_L260, S001_L262, S001_L270, S001_L296, S001_L379],
);

/// The mandataires.
pub(crate) static MANDATAIRE: Rule = Rule::completing(
    "R-ROC-7",
    Family::Roc,
    "Désignation d'un mandataire",
    "Sans carte : F301 ; avec une carte : F502",
    &[S001_L367, S001_L379, S001_L380],
);

/// A CSR of one's own.
pub(crate) static CSR: Rule = Rule::completing(
    "R-ROC-9",
    Family::Roc,
    "La CSR est chargée et non générée en ligne",
    "Ajouter le certificat de l'autorité intermédiaire",
    &[S001_L359],
);

/// The rules that complete them.
pub(crate) static COMPLETING: &[&Rule] =
    &[&REPRESENTANT, &ADMINISTRATEUR, &MANDATAIRE, &CSR, &PRIVE, &NIVEAU_REGIONAL];
