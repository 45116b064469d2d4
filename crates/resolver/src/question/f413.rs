//! Form 413: whether it will be accepted, how many are needed, where it goes.

use super::Answered;
use crate::ambiguity::Ambiguity;
use crate::answer::Outcome;
use crate::case::{Ask, Case, F413Admin, F413Facts, Known};
use crate::citation::{
    S002_L446_449, S002_L452_453, S002_L457, S003_L89, S003_L97, S003_L98, S003_L103, S003_L207_B, S004_L284,
};
use crate::draft::Draft;
use crate::form::{F413_ADDRESS, named, rules};
use crate::rule::{Family, Rule};
use crate::warning::{Warning, WarningCode};

/// The checks.
static RECEVABLE: Rule = Rule::completing(
    "R-F413-CONTROLE",
    Family::F413,
    "Contrôle d'un formulaire 413 rempli",
    "Nom et carte de l'administrateur concordants, carte active, cachet au nom de la structure, champs remplis",
    &[S003_L97, S003_L98, S003_L103, S003_L89, S003_L207_B],
);

/// The address.
pub(super) static ADRESSE: Rule = Rule {
    ambiguities: &[Ambiguity::A20],
    ..Rule::completing(
        "R-F413-ADRESSE",
        Family::F413,
        "Envoi du formulaire 413",
        "monserviceclient.certificats@esante.gouv.fr ; réponse en trois jours ouvrés environ",
        &[S004_L284, S002_L452_453, S002_L457],
    )
};

/// The count.
static NOMBRE: Rule = Rule::completing(
    "R-F413-NOMBRE",
    Family::F413,
    "Nombre de formulaires 413 pour une liste de produits",
    "Un par type de certificat (ORG, SERV, PRO) si l'administrateur technique est le même",
    &[S002_L446_449],
);

/// The rules of this file.
pub(super) static ALL: &[&Rule] = &[&RECEVABLE, &ADRESSE, &NOMBRE];

/// RPPS-rang lines on one form.
const LINES: usize = 4;

/// Whether the form will be accepted.
pub(super) fn check(case: &Case) -> Answered {
    let mut draft = Draft::new(&RECEVABLE, Outcome::Info);
    if let Some(facts) = &case.f413 {
        for code in facts.admin.iter().flat_map(admin_faults).chain(form_faults(facts)) {
            draft.push(Warning::new(code));
        }
        if !draft.decision.warnings.is_empty() {
            draft.decision.outcome = Outcome::Blocked;
        }
        if facts.rpps_rang.len() > LINES {
            draft.complete(&rules::QUATRE);
        }
        if facts.destinataire.is_some() && wrong_address(case) {
            draft.push(Warning::new(WarningCode::ObsoleteContact));
            draft.complete(&ADRESSE);
        }
    }
    draft.into()
}

fn admin_faults(admin: &F413Admin) -> Vec<WarningCode> {
    let differs = |form: &Option<String>, card: &Option<String>| match (form, card) {
        (Some(form), Some(card)) => {
            aiguilleur_domain::name::fold(form) != aiguilleur_domain::name::fold(card)
        }
        _ => false,
    };
    let mut faults = Vec::new();
    if differs(&admin.nom, &admin.carte_au_nom_de) || differs(&admin.prenom, &admin.carte_au_prenom_de) {
        faults.push(WarningCode::AtNameCardMismatch);
    }
    if admin.carte.is_none() {
        faults.push(WarningCode::AtCardMissing);
    }
    if admin.carte_active == Some(false) {
        faults.push(WarningCode::AtCardInactive);
    }
    faults
}

fn form_faults(facts: &F413Facts) -> Vec<WarningCode> {
    let mut faults = Vec::new();
    let stamp = match (&facts.cachet, facts.denomination.text()) {
        (Known::None, _) => false,
        (Known::Some(stamp), Some(name)) => {
            aiguilleur_domain::name::fold(stamp).contains(&aiguilleur_domain::name::fold(name))
        }
        _ => true,
    };
    if !stamp {
        faults.push(WarningCode::Cachet);
    }
    if facts.rpps_rang.len() > LINES {
        faults.push(WarningCode::Max4Split);
    }
    if facts.rpps_rang.len() > 1 && facts.denomination.text().is_some() {
        faults.push(WarningCode::DenominationEmpty);
    }
    let empty = facts.finess.is_none() && facts.siret.is_none() && facts.rpps_rang.is_empty();
    if empty {
        faults.push(WarningCode::NoIdentifier);
    }
    faults
}

