//! ROC (complémentaires santé): établissements only; the level of the ANS contract tells the identifier.

use crate::ambiguity::Ambiguity;
use crate::answer::{Confidence, IdentifierKind, Level, Orderer, Outcome};
use crate::case::{Contrat, Nature};
use crate::citation::{
    P4_ROC_PRIVE, P5_CONTRAT, S001_L34, S001_L95, S001_L97, S001_L98, S001_L138, S001_L166, S001_L173,
    S001_L174, S001_L213, S001_L258, S001_L260, S001_L262, S001_L270, S001_L296, S001_L302, S001_L303,
    S001_L305, S001_L353, S001_L354, S001_L359, S001_L367, S001_L379, S001_L380, S001_L436, S001_L437,
    S001_L439_442, S001_L442, S001_L443,
};
use crate::couloir::nature;
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::{Asker, Situation};
use crate::warning::WarningCode;

const FACTS: &[&str] = &["secteur_activite", "finess_juridique", "finess_geographique"];

/// The asker is not an établissement.
pub(crate) static HORS_PERIMETRE: Rule = Rule {
    facts: &["secteur_activite"],
    part: Part::Decides { applies: |_, _| true, decide: out_of_scope },
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
    part: Part::Decides { applies: contract_at_some_eg, decide: choose_eg },
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
    part: Part::Decides { applies: level_unknown_many, decide: choose_level },
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
    part: Part::Decides { applies: contract_at_eg, decide: on_eg },
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
    part: Part::Decides { applies: has_contract, decide: on_ej },
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
    part: Part::Decides { applies: without_contract_many, decide: choose },
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
    part: Part::Decides { applies: without_contract, decide: on_ej_advised },
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
    part: Part::Decides { applies: |_, _| true, decide: unknown },
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

/// The rules of an établissement, in the order in which they are tried.
pub(crate) static RULES: &[&Rule] =
    &[&CONTRAT_QUEL_EG, &CONTRAT_EG, &NIVEAU_INCONNU, &CONTRAT_EJ, &PLUSIEURS_EG, &UN_EG, &CONTRAT_INCONNU];
/// The rule of anybody else.
pub(crate) static OUT: &[&Rule] = &[&HORS_PERIMETRE];
/// The rules that complete them.
pub(crate) static COMPLETING: &[&Rule] =
    &[&REPRESENTANT, &ADMINISTRATEUR, &MANDATAIRE, &CSR, &PRIVE, &NIVEAU_REGIONAL];

fn level(s: &Situation<'_>) -> Option<Level> {
    match s.contrat() {
        Some(Contrat::Signed { niveau, .. }) => *niveau,
        _ => None,
    }
}

fn contract_at_eg(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let at = level(s);
    probe.check(s, "contrat_ANS.niveau", at.map(Level::code), "EG", at == Some(Level::FinessGeographique))
}

/// The site that the contract names, else the only one.
fn site_of_contract<'a>(s: &Situation<'a>) -> Option<&'a str> {
    let stated = match s.contrat() {
        Some(Contrat::Signed { finess, .. }) => finess.as_deref(),
        _ => None,
    };
    match sites(s).as_slice() {
        [only] => stated.or(Some(*only)),
        _ => stated,
    }
}

fn contract_at_some_eg(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    contract_at_eg(s, probe)
        && probe.check(
            s,
            "sites",
            None,
            "plusieurs EG, aucun désigné",
            sites(s).len() > 1 && site_of_contract(s).is_none(),
        )
}

/// Whether several sites are known, and no contract whose level is.
fn level_unknown_many(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let count = sites(s).len();
    let unknown = level(s).is_none() && !matches!(s.contrat(), Some(Contrat::Missing));
    probe.check(s, "contrat_ANS.niveau", level(s).map(Level::code), "inconnu", unknown)
        && probe.check(s, "sites", Some(&count.to_string()), "plusieurs EG", count > 1)
}

fn has_contract(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let signed = matches!(s.contrat(), Some(Contrat::Signed { .. }));
    probe.check(s, "contrat_ANS", level(s).map(Level::code), "signé", signed)
}

fn without_contract(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "contrat_ANS", None, "aucun contrat", matches!(s.contrat(), Some(Contrat::Missing)))
}

fn without_contract_many(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let count = sites(s).len();
    without_contract(s, probe)
        && probe.check(
            s,
            "sites",
            Some(&count.to_string()),
            "plusieurs EG",
            count > 1 || s.asker == Asker::Activity,
        )
}

fn ej<'a>(s: &Situation<'a>) -> Option<&'a str> {
    match &s.case.etablissement {
        Some(e) if s.asker == Asker::Etablissement => e.finess_juridique.as_deref(),
        _ => s.ej(),
    }
}

fn sites<'a>(s: &Situation<'a>) -> Vec<&'a str> {
    match &s.case.etablissement {
        Some(e) if s.asker == Asker::Etablissement => {
            let own = e.finess_geographique.as_deref().filter(|own| !e.sites.iter().any(|site| site == own));
            e.sites.iter().map(String::as_str).chain(own).collect()
        }
        _ => s.eg().into_iter().collect(),
    }
}

