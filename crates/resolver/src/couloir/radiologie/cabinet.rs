//! Radiologues in a cabinet, SCM or not: the RPPS-rang, one per radiologue and per cabinet.

use crate::ambiguity::Ambiguity;
use crate::answer::{IdentifierKind, Orderer, Outcome};
use crate::citation::{
    O15_RANG, O18_SCM, S002_L13_15, S002_L125_126, S002_L126, S002_L146_155, S002_L175_178, S002_L205_207,
    S002_L1019_1024, S002_L1257_1258, S002_L1282, S003_L130, S003_L132, S003_L132_B, S003_L136, S003_L144,
    S003_L145, S003_L326, S003_L391_393, S003_L406, S003_L420,
};
use crate::couloir::CABINET as CABINETS;
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;

const FACTS: &[&str] = &["secteur_activite", "rpps_rang"];

/// A cabinet.
pub(crate) static CABINET: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A6, Ambiguity::A13],
    part: Part::Decides { applies: in_cabinet, decide: cabinet },
    ..Rule::completing(
        "R-RAD-CAB",
        Family::Radiologie,
        "SA07 cabinet individuel ou SA08 cabinet de groupe, en libéral, avec son propre RIS",
        "Le titulaire commande sur le RPPS-rang du cabinet : un certificat par radiologue et par cabinet, sans contrat",
        &[
            S002_L146_155,
            S002_L175_178,
            S002_L13_15,
            S002_L125_126,
            S002_L205_207,
            S003_L130,
            S003_L326,
            S003_L391_393,
            S003_L406,
            S003_L420,
            S002_L1257_1258,
            S002_L1282,
            S002_L1019_1024,
            S003_L145,
        ],
    )
};

/// The same cabinet, organised as an SCM.
pub(crate) static SCM: Rule = Rule {
    facts: &["secteur_activite", "rpps_rang", "categorie_juridique", "statut_juridique", "denomination"],
    part: Part::Decides { applies: in_scm, decide: scm },
    ..Rule::completing(
        "R-RAD-SCM",
        Family::Radiologie,
        "SA07 ou SA08 organisé en société civile de moyens (SCM)",
        "RPPS-rang du cabinet ; le SIRET de la SCM est refusé",
        &[S003_L132, S003_L132_B, S003_L136, S003_L144, S003_L145, S002_L175_178, S002_L205_207, O18_SCM],
    )
};

/// Whose the RPPS-rang is.
pub(crate) static TITULAIRE: Rule = Rule {
    ambiguities: &[Ambiguity::A22],
    ..Rule::completing(
        "R-RAD-TITULAIRE",
        Family::Radiologie,
        "Le RPPS contenu dans le RPPS-rang n'est pas celui du professionnel",
        "Demander qui est titulaire du cabinet",
        &[S002_L125_126, S002_L126, O15_RANG, S002_L175_178],
    )
};

fn in_cabinet(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA07 ou SA08", s.in_secteur(CABINETS))
}

fn in_scm(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let found = s.scm.map_or("aucun indice", crate::scm::ScmEvidence::label_fr);
    in_cabinet(s, probe) && probe.check(s, "scm", Some(found), "SCM", s.scm.is_some())
}

fn cabinet(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&CABINET, s)]
}

fn scm(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&SCM, s)]
}

/// The titulaire's order on the RPPS-rang; a choice where the rang is somebody else's.
pub(crate) fn order(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let outcome = if s.other_holder().is_some() { Outcome::ChoiceRequired } else { Outcome::Order };
    Draft::new(rule, outcome)
        .by(Orderer::CabinetTitulaire)
        .on(IdentifierKind::RppsRang, s.number(IdentifierKind::RppsRang))
        .contract(Contract::NotRequired)
        .plan(Plan::Cabinet)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    fn cabinet(structure: &str, rest: &str, expect: &str, warnings: &str) {
        let body = format!(
            r#"{{"as_of": "2023-01-16", "couloir": "radiologie", "professional": {{"rpps": "99700000104"}},
            "activities": [{{"secteur": "SA08", "mode": "L", "structure": "s"}}], "structures": {{"s": {{{structure}}}}}{rest}}}"#
        );
        check(&body, &[expect], warnings);
    }

    #[test]
    fn the_siret_of_an_scm_never_serves() {
        let order = "R-RAD-SCM order cabinet_titulaire 99700000104007";
        let scm = r#""denomination": "SCM X", "rpps_rang": "99700000104007", "siret": "99990020200014""#;
        cabinet(scm, "", order, "scm_siret");
        let declared = r#", "declared_identifier": {"kind": "siret", "value": "99990020200014"}"#;
        cabinet(scm, declared, order, "scm_siret wrong_identifier_type");
        let plain = r#""rpps_rang": "99700000104007", "siret": "99990030100014""#;
        cabinet(plain, "", "R-RAD-CAB order cabinet_titulaire 99700000104007", "");
    }

    #[test]
    fn a_wrong_key_stops_the_order() {
        let blocked = "R-RAD-CAB blocked cabinet_titulaire 99700000104006";
        cabinet(r#""rpps_rang": "99700000104006""#, "", blocked, "checksum");
        cabinet(r#""rpps_rang": "9970000010400""#, "", "R-RAD-CAB blocked cabinet_titulaire -", "format");
        cabinet(
            r#""adeli_rang": "99999999900""#,
            "",
            "R-ADELI-RANG not_covered - -",
            "not_in_seeds adeli_rang",
        );
    }

    #[test]
    fn cards_of_those_who_sign_and_download() {
        let order = "R-RAD-CAB order cabinet_titulaire 99700000104007";
        let rang = r#""rpps_rang": "99700000104007""#;
        for (admin, warnings) in [
            (r#"{"employeur": "editeur", "carte": "CPA", "contrat_editeur_ANS": true}"#, ""),
            (r#"{"employeur": "editeur", "carte": null}"#, "at_card_missing"),
            (
                r#"{"employeur": "editeur", "carte": "CPA", "contrat_editeur_ANS": false}"#,
                "editor_contract_missing",
            ),
            (r#"{"employeur": "cabinet", "carte": "CPE"}"#, ""),
            (r#"{"employeur": "cabinet", "carte": "CPE", "carte_active": false}"#, "at_card_inactive"),
            (r#"{"employeur": "cabinet"}"#, ""),
        ] {
            cabinet(rang, &format!(r#", "admin_technique": {admin}"#), order, warnings);
        }
        cabinet(rang, r#", "contrat_ANS": null"#, order, "");
    }
}
