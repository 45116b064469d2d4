//! Changing an administrateur technique, naming a mandataire.

use super::Answered;
use crate::ambiguity::Ambiguity;
use crate::answer::Outcome;
use crate::case::{Case, Holder, Known, Signer};
use crate::citation::{
    P8_HABILITATIONS, S000_L334, S001_L363, S001_L367, S001_L379, S001_L380, S002_L795, S003_L248,
    S003_L248_B, S003_L268, S003_L270, S004_L78_80, S004_L82_84,
};
use crate::couloir::{dossier_pharmaceutique, roc};
use crate::draft::Draft;
use crate::form::{Signatory, named};
use crate::prerequisite::Prerequisite;
use crate::rule::{Family, Rule};
use crate::warning::WarningCode;

/// How to change an administrateur technique.
static CHANGEMENT: Rule = Rule {
    ambiguities: &[Ambiguity::A12],
    ..Rule::completing(
        "R-VIE-AT",
        Family::Lifecycle,
        "Départ ou changement d'administrateur technique, ou de l'éditeur qui l'emploie",
        "Le certificat reste ; F503, signé par le représentant légal ou un mandataire ; le remplaçant a sa carte (F301 sinon)",
        &[S003_L268, S003_L270, S001_L363, S002_L795, S000_L334, S003_L248, P8_HABILITATIONS],
    )
};

/// Who may not sign.
static SIGNATAIRE: Rule = Rule {
    ambiguities: &[Ambiguity::A12],
    ..Rule::completing(
        "R-VIE-AT-SIGNATAIRE",
        Family::Lifecycle,
        "L'administrateur technique veut signer le changement lui-même",
        "Refusé : il ne peut pas désigner un autre administrateur technique",
        &[S003_L248_B, S003_L268],
    )
};

/// A mandataire.
static MANDATAIRE: Rule = Rule::completing(
    "R-VIE-MANDATAIRE",
    Family::Lifecycle,
    "Désignation d'un mandataire",
    "Avec une carte : F502 ; sans carte : F301 (case « mandat » pour le Dossier Pharmaceutique)",
    &[S001_L367, S001_L380, S001_L379, S004_L78_80, S004_L82_84],
);

/// The rules of this file.
pub(super) static ALL: &[&Rule] = &[&CHANGEMENT, &SIGNATAIRE, &MANDATAIRE];

/// The administrateur technique left, or the éditeur that employs them changed: the certificate stays.
pub(super) fn administrator_left() -> Answered {
    change(None)
}

/// How to change the administrateur technique. They and the éditeur prepare; they do not sign.
pub(super) fn administrator_change(case: &Case) -> Answered {
    if matches!(case.signataire, Some(Signer::AdministrateurTechnique | Signer::Editeur)) {
        return Draft::new(&SIGNATAIRE, Outcome::Blocked).warn(WarningCode::F503Signatory).into();
    }
    change(case.remplacant.as_ref())
}

fn change(remplacant: Option<&Holder>) -> Answered {
    let mut draft = Draft::new(&CHANGEMENT, Outcome::Procedure);
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
    let mut draft = Draft::new(&MANDATAIRE, Outcome::Procedure);
    draft.complete(if dp { &dossier_pharmaceutique::MANDATAIRE } else { &roc::MANDATAIRE });
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
