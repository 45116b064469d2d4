//! Good practice: how a CSR travels, where notices go, what the platform does not fill in.

use crate::answer::Conclusion;
use crate::answer::reply::Reply;
use crate::case::{Case, CsrWay, F413Facts};
use crate::codes::Outcome;
use crate::engine::question::answered::Answered;
use crate::rule;
use crate::rule::practice as rules;
use crate::warning::WarningCode;

/// Whether the notices may reach one person only: one administrateur, or an address said to be a person's. How an
/// address is spelt tells nothing.
fn reaches_one_person(facts: &F413Facts) -> bool {
    let given = facts.mail.text().is_some();
    given
        && facts.mail_generique != Some(true)
        && (facts.admins == Some(1) || facts.mail_generique == Some(false))
}

/// What to correct in the facts given.
pub(super) fn check(case: &Case) -> Answered {
    let csr = case.csr_transmission == Some(CsrWay::Email);
    let mail = case.f413.as_ref().is_some_and(reaches_one_person);
    let copies = case.context.instances > Some(1);
    let old = crate::engine::question::f413::wrong_address(case);
    let rule = match (csr || case.csr_transmission.is_some(), mail) {
        (true, _) => &rules::CSR,
        (false, true) => &rules::COURRIEL,
        (false, false) => &rules::PRATIQUE,
    };
    let outcome = if csr || mail || copies || old { Outcome::WarnOnly } else { Outcome::Info };
    let mut said = Conclusion::new(rule, outcome);
    for (wrong, code, rule) in [
        (csr, WarningCode::CsrEmail, &rules::CSR),
        (mail, WarningCode::GenericMail, &rules::COURRIEL),
        (copies, WarningCode::DuplicateKey, &rule::certificate::CLE_UNIQUE),
        (old, WarningCode::ObsoleteContact, &rule::f413::ADRESSE),
    ] {
        if wrong {
            said = said.warn(code).with(rule);
        }
    }
    said.answering(Reply::Findings).into()
}

/// What to know on the platform.
pub(super) fn platform(case: &Case) -> Answered {
    let mut said = Conclusion::new(&rules::PLATEFORME, Outcome::Info);
    if case.usages.contains(&crate::codes::Usage::Roc) {
        said.complete(&rule::roc::CSR);
    }
    let steps: &[&str] = &[
        "Se connecter avec la carte de l'administrateur technique",
        "Choisir l'offre, puis la structure : vérifier l'identifiant national de structure affiché",
        "Saisir le « Service applicatif » : c'est le CN du certificat",
        "Saisir à nouveau l'« Email de l'acteur » : il n'est pas repris du formulaire 413",
        "Créer la CSR sur le serveur d'installation ; si elle est chargée, ajouter l'autorité intermédiaire",
        "Télécharger un certificat par instance, avec le même identifiant",
    ];
    said.answering(Reply::Steps(steps)).into()
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn an_address_is_judged_by_what_is_said_of_it() {
        for (facts, expect, warnings) in [
            (r#""mail": "dsi@exemple.fr", "admins": 1"#, "R-PRATIQUE-COURRIEL warn_only - -", "generic_mail"),
            (r#""mail": "a.b@exemple.fr", "admins": 2"#, "R-PRATIQUE info - -", ""),
            (r#""mail": "a.b@exemple.fr""#, "R-PRATIQUE info - -", ""),
            (r#""mail": "a.b@exemple.fr", "admins": 1, "mail_generique": true"#, "R-PRATIQUE info - -", ""),
            (
                r#""mail": "dsi@exemple.fr", "admins": 3, "mail_generique": false"#,
                "R-PRATIQUE-COURRIEL warn_only - -",
                "generic_mail",
            ),
            (r#""admins": 1"#, "R-PRATIQUE info - -", ""),
        ] {
            check(&format!(r#"{{"ask": "practice_check", "f413": {{{facts}}}}}"#), &[expect], warnings);
        }
    }
}