/// Whether the form goes anywhere but to the only right address.
pub(super) fn wrong_address(case: &Case) -> bool {
    let to = case.f413.as_ref().and_then(|facts| facts.destinataire.as_deref());
    to.is_some_and(|to| !to.trim().eq_ignore_ascii_case(F413_ADDRESS))
}

/// Where the form goes.
pub(super) fn address(case: &Case) -> Answered {
    let wrong = wrong_address(case);
    let mut draft = Draft::new(&ADRESSE, if wrong { Outcome::WarnOnly } else { Outcome::Info });
    draft.decision.reply.correct = Some(F413_ADDRESS);
    if wrong { draft.warn(WarningCode::ObsoleteContact).into() } else { draft.into() }
}

/// How many forms.
pub(super) fn count(case: &Case) -> Answered {
    let mut draft = Draft::new(&NOMBRE, Outcome::Info);
    if case.produits.is_empty() {
        return of_order(case, draft);
    }
    let mut offers: Vec<String> = Vec::new();
    for product in &case.produits {
        let offer = product.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        // Without one administrateur technique for all, each product needs its own form.
        let key = if case.admin_unique == Some(false) { product.to_ascii_uppercase() } else { offer };
        if !offers.contains(&key) {
            offers.push(key);
        }
    }
    draft.complete(&rules::PAR_TYPE);
    let forms = offers.iter().map(|_| named("F413")).collect();
    Answered { drafts: vec![draft], forms, forms_count: None }
}

/// The forms that the same facts would call for in an order.
fn of_order(case: &Case, mut draft: Draft) -> Answered {
    let order = Case { ask: Some(Ask::Order), ..case.clone() };
    let answer = crate::engine::decide(&order);
    draft.complete(&rules::PAR_EDITEUR);
    for warning in answer.warnings {
        draft.push(warning);
    }
    Answered { drafts: vec![draft], forms: answer.forms, forms_count: None }
}

#[cfg(test)]
mod tests {
    use crate::testing::{answer, check};

    fn form(facts: &str, outcome: &str, warnings: &str) {
        let body = format!(r#"{{"ask": "f413_check", "f413": {{{facts}}}}}"#);
        check(&body, &[&format!("R-F413-CONTROLE {outcome} - -")], warnings);
    }

    #[test]
    fn what_makes_a_form_be_rejected() {
        form(
            r#""admin": {"nom": "Lefèvre", "carte_au_nom_de": "LEFEVRE", "carte_active": true}"#,
            "info",
            "",
        );
        form(
            r#""admin": {"nom": "A", "carte_au_nom_de": "B", "carte": null}"#,
            "blocked",
            "at_name_card_mismatch at_card_missing",
        );
        form(r#""denomination": "CH TEST", "cachet": "Ch Test, direction""#, "info", "");
        form(r#""denomination": "CH TEST", "cachet": null"#, "blocked", "cachet");
        form(r#""denomination": "CH TEST""#, "info", "");
        form(r#""finess": null, "siret": null"#, "blocked", "no_identifier");
        form(r#""rpps_rang": ["1", "2", "3", "4", "5"]"#, "blocked", "max4_split");
        form(r#""rpps_rang": ["1", "2"], "denomination": "CABINET""#, "blocked", "denomination_empty");
    }

    #[test]
    fn one_form_a_type() {
        for (products, unique, count) in [
            (r#""ORG AUTH_CLI", "ORG SIGN""#, "true", 1),
            (r#""ORG AUTH_CLI", "ORG SIGN", "PRO AUTH", "SERV SSL""#, "true", 3),
            (r#""ORG AUTH_CLI", "ORG SIGN""#, "false", 2),
            (r#""ORG SIGN""#, "null", 1),
        ] {
            let body =
                format!(r#"{{"ask": "f413_count", "produits": [{products}], "admin_unique": {unique}}}"#);
            assert_eq!(answer(&body).forms_count, count, "{products}");
        }
    }
}
