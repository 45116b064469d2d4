//! Good practice: how a CSR travels, where notices go, what the platform does not fill in.

use super::Answered;
use crate::answer::Outcome;
use crate::case::{Case, CsrWay, F413Facts};
use crate::citation::{
    S000_L230, S000_L275, S000_L297, S000_L306, S001_L359, S002_L828, S002_L833_836, S002_L970_974,
    S003_L217, S003_L233, S003_L238,
};
use crate::couloir::roc;
use crate::draft::Draft;
use crate::finish::CLE_UNIQUE;
use crate::rule::{Family, Rule};
use crate::warning::WarningCode;

/// How a CSR travels.
static CSR: Rule = Rule::completing(
    "R-PRATIQUE-CSR",
    Family::Lifecycle,
    "Transmission de la CSR",
    "Pas par courriel : plateforme sécurisée, mot de passe par un autre canal ; CSR créée sur le serveur d'installation",
    &[S002_L828, S002_L833_836, S000_L306],
);

/// Where notices go.
static COURRIEL: Rule = Rule::completing(
    "R-PRATIQUE-COURRIEL",
    Family::Lifecycle,
    "Adresse de l'administrateur technique",
    "Adresse générique, et plusieurs administrateurs techniques",
    &[S003_L233, S002_L970_974],
);

/// Anything else.
static PRATIQUE: Rule = Rule::completing(
    "R-PRATIQUE",
    Family::Lifecycle,
    "Pratique qui n'appelle pas de remarque",
    "Rien à corriger d'après ce qui est dit",
    &[S003_L233, S002_L828, S003_L238],
);

/// The platform.
static PLATEFORME: Rule = Rule::completing(
    "R-PLATEFORME",
    Family::Lifecycle,
    "Commande technique sur la plateforme IGC-Santé",
    "L'« Email de l'acteur » n'est pas repris du formulaire 413 : le saisir à nouveau",
    &[S000_L297, S000_L275, S000_L230, S003_L217, S001_L359],
);

/// The rules of this file.
pub(super) static ALL: &[&Rule] = &[&CSR, &COURRIEL, &PRATIQUE, &PLATEFORME];

/// Whether the notices may reach one person only: one administrateur, or an address said to be a person's. How an
/// address is spelt tells nothing.
fn reaches_one_person(facts: &F413Facts) -> bool {
    let told = facts.mail.text().is_some();
    told && facts.mail_generique != Some(true)
        && (facts.admins == Some(1) || facts.mail_generique == Some(false))
}

/// What to correct in what is told.
pub(super) fn check(case: &Case) -> Answered {
    let csr = case.csr_transmission == Some(CsrWay::Email);
    let mail = case.f413.as_ref().is_some_and(reaches_one_person);
    let copies = case.context.instances > Some(1);
    let old = super::f413::wrong_address(case);
    let rule = match (csr || case.csr_transmission.is_some(), mail) {
        (true, _) => &CSR,
        (false, true) => &COURRIEL,
        (false, false) => &PRATIQUE,
    };
    let outcome = if csr || mail || copies || old { Outcome::WarnOnly } else { Outcome::Info };
    let mut draft = Draft::new(rule, outcome);
    for (wrong, code, rule) in [
        (csr, WarningCode::CsrEmail, &CSR),
        (mail, WarningCode::GenericMail, &COURRIEL),
        (copies, WarningCode::DuplicateKey, &CLE_UNIQUE),
        (old, WarningCode::ObsoleteContact, &super::f413::ADRESSE),
    ] {
        if wrong {
            draft = draft.warn(code).with(rule);
        }
    }
    draft.into()
}

/// What to know on the platform.
pub(super) fn platform(case: &Case) -> Answered {
    let mut draft = Draft::new(&PLATEFORME, Outcome::Info);
    if case.usages.contains(&crate::product::Usage::Roc) {
        draft.complete(&roc::CSR);
    }
    draft.decision.reply.steps = &[
        "Se connecter avec la carte de l'administrateur technique",
        "Choisir l'offre, puis la structure : vérifier l'identifiant national de structure affiché",
        "Saisir le « Service applicatif » : c'est le CN du certificat",
        "Saisir à nouveau l'« Email de l'acteur » : il n'est pas repris du formulaire 413",
        "Créer la CSR sur le serveur d'installation ; si elle est chargée, ajouter l'autorité intermédiaire",
        "Télécharger un certificat par instance, avec le même identifiant",
    ];
    draft.into()
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
