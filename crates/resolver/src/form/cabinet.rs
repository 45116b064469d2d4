//! Form 413 of cabinets (cas 3): several RPPS-rang of one professional share it, four at most, one per éditeur.

use std::collections::BTreeSet;

use super::{CertificateType, F413_ADDRESS, Filled, Form, Signatory, f413, rules};
use crate::draft::{Draft, Plan};
use crate::need;
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
}

/// Whether each éditeur's administrateur technique needs a form of its own: not where one internal
/// administrateur serves every cabinet.
fn per_editor(s: &Situation<'_>) -> bool {
    let internal = s.case.admin_technique.as_ref().and_then(need::is_editeur) == Some(false);
    !internal && s.case.delegation_editeur != Some(false)
}

fn cabinet(place: usize, draft: &Draft, s: &Situation<'_>) -> Option<Cabinet> {
    if draft.plan != Plan::Cabinet || !draft.decision.outcome.is_order() {
        return None;
    }
    Some(Cabinet {
        place,
        professional: s.rpps().map(str::to_owned),
        editeur: s.key.and_then(|key| s.case.editeurs.get(key)).cloned().flatten(),
        rang: draft.decision.identifier.as_ref()?.value.clone()?,
        denomination: s.denomination().map(str::to_owned),
        types: f413::types(&draft.decision.products),
    })
}

/// Fills the forms of every cabinet that orders.
pub(super) fn fill(drafts: &mut [(Draft, &Situation<'_>)]) -> Filled {
    let cabinets: Vec<Cabinet> =
        drafts.iter().enumerate().filter_map(|(place, (draft, s))| cabinet(place, draft, s)).collect();
    let split = drafts.first().is_some_and(|(_, s)| per_editor(s));
    for cabinet in &cabinets {
        drafts[cabinet.place].0.complete(&rules::CAS_3);
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
            drafts[cabinet.place].0.complete(rules::of(warning.code));
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
    let fill = |kind: &CertificateType| {
        let mut form = Form {
            case: Some("cas_3"),
            editeur: editeur.cloned(),
            denomination: if group.len() > 1 { None } else { chunk[0].denomination.clone() },
            rpps_rang: chunk.iter().map(|cabinet| cabinet.rang.clone()).collect(),
            signatory: Some(Signatory::TitulaireDuCabinet),
            certificate_type: Some(*kind),
            usages: f413::usage_texts(s.usages, *kind),
            send_to: Some(F413_ADDRESS),
            ..super::named("F413")
        };
        form.fields = f413::fields(&form);
        form
    };
    chunk[0].types.iter().map(fill).collect()
}
