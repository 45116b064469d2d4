//! Whether a form 413 will be accepted, from the facts given; facts that are missing are named, and nothing is affirmed of them.

use aiguilleur_domain::RppsRang;

use crate::answer::Conclusion;
use crate::answer::reply::Reply;
use crate::case::{Case, F413Admin, F413Facts, Known, Offer, Structure};
use crate::citation::{
    Citation, S002_L126, S002_L452_453, S002_L870_889, S002_L1293_1294, S002_L1350_1352, S003_L89, S003_L97,
    S003_L98, S003_L103, S003_L132, S003_L248,
};
use crate::codes::{IdentifierKind, Outcome, ScmEvidence};
use crate::engine::question::answered::Answered;
use crate::engine::question::f413::wrong_address;
use crate::finish::guard;
use crate::rule::f413 as rules;
use crate::situation::scm;
use crate::warning::{Warning, WarningCode};
use crate::{keys, naming, rule};

/// RPPS-rang lines on one form.
const LINES: usize = 4;

/// What would have the form rejected, from the facts given; missing facts are named, and nothing is affirmed of them.
pub(super) fn check(case: &Case) -> Answered {
    let mut said = Conclusion::new(&rules::RECEVABLE, Outcome::Info);
    let Some(facts) = &case.f413 else {
        "Rien n'est indiqué de ce formulaire 413 : rien n'a été vérifié.".clone_into(&mut said.summary);
        return said.answering(Reply::Findings).into();
    };
    for (warning, passage) in faults(case, facts) {
        said.push(warning);
        said.carry(passage);
    }
    if said.warnings.is_empty() {
        said.summary = nothing_found(facts);
    } else {
        let doubts = [WarningCode::ObsoleteContact, WarningCode::RangHolderMismatch];
        let only_doubts = said.warnings.iter().all(|warning| doubts.contains(&warning.code));
        said.outcome = if only_doubts { Outcome::WarnOnly } else { Outcome::Blocked };
    }
    if facts.rpps_rang.len() > LINES {
        said.complete(&rule::form::QUATRE);
    }
    if scm_of(case, facts).is_some() {
        said.complete(&rules::SIRET_SCM);
    }
    if wrong_address(case) {
        said.complete(&rules::ADRESSE);
    }
    said.answering(Reply::Findings).into()
}

/// A fault of the form, and the passage that makes it one.
type Fault = (Warning, &'static Citation);

fn faults(case: &Case, facts: &F413Facts) -> Vec<Fault> {
    let mut faults = identifier_faults(case, facts);
    let others = facts.admin.iter().flat_map(admin_faults).chain(form_faults(facts));
    faults.extend(others.map(|code| (Warning::new(code), passage(code))));
    if other_holder(case, facts) {
        let message = "Les RPPS-rang du formulaire ne portent pas tous le RPPS de la personne qui signe : vérifier qui est \
                       titulaire de chaque cabinet";
        let code = WarningCode::RangHolderMismatch;
        faults.push((Warning::with(code, message.to_owned()), passage(code)));
    }
    if wrong_address(case) {
        let code = WarningCode::ObsoleteContact;
        faults.push((Warning::new(code), passage(code)));
    }
    faults
}

/// What makes each fault one.
const fn passage(code: WarningCode) -> &'static Citation {
    match code {
        WarningCode::AtNameCardMismatch => &S003_L97,
        WarningCode::AtCardInactive => &S003_L98,
        WarningCode::AtCardMissing => &S003_L248,
        WarningCode::Cachet => &S003_L103,
        WarningCode::Max4Split => &S002_L1293_1294,
        WarningCode::DenominationEmpty => &S002_L1350_1352,
        WarningCode::ObsoleteContact => &S002_L452_453,
        WarningCode::RangHolderMismatch => &S002_L126,
        _ => &S003_L89,
    }
}

