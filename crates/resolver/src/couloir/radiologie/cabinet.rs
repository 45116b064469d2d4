//! Radiologues in a cabinet, SCM or not: the RPPS-rang, one per radiologue and per cabinet.

use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::Rule;
use crate::rule::radiologie::cabinet as rules;
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::situation::secteur::CABINET as CABINETS;

pub(crate) static CABINET: Decider = Decider { rule: &rules::CABINET, applies: in_cabinet, decide: cabinet };

pub(crate) static SCM: Decider = Decider { rule: &rules::SCM, applies: in_scm, decide: scm };

fn in_cabinet(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA07 ou SA08", s.in_secteur(CABINETS))
}

fn in_scm(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let found = s.scm.map_or("aucun indice", crate::codes::ScmEvidence::label_fr);
    in_cabinet(s, probe) && probe.check(s, "scm", Some(found), "SCM", s.scm.is_some())
}

fn cabinet(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&rules::CABINET, s)]
}

fn scm(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&rules::SCM, s)]
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
