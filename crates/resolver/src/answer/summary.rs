//! A decision in one French sentence that a support agent can read out.

use super::{Decision, Identifier, Outcome};

/// The sentence.
pub(super) fn of(decision: &Decision) -> String {
    let head = decision.outcome.label_fr();
    match decision.outcome {
        Outcome::Order => format!("Commander {}{}.", target(decision), by(decision, ", par ")),
        Outcome::OrderByStructure => {
            let who = capital(decision.orderer.map_or("la structure", super::Orderer::label_fr));
            format!("{who} commande {}, pas le professionnel.", target(decision))
        }
        Outcome::ChoiceRequired => choice(decision),
        Outcome::NotRequired => {
            let why = decision.exemption.map_or("", super::Exemption::label_fr);
            format!("{head} : {why}{}.", fallback(decision))
        }
        Outcome::CardSufficient => format!("{head} pour accéder aux services{}.", fallback(decision)),
        Outcome::NotCovered => match &decision.hint {
            Some(hint) => format!("{head} ; l'annuaire porte {}, à confirmer.", named(&hint.identifier)),
            None => format!("{head}."),
        },
        _ => match decision.warnings.first() {
            Some(warning) => format!("{head} : {}.", lower(&warning.message)),
            None => format!("{head} : {}.", lower(decision.rule.rule.decision)),
        },
    }
}

fn target(decision: &Decision) -> String {
    decision.identifier.as_ref().map_or_else(String::new, |identifier| format!("sur {}", named(identifier)))
}

fn named(identifier: &Identifier) -> String {
    let label = identifier.kind.label_fr();
    match &identifier.value {
        Some(value) => format!("le {label} {value}"),
        None => format!("le {label}"),
    }
}

fn by(decision: &Decision, joint: &str) -> String {
    decision.orderer.map_or_else(String::new, |orderer| format!("{joint}{}", orderer.label_fr()))
}

fn fallback(decision: &Decision) -> String {
    decision
        .fallback_identifier
        .as_ref()
        .filter(|identifier| identifier.value.is_some())
        .map_or_else(String::new, |identifier| {
            format!(" ; s'il en faut un tout de même, {}", named(identifier))
        })
}

fn choice(decision: &Decision) -> String {
    let offered: Vec<String> = decision
        .options
        .iter()
        .filter_map(|option| option.identifier.as_ref())
        .filter(|identifier| identifier.value.is_some())
        .map(named)
        .collect();
    let head = decision.outcome.label_fr();
    match (offered.is_empty(), &decision.identifier) {
        (false, _) => format!("{head} : {}.", offered.join(" ou ")),
        (true, Some(identifier)) => format!("{head} avant de commander sur {}.", named(identifier)),
        (true, None) => format!("{head}."),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn lower(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut chars = text.chars();
    let first = chars.next();
    match (first, chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second.is_whitespace() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