/// What the boxes of the form bear, with what each is, without the spaces and dots that people write. The FINESS box
/// says no level.
fn numbers(facts: &F413Facts) -> Vec<(IdentifierKind, String)> {
    let single = [(IdentifierKind::Finess, &facts.finess), (IdentifierKind::Siret, &facts.siret)];
    let single = single.into_iter().filter_map(|(kind, value)| Some((kind, value.text()?)));
    let rangs = facts.rpps_rang.iter().map(|rang| (IdentifierKind::RppsRang, rang.as_str()));
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    single
        .chain(rangs)
        .map(|(kind, value)| (kind, bare(value)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// Keys, the one kind of number that a form bears, the SIRET of an SCM.
fn identifier_faults(case: &Case, facts: &F413Facts) -> Vec<Fault> {
    let numbers = numbers(facts);
    let unsound = numbers.iter().filter_map(|(kind, value)| {
        let verdict = keys::check(*kind, value);
        let passage = crate::rule::identifier::passage(*kind);
        (!verdict.is_sound()).then(|| (guard::complaint(*kind, value, verdict).1, passage))
    });
    let mut faults: Vec<Fault> = unsound.collect();
    if !is_one_identifier(case, &numbers) {
        let message = "Le formulaire porte plusieurs identifiants de nature différente : un seul est rempli, FINESS, \
                       SIRET ou RPPS-rang, les autres cases restent vides";
        faults.push((Warning::with(WarningCode::WrongIdentifierType, message.to_owned()), &S002_L870_889));
    }
    if let Some(evidence) = scm_of(case, facts) {
        let is = if evidence == ScmEvidence::Name { "semble être" } else { "est" };
        let message = format!(
            "Ce SIRET {is} celui d'une société civile de moyens ({}) : le formulaire sera rejeté ; pour un médecin, c'est \
             le RPPS-rang de son cabinet qui sert",
            evidence.label_fr()
        );
        faults.push((Warning::with(WarningCode::ScmSiret, message), &S003_L132));
    }
    faults
}

/// Whether the boxes bear numbers of one kind; the form of the PRO offer bears a SIRET and a FINESS.
fn is_one_identifier(case: &Case, numbers: &[(IdentifierKind, String)]) -> bool {
    let personal = case.usages.iter().any(|usage| usage.is_dp())
        || case.produits.iter().any(|product| product.offer == Offer::Pro);
    let kind = |kind: IdentifierKind| {
        if personal && kind == IdentifierKind::Siret { IdentifierKind::Finess } else { kind }
    };
    numbers.iter().all(|(each, _)| kind(*each) == kind(numbers[0].0))
}

/// The evidence that the form bears the SIRET of an SCM: what it says itself, or what the case says of the structure.
fn scm_of(case: &Case, facts: &F413Facts) -> Option<ScmEvidence> {
    let (_, siret) = numbers(facts).into_iter().find(|(kind, _)| *kind == IdentifierKind::Siret)?;
    let own = scm::evidence(&Structure {
        denomination: facts.denomination.text().map(str::to_owned),
        categorie_juridique: facts.categorie_juridique,
        statut_juridique: facts.statut_juridique,
        ..Structure::default()
    });
    let company =
        |known: &&Structure| known.siret.as_deref().is_some_and(|it| scm::siren(it) == scm::siren(&siret));
    own.or_else(|| case.structures.values().filter(company).find_map(scm::evidence))
}

/// Whether a RPPS-rang of the form is somebody else's: not the professional's, or not the same person's as the others.
fn other_holder(case: &Case, facts: &F413Facts) -> bool {
    let holders = facts.rpps_rang.iter().filter_map(|rang| rang.parse::<RppsRang>().ok());
    let mut holders = holders.map(|rang| rang.holder().to_string());
    let own = case.professional.as_ref().and_then(|person| person.rpps.as_deref()).map(str::to_owned);
    let Some(one) = own.or_else(|| holders.next()) else { return false };
    holders.any(|holder| holder != one)
}

/// What was looked at without a fault, and what was not given.
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
        let names = looked_at.iter().filter(|(_, given)| *given == wanted).map(|(name, _)| *name);
        names.collect::<Vec<_>>().join(", ")
    };
    let (given, missing) = (list(true), list(false));
    match (given.is_empty(), missing.is_empty()) {
        (true, _) => format!("Rien de vérifiable n'est indiqué ; reste à vérifier : {missing}."),
        (false, true) => format!("Aucun défaut dans ce qui est indiqué ({given})."),
        (false, false) => {
            format!("Aucun défaut dans ce qui est indiqué ({given}) ; reste à vérifier : {missing}.")
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
    let empty = |value: &Known<String>| value.is_none() || value.text().is_some_and(str::is_empty);
    if empty(&facts.finess) && empty(&facts.siret) && facts.rpps_rang.is_empty() {
        faults.push(WarningCode::NoIdentifier);
    }
    faults
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
    fn a_form_is_read_as_people_write_it() {
        form(r#""siret": "999 900 319 00016", "finess": null"#, "info", "");
        form(r#""finess": "", "siret": """#, "blocked", "no_identifier");
        form(r#""rpps_rang": ["99700000104007", "99700000401007"]"#, "warn_only", "rang_holder_mismatch");
        let elsewhere =
            r#""siret": "99990031900016", "destinataire": "monserviceclient.certificats@asipsante.fr""#;
        form(elsewhere, "warn_only", "obsolete_contact");
        let body = |rest: &str| {
            format!(
                r#"{{"ask": "f413_check", "f413": {{"finess": "990001604", "siret": "99990160600015"}}{rest}}}"#
            )
        };
        let blocked = "R-F413-CONTROLE blocked - -";
        check(&body(""), &[blocked], "wrong_identifier_type");
        check(&body(r#", "usages": ["dp_consultation"]"#), &["R-F413-CONTROLE info - -"], "");
        let scm = r#", "structures": {"s": {"siret": "99990160600015", "categorie_juridique": "6589"}}"#;
        check(&body(scm), &[blocked], "wrong_identifier_type scm_siret");
        let person = r#"{"ask": "f413_check", "professional": {"rpps": "99700000104"},
            "f413": {"rpps_rang": ["99700000401007"]}}"#;
        check(person, &["R-F413-CONTROLE warn_only - -"], "rang_holder_mismatch");
    }

    #[test]
    fn each_fault_has_its_passage() {
        for (facts, words) in [
            (r#""admin": {"nom": "A", "carte_au_nom_de": "B"}"#, "Le prénom et nom"),
            (r#""admin": {"carte_active": false}"#, "La carte doit être active"),
            (r#""denomination": "CH TEST", "cachet": null"#, "le cachet doit contenir"),
            (r#""finess": "710015953""#, "clé de Luhn"),
            (r#""rpps_rang": ["99700000104006"]"#, "la clé de Luhn"),
            (r#""siret": "99990020200014", "categorie_juridique": "6589""#, "Les Sociétés Civiles de Moyens"),
        ] {
            let body = format!(r#"{{"ask": "f413_check", "f413": {{{facts}}}}}"#);
            let carrying = answer(&body).decisions[0].rule().carrying();
            assert!(carrying[0].quote.contains(words), "{facts}: {}", carrying[0].quote);
        }
    }

    #[test]
    fn only_stated_facts_are_affirmed() {
        let summary = |facts: &str| {
            let body = format!(r#"{{"ask": "f413_check", "f413": {{{facts}}}}}"#);
            answer(&body).decisions[0].summary().to_owned()
        };
        let text = summary(r#""siret": "99990031900016""#);
        assert!(text.starts_with("Aucun défaut dans ce qui est indiqué (identifiant) ; reste"), "{text}");
        assert!(summary("").starts_with("Rien de vérifiable"), "{}", summary(""));
    }
}
