//! Changing an administrateur technique, naming a mandataire.

use crate::answer::form::Signatory;
use crate::answer::prerequisite::Prerequisite;
use crate::case::{Case, Holder, Known, Signer};
use crate::codes::Outcome;
use crate::draft::Draft;
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
        return Draft::new(&rules::SIGNATAIRE, Outcome::Blocked).warn(WarningCode::F503Signatory).into();
    }
    change(case.remplacant.as_ref())
}

fn change(remplacant: Option<&Holder>) -> Answered {
    let mut draft = Draft::new(&rules::CHANGEMENT, Outcome::Procedure);
    draft.decision.reply.form = Some("F503");
    draft.decision.reply.signed_by = Some(Signatory::RepresentantLegalOuMandataire);
    let mut forms = vec![named("F503")];
    match remplacant.map(|holder| &holder.carte) {
        None | Some(Known::Unknown) => draft.unknown(Prerequisite::CarteAdministrateur),
        Some(Known::Some(card)) if card.is_admitted() => {
            draft.decision.prerequisites_satisfied.push(Prerequisite::CarteAdministrateur);
        }
        Some(Known::None | Known::Some(_)) => {
            draft = draft.warn(WarningCode::AtCardMissing);
            draft.missing(Prerequisite::F301);
            forms.insert(0, named("F301"));
        }
    }
    for form in &mut forms {
        form.signatory = Some(Signatory::RepresentantLegalOuMandataire);
    }
    Answered { drafts: vec![draft], forms, forms_count: None }
}

/// One answer per mandataire.
pub(super) fn mandataires(case: &Case) -> Answered {
    let dp = case.usages.iter().any(|usage| usage.is_dp());
    let unnamed = [Holder::default()];
    let people = if case.mandataire.is_empty() { &unnamed[..] } else { &case.mandataire };
    let drafts: Vec<Draft> = people.iter().map(|holder| mandataire(holder, dp)).collect();
    let forms = drafts.iter().filter_map(|draft| draft.decision.reply.form).map(named).collect();
    Answered { drafts, forms, forms_count: None }
}

fn mandataire(holder: &Holder, dp: bool) -> Draft {
    let mut draft = Draft::new(&rules::MANDATAIRE, Outcome::Procedure);
    draft.complete(if dp { &rule::dossier_pharmaceutique::MANDATAIRE } else { &rule::roc::MANDATAIRE });
    draft.decision.reply.form = match &holder.carte {
        Known::Some(card) if card.is_admitted() => Some("F502"),
        Known::Some(_) | Known::None => Some(if dp { "F301_mandat" } else { "F301" }),
        Known::Unknown => None,
    };
    draft.decision.reply.signed_by = Some(Signatory::RepresentantLegalOuMandataire);
    if draft.decision.reply.form.is_none() {
        draft.unknown(Prerequisite::CarteAdministrateur);
    }
    draft
}
