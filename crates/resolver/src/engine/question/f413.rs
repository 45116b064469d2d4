//! Form 413: whether it will be accepted, how many are needed, where it goes.

use crate::answer::form::F413_ADDRESS;
use crate::case::{Ask, Case, CertificateUsage, F413Admin, F413Facts, Known, NamedOffer, Structure};
use crate::codes::{IdentifierKind, Outcome, ScmEvidence};
use crate::draft::Draft;
use crate::engine::question::answered::Answered;
use crate::finish::form::named;
use crate::finish::guard;
use crate::rule::f413 as rules;
use crate::situation::scm;
use crate::warning::{Warning, WarningCode};
use crate::{keys, naming, rule};

/// RPPS-rang lines on one form.
const LINES: usize = 4;

/// What would have the form rejected, of what is told; what was not told is named, and nothing is affirmed of it.
pub(super) fn check(case: &Case) -> Answered {
    let mut draft = Draft::new(&rules::RECEVABLE, Outcome::Info);
    let Some(facts) = &case.f413 else {
        "Rien n'est indiqué de ce formulaire 413 : rien n'a été vérifié."
            .clone_into(&mut draft.decision.summary);
        return draft.into();
    };
    for warning in identifier_faults(facts) {
        draft.push(warning);
    }
    for code in facts.admin.iter().flat_map(admin_faults).chain(form_faults(facts)) {
        draft.push(Warning::new(code));
    }
    if draft.decision.warnings.is_empty() {
        draft.decision.summary = nothing_found(facts);
    } else {
        draft.decision.outcome = Outcome::Blocked;
    }
    if facts.rpps_rang.len() > LINES {
        draft.complete(&rule::form::QUATRE);
    }
    if scm_of(facts).is_some() {
        draft.complete(&rules::SIRET_SCM);
    }
    if facts.destinataire.is_some() && wrong_address(case) {
        draft.push(Warning::new(WarningCode::ObsoleteContact));
        draft.complete(&rules::ADRESSE);
    }
    draft.into()
}

/// The numbers of the form with what each is. Its FINESS box says no level.
fn numbers(facts: &F413Facts) -> Vec<(IdentifierKind, &str)> {
    let single = [(IdentifierKind::Finess, &facts.finess), (IdentifierKind::Siret, &facts.siret)];
    let single = single.into_iter().filter_map(|(kind, value)| Some((kind, value.text()?)));
    let rangs = facts.rpps_rang.iter().map(|rang| (IdentifierKind::RppsRang, rang.as_str()));
    single.chain(rangs).filter(|(_, value)| !value.is_empty()).collect()
}

/// Keys, the one kind of number that a form bears, the SIRET of an SCM.
fn identifier_faults(facts: &F413Facts) -> Vec<Warning> {
    let numbers = numbers(facts);
    let unsound = numbers.iter().filter_map(|(kind, value)| {
        let verdict = keys::check(*kind, value);
        (!verdict.is_sound()).then(|| guard::complaint(*kind, value, verdict).1)
    });
    let mut faults: Vec<Warning> = unsound.collect();
    if numbers.iter().any(|(kind, _)| *kind != numbers[0].0) {
        let message = "Le formulaire porte plusieurs identifiants de nature différente : un seul est rempli, FINESS, \
                       SIRET ou RPPS-rang, les autres cases restent vides";
        faults.push(Warning::with(WarningCode::WrongIdentifierType, message.to_owned()));
    }
    if let Some(evidence) = scm_of(facts) {
        let message = format!(
            "Ce SIRET est celui d'une société civile de moyens ({}) : le formulaire sera rejeté, c'est le RPPS-rang du \
             cabinet qui sert",
            evidence.label_fr()
        );
        faults.push(Warning::with(WarningCode::ScmSiret, message));
    }
    faults
}

/// The evidence that the form bears the SIRET of an SCM.
fn scm_of(facts: &F413Facts) -> Option<ScmEvidence> {
    facts.siret.text().filter(|siret| !siret.is_empty())?;
    scm::evidence(&Structure {
        denomination: facts.denomination.text().map(str::to_owned),
        categorie_juridique: facts.categorie_juridique,
        statut_juridique: facts.statut_juridique,
        ..Structure::default()
    })
}

/// What was looked at without a fault, and what nobody told.
fn nothing_found(facts: &F413Facts) -> String {
    let admin = facts.admin.as_ref();
    let looked_at = [
        ("identifiant", !numbers(facts).is_empty()),
        ("dénomination et cachet", facts.denomination.text().is_some() && facts.cachet.text().is_some()),
        (
            "nom de l'administrateur technique et de sa carte",
            admin.is_some_and(|a| a.nom.is_some() && a.carte_au_nom_de.is_some()),
        ),
        ("carte de l'administrateur technique", admin.is_some_and(|a| a.carte_active == Some(true))),
    ];
    let list = |wanted: bool| {
        let names = looked_at.iter().filter(|(_, told)| *told == wanted).map(|(name, _)| *name);
        names.collect::<Vec<_>>().join(", ")
    };
    let (told, untold) = (list(true), list(false));
    match (told.is_empty(), untold.is_empty()) {
        (true, _) => format!("Rien de vérifiable n'est indiqué ; reste à vérifier : {untold}."),
        (false, true) => format!("Aucun défaut dans ce qui est indiqué ({told})."),
        (false, false) => {
            format!("Aucun défaut dans ce qui est indiqué ({told}) ; reste à vérifier : {untold}.")
        }
    }
}

