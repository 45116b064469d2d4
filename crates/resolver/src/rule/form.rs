//! The forms and their boxes: the rules, as data.

use jiff::civil::date;

use crate::citation::{
    P6_MES_HABILITATIONS, S001_L302, S001_L303, S001_L305, S002_L431, S002_L441_442, S002_L446_449,
    S002_L452_453, S002_L457, S002_L870_889, S002_L899, S002_L921_923, S002_L976_978, S002_L1019_1024,
    S002_L1043_1053, S002_L1057, S002_L1072, S002_L1079_1083, S002_L1096_1098, S002_L1207_1208,
    S002_L1257_1258, S002_L1282, S002_L1292_1293, S002_L1293_1294, S002_L1350_1352, S002_L1403,
    S002_L1406_1408, S002_L1407_1408, S003_L89, S003_L103, S003_L199, S004_L178_179, S004_L181_182,
    S004_L184, S004_L202_203, S004_L205_206,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};
use crate::warning::WarningCode;

/// Société d'exercice.
pub(crate) static CAS_1: Rule = Rule {
    ambiguities: &[Ambiguity::A4],
    ..Rule::completing(
        "R-F413-CAS1",
        Family::F413,
        "Formulaire 413, cas 1 : société d'exercice",
        "Raison sociale et SIRET ; FINESS et RPPS-rang vides ; case « Titulaire du cabinet »",
        &[S002_L870_889, S002_L899, S002_L921_923, S002_L1057, S002_L1019_1024, S002_L976_978, S003_L103],
    )
};

/// GIE and every structure with a FINESS.
pub(crate) static CAS_2: Rule = Rule {
    ambiguities: &[Ambiguity::A18],
    ..Rule::completing(
        "R-F413-CAS2",
        Family::F413,
        "Formulaire 413, cas 2 : GIE, établissement",
        "Raison sociale et FINESS ; SIRET et RPPS-rang vides ; case « Responsable légal »",
        &[
            S002_L1043_1053,
            S002_L1072,
            S002_L1079_1083,
            S002_L1096_1098,
            S002_L1019_1024,
            S001_L305,
            S001_L302,
            S001_L303,
        ],
    )
};

/// One cabinet or several.
pub(crate) static CAS_3: Rule = Rule {
    ambiguities: &[Ambiguity::A13, Ambiguity::A15],
    ..Rule::completing(
        "R-F413-CAS3",
        Family::F413,
        "Formulaire 413, cas 3 : cabinet individuel ou de groupe",
        "RPPS-rang ; FINESS et SIRET vides ; case « Titulaire du cabinet »",
        &[
            S002_L1257_1258,
            S002_L1282,
            S002_L441_442,
            S002_L431,
            S002_L452_453,
            S002_L457,
            S002_L1019_1024,
            S003_L199,
        ],
    )
};

/// Four RPPS-rang at most.
pub(crate) static QUATRE: Rule = Rule::completing(
    "R-F413-QUATRE",
    Family::F413,
    "Plus de quatre RPPS-rang chez un même éditeur",
    "Un formulaire par tranche de quatre",
    &[S002_L1292_1293, S002_L1293_1294],
);

/// No name when several cabinets share the form.
pub(crate) static SANS_NOM: Rule = Rule::completing(
    "R-F413-SANS-NOM",
    Family::F413,
    "Plusieurs RPPS-rang sur un formulaire",
    "Dénomination laissée vide ; cachet de l'un des cabinets",
    &[S002_L1350_1352, S002_L1403],
);

/// One form per éditeur.
pub(crate) static PAR_EDITEUR: Rule = Rule {
    ambiguities: &[Ambiguity::A14],
    ..Rule::completing(
        "R-F413-EDITEUR",
        Family::F413,
        "Plusieurs éditeurs, dont chacun fournit l'administrateur technique",
        "Un formulaire par éditeur, chacun avec la dénomination de son cabinet",
        &[S002_L1207_1208, S002_L1406_1408, S002_L1407_1408],
    )
};

/// Personal certificates.
pub(crate) static PERSONNEL: Rule = Rule {
    ambiguities: &[Ambiguity::A17],
    ..Rule::completing(
        "R-F413-PRO",
        Family::F413,
        "Formulaire 413 pour l'offre PRO",
        "SIRET, FINESS géographique s'il existe, domaine de messagerie obligatoire",
        &[S004_L178_179, S004_L181_182, S004_L184, S004_L202_203, S004_L205_206],
    )
};

/// The portal, unknown to the last document before it (S003, 15 December 2022).
pub(crate) static EN_LIGNE: Rule = Rule {
    confidence: Confidence::Medium,
    valid_from: Some(date(2022, 12, 16)),
    ..Rule::completing(
        "R-F413-EN-LIGNE",
        Family::F413,
        "Déclaration des administrateurs techniques",
        "Formulaire 413, ou en ligne dans le portail mesHabilitations",
        &[P6_MES_HABILITATIONS],
    )
};

/// One form per type.
pub(crate) static PAR_TYPE: Rule = Rule::completing(
    "R-F413-TYPE",
    Family::F413,
    "Nombre de formulaires 413",
    "Un formulaire par type de certificat (ORG, SERV, PRO) si l'administrateur technique est le même",
    &[S002_L446_449, S003_L89],
);

/// The rules of this chapter.
pub(crate) static ALL: &[&Rule] =
    &[&CAS_1, &CAS_2, &CAS_3, &QUATRE, &SANS_NOM, &PAR_EDITEUR, &PERSONNEL, &PAR_TYPE, &EN_LIGNE];

/// The rule that a warning about forms comes from.
pub(crate) const fn of(code: WarningCode) -> &'static Rule {
    match code {
        WarningCode::Max4Split => &QUATRE,
        WarningCode::DenominationEmpty => &SANS_NOM,
        _ => &PAR_EDITEUR,
    }
}
