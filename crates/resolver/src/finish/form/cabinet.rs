//! Form 413 of cabinets (cas 3): several RPPS-rang of one professional share it, four at most, one per éditeur.

use std::collections::BTreeSet;

use crate::answer::form::{CertificateType, F413_ADDRESS, Form, Signatory};
use crate::codes::Usage;
use crate::draft::{Draft, Plan};
use crate::finish::form::{Filled, f413};
use crate::finish::need;
use crate::rule;
use crate::situation::Situation;
use crate::warning::{Warning, WarningCode};

/// RPPS-rang lines on one form.
const LINES: usize = 4;

/// One cabinet to declare.
struct Cabinet {
    place: usize,
    professional: Option<String>,
    editeur: Option<String>,
    rang: String,
    denomination: Option<String>,
    types: Vec<CertificateType>,
    usages: Vec<Usage>,
}

/// Whether each éditeur's administrateur technique needs a form of its own: not where one internal
/// administrateur serves every cabinet.
fn per_editor(s: &Situation<'_>) -> bool {
    let internal = s.case.admin_technique.as_ref().and_then(need::is_editeur) == Some(false);
    !internal && s.case.delegation_editeur != Some(false)
}

fn cabinet(place: usize, draft: &Draft, s: &Situation<'_>) -> Option<Cabinet> {
    if draft.plan != Plan::Cabinet || !draft.conclusion.outcome.is_order() {
        return None;
    }
    Some(Cabinet {
        place,
        professional: s.rpps().map(str::to_owned),
        editeur: s.key.and_then(|key| s.case.editeurs.get(key)).cloned().flatten(),
        rang: draft.order.identifier.as_ref()?.value.clone()?,
        denomination: s.denomination().map(str::to_owned),
        types: f413::types(&draft.order.products),
        usages: draft.usages.clone(),
    })
}

