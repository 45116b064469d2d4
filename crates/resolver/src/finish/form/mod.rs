//! The forms to fill, filled: what each box holds, and which must stay empty.

mod cabinet;
mod f413;

use jiff::civil::Date;

use crate::answer::form::{Form, Online};
use crate::codes::{Level, Outcome};
use crate::draft::{Draft, Plan};
use crate::rule;
use crate::situation::Situation;
use crate::warning::Warning;

/// The portal where who represents a structure designates its administrateurs techniques.
const MES_HABILITATIONS: Online =
    Online { name: "mesHabilitations", url: "https://esante.gouv.fr/guides/guides-pmh" };

/// The ways online of a form 413 on that day.
pub(crate) fn online(day: Date) -> Vec<Online> {
    if rule::form::EN_LIGNE.in_force(day) { vec![MES_HABILITATIONS] } else { Vec::new() }
}

impl Form {
    /// The bon de commande SEGUR of an officine.
    fn segur(s: &Situation<'_>, finess: Option<&str>) -> Self {
        let admin = s.case.admin_technique.as_ref().and_then(crate::finish::need::is_editeur);
        let delegated = s.case.delegation_editeur.or(admin);
        Self {
            statut: delegated.map(|yes| if yes { "editeur" } else { "pharmacien" }),
            denomination: s.denomination().map(str::to_owned),
            finess: finess.map(str::to_owned),
            finess_level: finess.map(|_| Level::FinessGeographique),
            editeur: s.key.and_then(|key| s.case.editeurs.get(key)).cloned().flatten(),
            ..Self::blank(
                "bon_de_commande_segur",
                "Bon de commande Ségur : la demande de certificat y est jointe, sans formulaire 413 tant que dure le \
                 financement",
            )
        }
    }
}

/// The forms of a case, and what to know of them.
pub(crate) struct Filled {
    pub(crate) forms: Vec<Form>,
    pub(crate) warnings: Vec<Warning>,
}

/// Fills the forms of every decision that orders; several cabinets of one professional share them.
pub(crate) fn fill(drafts: &mut [(Draft, &Situation<'_>)]) -> Filled {
    let mut filled = cabinet::fill(drafts);
    let mut own = Vec::new();
    for (draft, s) in drafts.iter_mut().filter(|(draft, _)| draft.conclusion.outcome.is_order()) {
        match draft.plan {
            Plan::Nothing | Plan::Cabinet => {}
            Plan::Segur => {
                let eg = draft.order.identifier.as_ref().and_then(|i| i.value.as_deref());
                own.push(Form::segur(s, eg));
            }
            Plan::Societe | Plan::Finess | Plan::Officine | Plan::Personal => {
                own.extend(f413::structure(draft, s));
            }
        }
    }
    own.append(&mut filled.forms);
    if drafts.first().is_some_and(|(_, s)| s.case.produits_de_test == Some(true)) {
        for_tests(drafts, &mut own);
    }
    Filled { forms: own, warnings: filled.warnings }
}

/// Test products are asked for on a form of their own, filled alike.
fn for_tests(drafts: &mut [(Draft, &Situation<'_>)], forms: &mut [Form]) {
    let test = named("F414");
    for form in forms.iter_mut().filter(|form| form.form == "F413") {
        (form.form, form.title) = (test.form, test.title);
        form.online.clear();
    }
    for (draft, _) in drafts.iter_mut().filter(|(draft, _)| draft.conclusion.outcome.is_order()) {
        draft.complete(&rule::product::TEST);
    }
}

/// The forms that change or name people.
pub(crate) fn named(form: &'static str) -> Form {
    let title = match form {
        "F301" => "Formulaire 301 : carte de personnel de structure (CPE ou CPA)",
        "F301_mandat" => "Formulaire 301, case « mandat » : carte et désignation d'un mandataire",
        "F502" => "Formulaire 502 : désignation ou suppression d'un mandataire qui a déjà une carte",
        "F414" => "Formulaire 414 : demande de produits de test",
        "F503" => "Formulaire 503 : changement ou suppression d'un administrateur technique",
        _ => "Formulaire 413 : déclaration des administrateurs techniques",
    };
    Form::blank(form, title)
}

/// Whether somebody is preparing the form: then what the guide says of its boxes matters.
pub(crate) fn is_prepared(s: &Situation<'_>) -> bool {
    let case = s.case;
    s.professional.is_some_and(|p| p.carte.is_stated())
        || case.delegation_editeur.is_some()
        || case.admin_technique.is_some()
        || case.representant_legal.is_some()
        || s.key.is_some_and(|key| case.editeurs.contains_key(key))
}

/// How many sets of certificates the decisions order.
pub(crate) fn certificate_sets(drafts: &[(Draft, &Situation<'_>)]) -> u32 {
    let ordered = drafts.iter().filter(|(draft, _)| draft.conclusion.outcome.is_order());
    let total = ordered.map(|(draft, _)| draft.sets).fold(0_u32, u32::saturating_add);
    // One établissement's sites: its instances and solutions are counted once for all of them.
    let shared = drafts.iter().find_map(|(draft, s)| {
        let e = s.case.etablissement.as_ref().filter(|_| draft.conclusion.outcome == Outcome::Order)?;
        Some(e.solutions_alimentant_dmp.unwrap_or(0).max(e.instances.unwrap_or(0)))
    });
    total.max(shared.unwrap_or(0))
}
