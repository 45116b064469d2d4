//! The five written exemptions, as exact conditions: one that is not known to hold does not exempt.

use crate::case::{Party, Stated, Structure};
use crate::codes::{Exemption, IdentifierKind, Orderer, Outcome, Usage};
use crate::couloir::decider::Decider;
use crate::couloir::radiologie;
use crate::draft::Draft;
use crate::rule::Rule;
use crate::rule::radiologie::exemption as rules;
use crate::situation::probe::Probe;
use crate::situation::scm::siren;
use crate::situation::secteur::{CABINET, PUBLIC, PUBLIC_OU_PRIVE, SOCIETE};
use crate::situation::{Situation, nature, scm};
use crate::warning::WarningCode;

pub(crate) static RIS_ETABLISSEMENT: Decider =
    Decider { rule: &rules::RIS_ETABLISSEMENT, applies: ris_etablissement, decide: exempt_ris };

pub(crate) static GIE_MEME_ADRESSE: Decider =
    Decider { rule: &rules::GIE_MEME_ADRESSE, applies: gie_meme_adresse, decide: exempt_gie };

pub(crate) static SEL_UN_RIS: Decider =
    Decider { rule: &rules::SEL_UN_RIS, applies: sel_un_ris, decide: exempt_sel_ris };

pub(crate) static SEL_MEME_ADRESSE: Decider =
    Decider { rule: &rules::SEL_MEME_ADRESSE, applies: sel_meme_adresse, decide: exempt_sel_adresse };

pub(crate) static PFI_TIERCE: Decider =
    Decider { rule: &rules::PFI_TIERCE, applies: pfi_tierce, decide: exempt_pfi };

fn ris_etablissement(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let context = s.context();
    let supplier = context.ris_fourni_par;
    let hospital = s.in_secteur(PUBLIC) || s.in_secteur(PUBLIC_OU_PRIVE);
    probe.check(s, "secteur_activite", Some(s.secteur()), "établissement", hospital)
        && probe.check(
            s,
            "ris_fourni_par",
            supplier.map(Party::code),
            "etablissement",
            supplier == Some(Party::Etablissement),
        )
        && probe.flag(s, "ris_certifie", context.ris_certifie, true)
}

/// Same address, same doctors, one RIS that is certified.
fn shared_ris(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let context = s.context();
    probe.flag(s, "meme_adresse", context.meme_adresse, true)
        && probe.flag(s, "memes_medecins", context.memes_medecins, true)
        && one_ris(s, probe)
        && probe.flag(s, "ris_certifie", context.ris_certifie, true)
}

fn one_ris(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let found = s.context().nb_ris.map(|n| n.to_string());
    probe.check(s, "nb_ris", found.as_deref(), "1", s.context().nb_ris == Some(1))
}

fn gie_meme_adresse(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    if !radiologie::gie::is_gie(s, probe) || !shared_ris(s, probe) {
        return false;
    }
    let count = s.case.structures.values().filter(|st| nature::is_gie(st) == Some(true)).count();
    probe.check(s, "structures", Some(&count.to_string()), "plusieurs GIE", count > 1)
}

fn own_siret<'a>(s: &Situation<'a>, probe: &mut Probe<'_>) -> Option<&'a str> {
    radiologie::societe::in_societe(s, probe).then(|| s.number(IdentifierKind::Siret)).flatten()
}

fn sel_un_ris(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let Some(own) = own_siret(s, probe) else { return false };
    let certified = s.context().certificats_existants.iter().find(|siret| siren(siret) == siren(own));
    probe.check(
        s,
        "certificats_existants",
        certified.map(Stated::as_str),
        "un SIRET de la même SEL",
        certified.is_some(),
    ) && one_ris(s, probe)
}

fn sel_meme_adresse(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let Some(own) = own_siret(s, probe) else { return false };
    if !shared_ris(s, probe) {
        return false;
    }
    let other = |st: &&Structure| {
        scm::evidence(st).is_none() && st.siret.as_deref().is_some_and(|siret| siren(siret) != siren(own))
    };
    let found = s.case.structures.values().find(other).and_then(|st| st.siret.as_deref());
    probe.check(s, "structures", found, "plusieurs SEL", found.is_some())
}

fn pfi_tierce(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let only_dmp = s.usages.iter().all(|usage| *usage == Usage::Dmp);
    probe.flag(s, "cr_via_pfi_tierce", s.context().cr_via_pfi_tierce, true)
        && probe.flag(s, "usages", Some(only_dmp), true)
        && main_identifier(s).is_some()
}

fn exempt_ris(s: &Situation<'_>) -> Vec<Draft> {
    exempt(&rules::RIS_ETABLISSEMENT, Exemption::RisEtablissement, s)
}

fn exempt_gie(s: &Situation<'_>) -> Vec<Draft> {
    exempt(&rules::GIE_MEME_ADRESSE, Exemption::GieMemeAdresse, s)
}

fn exempt_sel_ris(s: &Situation<'_>) -> Vec<Draft> {
    let mut drafts = exempt(&rules::SEL_UN_RIS, Exemption::SelUnRis, s);
    drafts[0].push(crate::warning::Warning::new(WarningCode::GuideNegationMissing));
    drafts
}

fn exempt_sel_adresse(s: &Situation<'_>) -> Vec<Draft> {
    exempt(&rules::SEL_MEME_ADRESSE, Exemption::SelMemeAdresse, s)
}

fn exempt_pfi(s: &Situation<'_>) -> Vec<Draft> {
    exempt(&rules::PFI_TIERCE, Exemption::PfiTierce, s)
}

