//! Changing an administrateur technique, naming a mandataire.

use crate::answer::form::Signatory;
use crate::answer::prerequisite::Prerequisite;
use crate::answer::reply::{Reply, SignedForm};
use crate::answer::{Conclusion, Decision};
use crate::case::{Case, Holder, Known, Signer};
use crate::codes::Outcome;
use crate::engine::question::answered::Answered;
use crate::finish::form::named;
use crate::rule;
use crate::rule::people as rules;
use crate::warning::WarningCode;

/// The administrateur technique left, or the éditeur that employs them changed: the certificate stays.
pub(super) fn administrator_left() -> Answered {
    change(None)
}

/// How to change the administrateur technique. They and the éditeur prepare; they do not sign.
pub(super) fn administrator_change(case: &Case) -> Answered {
    if matches!(case.signataire, Some(Signer::AdministrateurTechnique | Signer::Editeur)) {
        let said = Conclusion::new(&rules::SIGNATAIRE, Outcome::Blocked).warn(WarningCode::F503Signatory);
        return said.answering(Reply::Findings).into();
    }
    change(case.remplacant.as_ref())
}

fn change(remplacant: Option<&Holder>) -> Answered {
    let mut said = Conclusion::new(&rules::CHANGEMENT, Outcome::Procedure);
    let mut forms = vec![named("F503")];
    match remplacant.map(|holder| &holder.carte) {
        None | Some(Known::Unknown) => said.unknown(Prerequisite::CarteAdministrateur),
        Some(Known::Some(card)) if card.is_admitted() => {
            said.needs.satisfied.push(Prerequisite::CarteAdministrateur);
        }
        Some(Known::None | Known::Some(_)) => {
            said = said.warn(WarningCode::AtCardMissing);
            said.missing(Prerequisite::F301);
            forms.insert(0, named("F301"));
        }
    }
    for form in &mut forms {
        form.signatory = Some(Signatory::RepresentantLegalOuMandataire);
    }
    let reply = signed(Some("F503"));
    Answered { decisions: vec![said.answering(reply)], forms, forms_count: None }
}

/// One answer per mandataire.
pub(super) fn mandataires(case: &Case) -> Answered {
    let dp = case.usages.iter().any(|usage| usage.is_dp());
    let unnamed = [Holder::default()];
    let people = if case.mandataire.is_empty() { &unnamed[..] } else { &case.mandataire };
    let answers: Vec<(Option<&'static str>, Decision)> =
        people.iter().map(|holder| mandataire(holder, dp)).collect();
    let forms = answers.iter().filter_map(|(form, _)| *form).map(named).collect();
    let decisions = answers.into_iter().map(|(_, decision)| decision).collect();
    Answered { decisions, forms, forms_count: None }
}

fn mandataire(holder: &Holder, dp: bool) -> (Option<&'static str>, Decision) {
    let mut said = Conclusion::new(&rules::MANDATAIRE, Outcome::Procedure);
    said.complete(if dp { &rule::dossier_pharmaceutique::MANDATAIRE } else { &rule::roc::MANDATAIRE });
    let form = match &holder.carte {
        Known::Some(card) if card.is_admitted() => Some("F502"),
        Known::Some(_) | Known::None => Some(if dp { "F301_mandat" } else { "F301" }),
        Known::Unknown => None,
    };
    if form.is_none() {
        said.unknown(Prerequisite::CarteAdministrateur);
    }
    (form, said.answering(signed(form)))
}

const fn signed(form: Option<&'static str>) -> Reply {
    Reply::Form(SignedForm { form, signed_by: Signatory::RepresentantLegalOuMandataire })
}
