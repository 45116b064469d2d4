//! Dossier Pharmaceutique: the rules, as data.

use crate::citation::{
    S004_L3_5, S004_L9, S004_L24_25, S004_L27_28, S004_L31, S004_L33_34, S004_L39_40, S004_L42_43,
    S004_L62_63, S004_L70_71, S004_L78_80, S004_L82_84, S004_L116_117, S004_L124_126, S004_L142_143,
    S004_L178_179, S004_L181_182, S004_L184, S004_L197_198, S004_L202_203, S004_L205_206, S004_L240,
    S004_L255_256, S004_L269_270,
};
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// The asker is not an établissement.
pub(crate) static HORS_PERIMETRE: Rule = Rule {
    ..Rule::completing(
        "R-DP-PORTEE",
        Family::DossierPharmaceutique,
        "Dossier Pharmaceutique demandé par une structure qui n'est pas un établissement",
        "Cas non prévu : la procédure s'adresse aux établissements (hôpitaux, cliniques, EHPAD)",
        &[S004_L9, S004_L3_5],
    )
};

/// No messaging domain.
pub(crate) static DOMAINE: Rule = Rule {
    carried_by: 1,
    ..Rule::completing(
        "R-DP-9",
        Family::DossierPharmaceutique,
        "Le nom de domaine de messagerie manque",
        "Formulaire 413 irrecevable : le domaine est obligatoire pour l'offre PRO",
        &[
            S004_L205_206,
            S004_L178_179,
            S004_L181_182,
            S004_L184,
            S004_L197_198,
            S004_L202_203,
            S004_L269_270,
        ],
    )
};

/// Nobody who may have one of these certificates.
pub(crate) static UTILISATEURS: Rule = Rule {
    carried_by: 1,
    ..Rule::completing(
        "R-DP-4",
        Family::DossierPharmaceutique,
        "Aucun utilisateur n'a le rôle et la carte que demande le certificat",
        "Bloqué : CPS pour un pharmacien ou un médecin, CPE pour un agent d'admission",
        &[S004_L31, S004_L33_34, S004_L24_25, S004_L27_28],
    )
};

/// A group's sites.
pub(crate) static PAR_SITE: Rule = Rule {
    ambiguities: &[Ambiguity::A8, Ambiguity::A11],
    ..Rule::completing(
        "R-DP-7",
        Family::DossierPharmaceutique,
        "GHT ou groupe : plusieurs sites",
        "Chaque site doit avoir son contrat avec l'ANS ; la DSI dresse d'abord la liste des contrats existants",
        &[S004_L116_117, S004_L142_143, S004_L124_126],
    )
};

/// An établissement.
pub(crate) static ETABLISSEMENT: Rule = Rule {
    facts: &["secteur_activite", "finess_geographique", "siret"],
    ambiguities: &[Ambiguity::A11, Ambiguity::A17],
    ..Rule::completing(
        "R-DP-1",
        Family::DossierPharmaceutique,
        "Établissement (hôpital, clinique, EHPAD)",
        "Certificats de personne physique (PRO), demandés par l'établissement sur son FINESS géographique, à défaut \
         son SIRET",
        &[
            S004_L24_25,
            S004_L181_182,
            S004_L3_5,
            S004_L9,
            S004_L31,
            S004_L178_179,
            S004_L197_198,
            S004_L202_203,
            S004_L205_206,
        ],
    )
};

/// Consultation.
pub(crate) static CONSULTATION: Rule = Rule::completing(
    "R-DP-2",
    Family::DossierPharmaceutique,
    "Consultation du Dossier Pharmaceutique",
    "PRO AUTH pour chaque pharmacien, médecin et agent d'admission",
    &[S004_L24_25, S004_L33_34, S004_L240, S004_L269_270],
);

/// Alimentation.
pub(crate) static ALIMENTATION: Rule = Rule::completing(
    "R-DP-3",
    Family::DossierPharmaceutique,
    "Alimentation du Dossier Pharmaceutique",
    "PRO SIGN pour chaque pharmacien, et lui seul",
    &[S004_L27_28, S004_L255_256, S004_L269_270],
);

/// The representative.
pub(crate) static REPRESENTANT: Rule = Rule::completing(
    "R-DP-5",
    Family::DossierPharmaceutique,
    "Représentant légal",
    "Contrat avec l'ANS et carte CDE (ou CPS responsable), F101",
    &[S004_L62_63, S004_L70_71],
);

/// The administrateur technique.
pub(crate) static ADMINISTRATEUR: Rule = Rule::completing(
    "R-DP-6",
    Family::DossierPharmaceutique,
    "Administrateur technique",
    "Déclaré sur le formulaire 413, porteur d'une CPS, CPE ou CPA",
    &[S004_L39_40, S004_L42_43],
);

/// The mandataires.
pub(crate) static MANDATAIRE: Rule = Rule::completing(
    "R-DP-8",
    Family::DossierPharmaceutique,
    "Désignation d'un mandataire",
    "Sans carte : F301 avec la case « mandat » ; avec une carte : F502",
    &[S004_L78_80, S004_L82_84],
);

/// The rules that complete them.
pub(crate) static COMPLETING: &[&Rule] =
    &[&CONSULTATION, &ALIMENTATION, &REPRESENTANT, &ADMINISTRATEUR, &MANDATAIRE];