/// « Non obligatoire » is not « interdit »: the number that would serve is named.
fn exempt(rule: &'static Rule, exemption: Exemption, s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(rule, Outcome::NotRequired).exempt(exemption);
    vec![match main_identifier(s) {
        Some((orderer, kind, value)) => draft.by(orderer).fallback(kind, value),
        None => draft,
    }]
}

/// Who would order on what, were there no exemption.
fn main_identifier<'a>(s: &Situation<'a>) -> Option<(Orderer, IdentifierKind, Option<&'a str>)> {
    if s.in_secteur(CABINET) {
        return Some((
            Orderer::CabinetTitulaire,
            IdentifierKind::RppsRang,
            s.number(IdentifierKind::RppsRang),
        ));
    }
    if s.secteur() == SOCIETE {
        return Some((Orderer::SocieteExercice, IdentifierKind::Siret, s.number(IdentifierKind::Siret)));
    }
    if s.secteur() == "SA04" && s.structure.and_then(nature::is_gie) == Some(true) {
        let (kind, value) = radiologie::gie::identifier(s);
        return Some((Orderer::Gie, kind, value));
    }
    let hospital = s.in_secteur(PUBLIC) || s.in_secteur(PUBLIC_OU_PRIVE);
    hospital.then(|| {
        let (kind, value) = radiologie::etablissement::public_identifier(s);
        (Orderer::Etablissement, kind, value)
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    const GIE: &str = r#""activities": [{"secteur": "SA04", "mode": "L", "structure": "s1"}],
        "structures": {"s0": {"statut_juridique": "76", "finess_geographique": "710015983"},
        "s1": {"statut_juridique": "76", "finess_geographique": "990000408"}}"#;
    const SEL: &str = r#""activities": [{"secteur": "SA09", "mode": "L", "structure": "s1"}],
        "structures": {"s0": {"siret": "99990030100014"}, "s1": {"siret": "99990031900016"}}"#;

    fn with(context: &str, rest: &str, expect: &str, warnings: &str) {
        let body = format!(
            r#"{{"as_of": "2023-01-16", "couloir": "radiologie", "context": {{{context}}}, {rest}}}"#
        );
        check(&body, &[expect], warnings);
    }

    #[test]
    fn one_condition_missing_does_not_exempt() {
        let all = [
            r#""meme_adresse": true"#,
            r#""memes_medecins": true"#,
            r#""nb_ris": 1"#,
            r#""ris_certifie": true"#,
        ];
        let gie = "R-RAD-GIE order_by_structure gie 990000408";
        let sel = "R-RAD-SEL order societe_exercice 99990031900016";
        with(&all.join(", "), GIE, "EX_GIE_MEME_ADRESSE not_required gie 990000408", "");
        with(&all.join(", "), SEL, "EX_SEL_MEME_ADRESSE not_required societe_exercice 99990031900016", "");
        for missing in 0..all.len() {
            let some: Vec<&str> =
                all.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, c)| *c).collect();
            with(&some.join(", "), GIE, gie, "");
            with(&some.join(", "), SEL, sel, "");
        }
        let alone = GIE.replace(r#""s0": {"statut_juridique": "76""#, r#""s0": {"statut_juridique": "73""#);
        with(&all.join(", "), &alone, gie, "");
        let one_sel = SEL.replace("99990030100014", "99990031900016");
        with(&all.join(", "), &one_sel, sel, "");
    }

    #[test]
    fn one_ris_for_one_sel() {
        let exempt = "EX_SEL_UN_RIS not_required societe_exercice 99990031900016";
        let order = "R-RAD-SEL order societe_exercice 99990031900016";
        let certified = r#""certificats_existants": ["99990031900024"]"#;
        with(&format!(r#"{certified}, "nb_ris": 1"#), SEL, exempt, "guide_negation_missing");
        with(certified, SEL, order, "");
        with(&format!(r#"{certified}, "nb_ris": 2"#), SEL, order, "");
        with(r#""nb_ris": 1, "certificats_existants": []"#, SEL, order, "");
        with(r#""nb_ris": 1, "certificats_existants": ["99990030100014"]"#, SEL, order, "");
    }

    #[test]
    fn the_hospital_s_ris() {
        let hospital = r#""activities": [{"secteur": "SA01", "mode": "S", "structure": "s"}],
            "structures": {"s": {"finess_juridique": "990000515"}}"#;
        let exempt = "EX_RIS_ETABLISSEMENT not_required etablissement 990000515";
        let order = "R-RAD-ETAB order_by_structure etablissement 990000515";
        with(r#""ris_fourni_par": "etablissement", "ris_certifie": true"#, hospital, exempt, "");
        with(r#""ris_certifie": true"#, hospital, order, "");
        with(r#""ris_fourni_par": "radiologue", "ris_certifie": true"#, hospital, order, "");
        with(r#""ris_fourni_par": "etablissement""#, hospital, order, "");
    }

    #[test]
    fn a_third_party_pfi_exempts_the_dmp_only() {
        let pfi = r#""cr_via_pfi_tierce": true"#;
        with(pfi, SEL, "EX_PFI_TIERCE not_required societe_exercice 99990031900016", "");
        let both = format!(r#"{SEL}, "usages": ["dmp", "insi_manu"]"#);
        with(pfi, &both, "R-RAD-SEL order societe_exercice 99990031900016", "");
        with(r#""cr_via_pfi_tierce": false"#, SEL, "R-RAD-SEL order societe_exercice 99990031900016", "");
    }
}