fn base(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let outcome = if s.asker == Asker::Activity { Outcome::OrderByStructure } else { Outcome::Order };
    let draft = Draft::new(rule, outcome)
        .by(Orderer::Etablissement)
        .named(s.case.etablissement.as_ref().and_then(|e| e.denomination.as_deref()))
        .contract(Contract::Required(None))
        .plan(Plan::Finess);
    if is_private(s) { draft.with(&PRIVE) } else { draft }
}

fn is_private(s: &Situation<'_>) -> bool {
    let own = s.case.etablissement.as_ref().and_then(|e| e.nature) == Some(Nature::Prive);
    own || s.structure.and_then(nature::is_public) == Some(false)
}

fn out_of_scope(_: &Situation<'_>) -> Vec<Draft> {
    vec![Draft::new(&HORS_PERIMETRE, Outcome::NotCovered).warn(WarningCode::NotInSeeds)]
}

fn on_eg(s: &Situation<'_>) -> Vec<Draft> {
    let draft = base(&CONTRAT_EG, s).on(IdentifierKind::FinessGeographique, site_of_contract(s));
    vec![draft.warn(WarningCode::ContractEgExposed)]
}

fn choose_eg(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = base(&CONTRAT_QUEL_EG, s).warn(WarningCode::ContractEgExposed);
    draft.decision.outcome = Outcome::ChoiceRequired;
    vec![sites(s).into_iter().fold(draft, |draft, site| {
        draft.choice(IdentifierKind::FinessGeographique, Some(site), "Si le contrat désigne ce site")
    })]
}

fn choose_level(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = base(&NIVEAU_INCONNU, s).warn(WarningCode::ContractEgExposed).with(&NIVEAU_REGIONAL);
    draft.decision.outcome = Outcome::ChoiceRequired;
    let draft = draft.choice(
        IdentifierKind::FinessJuridique,
        ej(s),
        "Si le contrat est signé au niveau de l'entité juridique",
    );
    vec![sites(s).into_iter().fold(draft, |draft, site| {
        draft.choice(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Si le contrat est signé au niveau de ce site, qui sera présenté à l'extérieur",
        )
    })]
}

fn on_ej(s: &Situation<'_>) -> Vec<Draft> {
    let stated = match s.contrat() {
        Some(Contrat::Signed { niveau: Some(Level::FinessJuridique), finess }) => finess.as_deref(),
        _ => None,
    };
    vec![base(&CONTRAT_EJ, s).on(IdentifierKind::FinessJuridique, ej(s).or(stated))]
}

fn choose(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = base(&PLUSIEURS_EG, s).warn(WarningCode::ContractEgExposed);
    draft.decision.outcome = Outcome::ChoiceRequired;
    let draft = draft.choice(
        IdentifierKind::FinessJuridique,
        ej(s),
        "Proposé : contrat et certificats à l'entité juridique",
    );
    let draft = sites(s).into_iter().fold(draft, |draft, site| {
        draft.choice(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Possible : ce site sera présenté à l'extérieur",
        )
    });
    vec![if draft.decision.options.is_empty() {
        draft.on(IdentifierKind::FinessJuridique, None)
    } else {
        draft
    }]
}

fn with_sites(rule: &'static Rule, s: &Situation<'_>) -> Vec<Draft> {
    let draft = base(rule, s).on(IdentifierKind::FinessJuridique, ej(s));
    vec![sites(s).into_iter().fold(draft, |draft, site| {
        draft.or(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Possible : ce site sera présenté à l'extérieur",
        )
    })]
}

fn on_ej_advised(s: &Situation<'_>) -> Vec<Draft> {
    with_sites(&UN_EG, s)
}

fn unknown(s: &Situation<'_>) -> Vec<Draft> {
    with_sites(&CONTRAT_INCONNU, s)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn the_contract_tells_the_level() {
        for (contract, sites, expect, warnings) in [
            (
                r#"{"niveau": "EJ"}"#,
                r#""990001513", "990001521""#,
                "R-ROC-1 order etablissement 990001505",
                "",
            ),
            ("true", r#""990001513""#, "R-ROC-1 order etablissement 990001505", ""),
            (
                "true",
                r#""990001513", "990001521""#,
                "R-ROC-NIVEAU choice_required etablissement -",
                "contract_eg_exposed",
            ),
            (r#""EG""#, r#""990001513""#, "R-ROC-2 order etablissement 990001513", "contract_eg_exposed"),
            (
                r#""EG""#,
                r#""990001513", "990001521""#,
                "R-ROC-2-CHOIX choice_required etablissement -",
                "contract_eg_exposed",
            ),
            ("false", r#""990001513""#, "R-ROC-4 order etablissement 990001505", "contract_missing"),
        ] {
            let body = format!(
                r#"{{"couloir": "etablissement", "usages": ["roc"], "contrat_ANS": {contract},
                "etablissement": {{"sites": [{sites}], "finess_juridique": "990001505"}}}}"#
            );
            check(&body, &[expect], warnings);
        }
    }
}
