//! The five written exemptions: the rules, as data.

use crate::citation::{
    S002_L163_164, S002_L165, S002_L168_171, S002_L183_185, S002_L186_188, S002_L189_191, S002_L195,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// The hospital's RIS already has a certificate.
pub(crate) static RIS_ETABLISSEMENT: Rule = Rule {
    ..Rule::completing(
        "EX_RIS_ETABLISSEMENT",
        Family::Radiologie,
        "Le RIS est celui de l'établissement et il dispose déjà d'un certificat",
        "Certificat non obligatoire",
        &[S002_L163_164, S002_L165],
    )
};

/// Several GIE at one address.
pub(crate) static GIE_MEME_ADRESSE: Rule = Rule {
    ..Rule::completing(
        "EX_GIE_MEME_ADRESSE",
        Family::Radiologie,
        "Plusieurs GIE, à la même adresse, avec les mêmes médecins et un seul RIS, qui dispose déjà de certificats",
        "Certificat non obligatoire",
        &[S002_L168_171],
    )
};

/// One RIS for the SEL.
pub(crate) static SEL_UN_RIS: Rule = Rule {
    ambiguities: &[Ambiguity::A5],
    ..Rule::completing(
        "EX_SEL_UN_RIS",
        Family::Radiologie,
        "Même SEL, des certificats sur au moins un de ses SIRET, et un seul RIS pour la SEL",
        "Certificat non obligatoire",
        &[S002_L186_188, S002_L183_185],
    )
};

/// Several SEL at one address.
pub(crate) static SEL_MEME_ADRESSE: Rule = Rule {
    ..Rule::completing(
        "EX_SEL_MEME_ADRESSE",
        Family::Radiologie,
        "Plusieurs SEL, à la même adresse, avec les mêmes médecins et un seul RIS, qui dispose déjà de certificats",
        "Certificat non obligatoire",
        &[S002_L189_191],
    )
};

/// Reports go through a third-party PFI.
pub(crate) static PFI_TIERCE: Rule = Rule {
    confidence: Confidence::High,
    ..Rule::completing(
        "EX_PFI_TIERCE",
        Family::Radiologie,
        "Le RIS envoie les comptes rendus à une PFI tierce, qui les envoie au DMP",
        "Certificat non obligatoire pour le DMP ; les appels INSi ne sont pas exemptés",
        &[S002_L195],
    )
};