/// Fills the forms of every cabinet that orders.
pub(super) fn fill(drafts: &mut [(Draft, &Situation<'_>)]) -> Filled {
    let cabinets: Vec<Cabinet> =
        drafts.iter().enumerate().filter_map(|(place, (draft, s))| cabinet(place, draft, s)).collect();
    let split = drafts.first().is_some_and(|(_, s)| per_editor(s));
    for cabinet in &cabinets {
        drafts[cabinet.place].0.complete(&rule::form::CAS_3);
        if rule::form::EN_LIGNE.in_force(drafts[cabinet.place].1.as_of) {
            drafts[cabinet.place].0.complete(&rule::form::EN_LIGNE);
        }
    }
    let mut filled = Filled { forms: Vec::new(), warnings: Vec::new() };
    for group in groups(&cabinets, split) {
        if group.len() > LINES {
            push(&mut filled.warnings, WarningCode::Max4Split);
        }
        if group.len() > 1 {
            push(&mut filled.warnings, WarningCode::DenominationEmpty);
        }
        for chunk in group.chunks(LINES) {
            let (_, s) = &drafts[chunk[0].place];
            filled.forms.extend(forms(s, &group, chunk));
        }
    }
    if split && several_editors(&cabinets) {
        push(&mut filled.warnings, WarningCode::OneFormPerEditor);
    }
    for warning in &filled.warnings {
        for cabinet in &cabinets {
            drafts[cabinet.place].0.complete(rule::form::of(warning.code));
        }
    }
    filled
}

fn push(warnings: &mut Vec<Warning>, code: WarningCode) {
    if !warnings.iter().any(|warning| warning.code == code) {
        warnings.push(Warning::new(code));
    }
}

/// Cabinets of one professional, and of one éditeur where that matters, in order of appearance.
fn groups(cabinets: &[Cabinet], split: bool) -> Vec<Vec<&Cabinet>> {
    let key =
        |c: &Cabinet| (c.professional.clone(), if split { c.editeur.clone() } else { None }, c.types.clone());
    let mut groups: Vec<Vec<&Cabinet>> = Vec::new();
    for cabinet in cabinets {
        match groups.iter_mut().find(|group| key(group[0]) == key(cabinet)) {
            Some(group) if group.iter().any(|known| known.rang == cabinet.rang) => {}
            Some(group) => group.push(cabinet),
            None => groups.push(vec![cabinet]),
        }
    }
    groups
}

fn several_editors(cabinets: &[Cabinet]) -> bool {
    cabinets.iter().any(|first| {
        let own = cabinets.iter().filter(|other| other.professional == first.professional);
        own.filter_map(|cabinet| cabinet.editeur.as_deref()).collect::<BTreeSet<_>>().len() > 1
    })
}

/// The forms of up to four cabinets: one per type of certificates.
fn forms(s: &Situation<'_>, group: &[&Cabinet], chunk: &[&Cabinet]) -> Vec<Form> {
    let editeur =
        group[0].editeur.as_ref().filter(|first| group.iter().all(|c| c.editeur.as_ref() == Some(*first)));
    let several = group.len() > 1;
    let fill = |kind: &CertificateType| {
        let mut form = Form {
            case: Some("cas_3"),
            editeur: editeur.cloned(),
            denomination: if several { None } else { chunk[0].denomination.clone() },
            rpps_rang: chunk.iter().map(|cabinet| cabinet.rang.clone()).collect(),
            signatory: Some(Signatory::TitulaireDuCabinet),
            certificate_type: Some(*kind),
            usages: f413::usage_texts(&chunk[0].usages, *kind),
            send_to: Some(F413_ADDRESS),
            online: crate::finish::form::online(s.as_of),
            ..super::named("F413")
        };
        form.fields = f413::fields(&form, several);
        form
    };
    chunk[0].types.iter().map(fill).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::answer;

    /// Cabinets as `rang order number : éditeur`, one letter each.
    fn forms(editeurs: &str, rest: &str) -> (Vec<(usize, bool)>, Vec<&'static str>) {
        let rangs = [
            "99700000104007",
            "99700000104015",
            "99700000104023",
            "99700000104031",
            "99700000104049",
            "99700000104056",
        ];
        let (mut activities, mut structures, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (index, editeur) in editeurs.chars().enumerate() {
            activities.push(format!(r#"{{"secteur": "SA07", "structure": "s{index}"}}"#));
            structures.push(format!(
                r#""s{index}": {{"denomination": "C{index}", "rpps_rang": "{}"}}"#,
                rangs[index]
            ));
            names.push(format!(r#""s{index}": "{editeur}""#));
        }
        let body = format!(
            r#"{{"couloir": "radiologie", "activities": [{}], "structures": {{{}}}, "editeurs": {{{}}}{rest}}}"#,
            activities.join(","),
            structures.join(","),
            names.join(",")
        );
        let answer = answer(&body);
        assert_eq!(usize::try_from(answer.forms_count).unwrap(), answer.forms.len());
        let shape =
            answer.forms.iter().map(|form| (form.rpps_rang.len(), form.denomination.is_some())).collect();
        (shape, answer.warnings.iter().map(|warning| warning.code.code()).collect())
    }

    #[test]
    fn four_lines_a_form_and_one_form_an_editeur() {
        assert_eq!(forms("X", ""), (vec![(1, true)], vec![]));
        assert_eq!(forms("XX", ""), (vec![(2, false)], vec!["denomination_empty"]));
        assert_eq!(forms("XXXXX", "").0, [(4, false), (1, false)]);
        assert_eq!(forms("XY", ""), (vec![(1, true), (1, true)], vec!["one_form_per_editor"]));
        assert_eq!(forms("XYX", "").0, [(2, false), (1, true)]);
        assert_eq!(forms("XXXXXY", "").0, [(4, false), (1, false), (1, true)]);
    }

    #[test]
    fn one_internal_administrateur_needs_no_form_by_editeur() {
        let internal = r#", "admin_technique": {"employeur": "cabinet", "carte": "CPE"}"#;
        assert_eq!(forms("XY", internal), (vec![(2, false)], vec!["denomination_empty"]));
        assert_eq!(forms("XYZXY", r#", "delegation_editeur": false"#).0, [(4, false), (1, false)]);
    }

    #[test]
    fn what_must_stay_empty_says_so() {
        let body = r#"{"couloir": "radiologie", "activities": [{"secteur": "SA07", "structure": "s"}],
            "structures": {"s": {"rpps_rang": "99700000104007", "denomination": "C"}}}"#;
        let answer = answer(body);
        let empty: Vec<&str> = answer.forms[0].fields.iter().filter(|f| f.empty).map(|f| f.label).collect();
        assert_eq!(empty, ["FINESS", "N° SIRET"]);
    }
}
