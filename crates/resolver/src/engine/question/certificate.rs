//! The life of a certificate: how long it is valid, when to renew, when to revoke.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::answer::reply::Reply;
use crate::answer::{Conclusion, Decision};
use crate::case::{Case, Incident};
use crate::codes::Outcome;
use crate::engine::question::answered::Answered;
use crate::engine::question::people;
use crate::rule;
use crate::rule::certificate as rules;
use crate::warning::{Warning, WarningCode};
use aiguilleur_domain::date_fr;

/// Years of validity.
const YEARS: i32 = 3;

/// Days before expiry from which renewal is called for: earlier than both notices, 30 and 60 days (A-9).
const ALERT_DAYS: i32 = 90;

/// When the certificate should expire.
pub(super) fn validity(case: &Case) -> Answered {
    let begin = case.certificate.as_ref().and_then(|certificate| certificate.not_before);
    let end = begin.and_then(|begin| begin.checked_add(YEARS.years()).ok());
    Conclusion::new(&rules::VALIDITE, Outcome::Info).answering(Reply::Validity(end)).into()
}

/// What to do with the certificate.
pub(super) fn action(case: &Case, today: Date) -> Answered {
    if let Some(incident) = case.incident {
        return incident_action(incident);
    }
    if let Some(decision) = ended_activity(case) {
        return decision.into();
    }
    match case.certificate.as_ref().and_then(|certificate| certificate.not_after) {
        Some(end) => expiry(end, today).into(),
        None => {
            let said = Conclusion::new(&rules::INCONNU, Outcome::NotCovered).warn(WarningCode::NotInSeeds);
            said.answering(Reply::Findings).into()
        }
    }
}

/// What each incident calls for. Revocation is definitive: only what the documents or the arrêté name revokes.
fn incident_action(incident: Incident) -> Answered {
    match incident {
        Incident::Perte
        | Incident::VolClePrivee
        | Incident::ErreurContenu
        | Incident::ChangementDonneeCertifiee => {
            let said = Conclusion::new(&rules::REVOQUER, Outcome::Revoke);
            said.answering(Reply::Then(Outcome::NewOrder)).into()
        }
        Incident::CessationActivite => {
            Conclusion::new(&rules::REVOQUER, Outcome::Revoke).answering(Reply::Findings).into()
        }
        Incident::ChangementServeur => {
            Conclusion::new(&rules::SERVEUR, Outcome::NewOrder).answering(Reply::Findings).into()
        }
        Incident::DepartAdministrateurTechnique
        | Incident::ChangementAdministrateurTechnique
        | Incident::ChangementEditeur => people::administrator_left(),
    }
}

/// A certificate outlives neither the activity nor the structure it was issued for.
fn ended_activity(case: &Case) -> Option<Decision> {
    let activities = case.activities.as_deref().filter(|list| !list.is_empty())?;
    let day = case.as_of.unwrap_or(Date::MAX);
    let ended = activities.iter().all(|activity| !activity.life(day).goes_on());
    let closed = activities.iter().all(|activity| {
        let structure = activity.structure.as_ref().and_then(|key| case.structures.get(key));
        structure.is_some_and(|structure| !structure.life(day).goes_on())
    });
    let code = match (ended, closed) {
        (true, _) => WarningCode::EndedActivity,
        (false, true) => WarningCode::StructureClosed,
        (false, false) => return None,
    };
    let said = Conclusion::new(&rules::REVOQUER, Outcome::Revoke).warn(code).with(&rule::ordre::ENDED);
    Some(said.answering(Reply::Findings))
}

fn expiry(end: Date, today: Date) -> Decision {
    let days = today.until(end).map_or(0, |span| span.get_days());
    let (rule, outcome, warning) = match days {
        ..0 => (&rules::EXPIRE, Outcome::NewOrder, Some(WarningCode::Expired)),
        0..=ALERT_DAYS => (&rules::RENOUVELER, Outcome::Renew, Some(WarningCode::ExpirySoon)),
        _ => (&rules::EN_COURS, Outcome::Info, None),
    };
    let mut said = Conclusion::new(rule, outcome);
    match warning {
        Some(WarningCode::ExpirySoon) => {
            let message = format!(
                "Le certificat expire dans {days} jours, le {} : le renouveler sur la plateforme IGC-Santé",
                date_fr(end)
            );
            said.push(Warning::with(WarningCode::ExpirySoon, message));
        }
        Some(code) => said.push(Warning::new(code)),
        None => {}
    }
    said.answering(Reply::DaysLeft(days))
}

#[cfg(test)]
mod tests {
    use super::Reply;
    use crate::testing::{answer, check};

    fn action(facts: &str, expect: &str, warnings: &str) {
        check(
            &format!(r#"{{"ask": "certificate_action", "as_of": "2026-01-16", {facts}}}"#),
            &[expect],
            warnings,
        );
    }

    #[test]
    fn expiry_by_day() {
        for (end, expect, warnings) in [
            ("2026-01-15", "R-VIE-EXPIRE new_order - -", "expired"),
            ("2026-01-16", "R-VIE-RENOUVELER renew - -", "expiry_soon"),
            ("2026-04-16", "R-VIE-RENOUVELER renew - -", "expiry_soon"),
            ("2026-04-17", "R-VIE-EN-COURS info - -", ""),
        ] {
            action(&format!(r#""certificate": {{"not_after": "{end}"}}"#), expect, warnings);
        }
    }

    #[test]
    fn incidents() {
        for incident in
            ["vol_cle_privee", "perte", "erreur_contenu", "changement_donnee_certifiee", "cessation_activite"]
        {
            action(&format!(r#""incident": "{incident}""#), "R-VIE-REVOQUER revoke - -", "");
        }
        for incident in
            ["depart_administrateur_technique", "changement_administrateur_technique", "changement_editeur"]
        {
            action(&format!(r#""incident": "{incident}""#), "R-VIE-AT procedure - -", "");
        }
        action(r#""incident": "changement_serveur""#, "R-VIE-SERVEUR new_order - -", "");
        action("\"incident\": null", "R-VIE-INCONNU not_covered - -", "not_in_seeds");
        let ended = r#""activities": [{"secteur": "SA07", "date_fin": "2025-01-01"}]"#;
        action(ended, "R-VIE-REVOQUER revoke - -", "ended_activity");
    }

    #[test]
    fn no_word_of_an_incident_is_guessed() {
        for text in ["évolution du logiciel", "vol", "perte de la clé", "mot de passe perdu", ""] {
            let body = serde_json::json!({"ask": "certificate_action", "incident": text}).to_string();
            let error = crate::Case::from_json(body.as_bytes()).unwrap_err().to_string();
            assert!(error.contains("incident") && error.contains("changement_editeur"), "{error}");
        }
    }

    #[test]
    fn three_years_even_from_a_leap_day() {
        let body = r#"{"ask": "certificate_validity", "certificate": {"not_before": "2024-02-29"}}"#;
        let day = "2027-02-28".parse().unwrap();
        assert_eq!(answer(body).decisions[0].reply(), &Reply::Validity(Some(day)));
    }
}