fn admin_faults(admin: &F413Admin) -> Vec<WarningCode> {
    let differs = |form: &Option<String>, card: &Option<String>| match (form, card) {
        (Some(form), Some(card)) => !naming::is_same(form, card),
        _ => false,
    };
    let mut faults = Vec::new();
    if differs(&admin.nom, &admin.carte_au_nom_de) || differs(&admin.prenom, &admin.carte_au_prenom_de) {
        faults.push(WarningCode::AtNameCardMismatch);
    }
    match admin.carte {
        Known::None => faults.push(WarningCode::AtCardMissing),
        Known::Some(card) if !card.is_admitted() => faults.push(WarningCode::AtCardMissing),
        Known::Unknown | Known::Some(_) => {}
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
        (Known::Some(stamp), Some(name)) => naming::bears(stamp, name),
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
    if facts.finess.is_none() && facts.siret.is_none() && facts.rpps_rang.is_empty() {
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
    let mut draft = Draft::new(&rules::ADRESSE, if wrong { Outcome::WarnOnly } else { Outcome::Info });
    draft.decision.reply.correct = Some(F413_ADDRESS);
    if wrong { draft.warn(WarningCode::ObsoleteContact).into() } else { draft.into() }
}

/// How many forms.
pub(super) fn count(case: &Case) -> Answered {
    let mut draft = Draft::new(&rules::NOMBRE, Outcome::Info);
    if case.produits.is_empty() {
        return of_order(case, draft);
    }
    let mut offers: Vec<NamedOffer> = Vec::new();
    for product in &case.produits {
        // Without one administrateur technique for all, each product needs its own form; a server's S/MIME box is
        // not its SSL box.
        let smime = product.usage == Some(CertificateUsage::Smime);
        let own = case.admin_unique == Some(false) || smime;
        let key = NamedOffer { offer: product.offer, usage: product.usage.filter(|_| own) };
        if !offers.contains(&key) {
            offers.push(key);
        }
    }
    draft.complete(&rule::form::PAR_TYPE);
    let forms = offers.iter().map(|_| named("F413")).collect();
    Answered { drafts: vec![draft], forms, forms_count: None }
}

/// The forms that the same facts would call for in an order.
fn of_order(case: &Case, mut draft: Draft) -> Answered {
    let order = Case { ask: Some(Ask::Order), ..case.clone() };
    let answer = crate::engine::decide(&order);
    draft.complete(&rule::form::PAR_EDITEUR);
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
        let rangs =
            r#"["99700000104007", "99700000104015", "99700000104023", "99700000104031", "99700000104049"]"#;
        form(&format!(r#""rpps_rang": {rangs}"#), "blocked", "max4_split");
        let two = r#"["99700000104007", "99700000104015"]"#;
        form(&format!(r#""rpps_rang": {two}, "denomination": "CABINET""#), "blocked", "denomination_empty");
    }

    #[test]
    fn numbers_are_verified_before_anything_good_is_said() {
        form(r#""finess": "710015953""#, "blocked", "checksum");
        form(r#""siret": "9999002020001""#, "blocked", "format");
        form(r#""rpps_rang": ["99700000104006"]"#, "blocked", "checksum");
        form(r#""finess": "710015983", "siret": "99990031900016""#, "blocked", "wrong_identifier_type");
        form(r#""finess": null, "siret": "99990031900016""#, "info", "");
        let scm = r#""siret": "99990020200014", "denomination": "SCM DU PARC""#;
        form(scm, "blocked", "scm_siret");
        form(&format!(r#"{scm}, "categorie_juridique": "5485""#), "info", "");
        form(r#""denomination": "SCM DU PARC", "rpps_rang": ["99700000104007"]"#, "info", "");
        form(r#""siret": "99990020200014", "categorie_juridique": "6589""#, "blocked", "scm_siret");
    }

    #[test]
    fn only_what_was_told_is_affirmed() {
        let summary = |facts: &str| {
            let body = format!(r#"{{"ask": "f413_check", "f413": {{{facts}}}}}"#);
            answer(&body).decisions[0].summary.clone()
        };
        let told = summary(r#""siret": "99990031900016""#);
        assert!(told.starts_with("Aucun défaut dans ce qui est indiqué (identifiant) ; reste"), "{told}");
        assert!(summary("").starts_with("Rien de vérifiable"), "{}", summary(""));
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
