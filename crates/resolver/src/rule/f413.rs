//! What makes a form 413 admissible: the rules, as data.

use crate::citation::{
    O15_FINESS_KEY, O18_SCM, S002_L126, S002_L446_449, S002_L452_453, S002_L457, S002_L870_889, S003_L89,
    S003_L97, S003_L98, S003_L103, S003_L132, S003_L136, S003_L144, S003_L207_B, S004_L284,
};
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// The checks.
pub(crate) static RECEVABLE: Rule = Rule::completing(
    "R-F413-CONTROLE",
    Family::F413,
    "Contrôle d'un formulaire 413 rempli",
    "Un identifiant et un seul, de clé juste ; nom et carte de l'administrateur concordants, carte active, cachet au nom \
     de la structure",
    &[S003_L97, S003_L98, S003_L103, S003_L89, S003_L207_B, S002_L126, O15_FINESS_KEY, S002_L870_889],
);

/// The first cause of rejection.
pub(crate) static SIRET_SCM: Rule = Rule::completing(
    "R-F413-SCM",
    Family::F413,
    "Formulaire 413 sur le SIRET d'une société civile de moyens",
    "Rejeté : une SCM ne porte pas de certificat ; le RPPS-rang du cabinet sert",
    &[S003_L132, S003_L136, S003_L144, O18_SCM],
);

/// The address.
pub(crate) static ADRESSE: Rule = Rule {
    ambiguities: &[Ambiguity::A20],
    ..Rule::completing(
        "R-F413-ADRESSE",
        Family::F413,
        "Envoi du formulaire 413",
        "monserviceclient.certificats@esante.gouv.fr ; réponse en trois jours ouvrés environ",
        &[S002_L452_453, S002_L457, S004_L284],
    )
};

/// The count.
pub(crate) static NOMBRE: Rule = Rule::completing(
    "R-F413-NOMBRE",
    Family::F413,
    "Nombre de formulaires 413 pour une liste de produits",
    "Un par type de certificat (ORG, SERV, PRO) si l'administrateur technique est le même",
    &[S002_L446_449],
);

/// The rules of this file.
pub(crate) static ALL: &[&Rule] = &[&RECEVABLE, &SIRET_SCM, &ADRESSE, &NOMBRE];
