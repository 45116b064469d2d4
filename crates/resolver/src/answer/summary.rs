//! A decision in one French sentence that a support agent can read out.

use crate::answer::{Decision, Identifier, Proposal};
use crate::case::Origin;
use crate::codes::Outcome;
use crate::rule::Family;

/// The rule that says what a card does not suffice for.
const MODE_AIR: &str = "R-VIL-AIR";

/// The sentence.
pub(crate) fn of(decision: &Decision, origin: Origin) -> String {
    let head = decision.outcome().label_fr();
    match decision.outcome() {
        Outcome::Order => format!("Commander {}{}.", target(decision), by(decision, ", par ")),
        Outcome::OrderByStructure => {
            let who = capital(decision.orderer().map_or("la structure", crate::codes::Orderer::label_fr));
            format!("{who} commande {}, pas le professionnel.", target(decision))
        }
        Outcome::ChoiceRequired => choice(decision),
        Outcome::NotRequired => {
            let why = decision
                .order()
                .and_then(|order| order.exemption)
                .map_or("", crate::codes::Exemption::label_fr);
            format!("{head} : {why}{}.", fallback(decision))
        }
        Outcome::CardSufficient => {
            let air = decision.rule().completed_by.iter().any(|rule| rule.id == MODE_AIR);
            let except = if air { ", sauf pour un logiciel en mode AIR" } else { "" };
            format!("{head} pour accéder aux services{except}{}.", fallback(decision))
        }
        Outcome::NotCovered => match decision.hint() {
            Some(hint) => {
                format!("{head} ; {} {}, à confirmer.", states(origin), named(&hint.identifier))
            }
            None => format!("{head}."),
        },
        _ => {
            let said =
                decision.warnings().first().map_or(decision.rule().rule.decision, |warning| &warning.message);
            format!("{}. {}.", head_of(decision), said.trim_end_matches('.'))
        }
    }
}

/// Who says that the structure bears a number.
const fn states(origin: Origin) -> &'static str {
    match origin {
        Origin::Directory => "l'annuaire porte",
        Origin::Statement => "la demande indique",
    }
}

/// The outcome in words; a form or a certificate that is refused is not an order.
fn head_of(decision: &Decision) -> &'static str {
    let order = !matches!(decision.rule().rule.family, Family::Lifecycle | Family::F413);
    if decision.outcome() == Outcome::Blocked && !order {
        "Irrecevable en l'état"
    } else {
        decision.outcome().label_fr()
    }
}

fn target(decision: &Decision) -> String {
    decision.identifier().map_or_else(String::new, |identifier| format!("sur {}", named(identifier)))
}

fn named(identifier: &Identifier) -> String {
    let label = identifier.kind.label_fr();
    match &identifier.value {
        Some(value) => format!("le {label} {value}"),
        None => format!("le {label}"),
    }
}

fn by(decision: &Decision, joint: &str) -> String {
    decision.orderer().map_or_else(String::new, |orderer| format!("{joint}{}", orderer.label_fr()))
}

fn fallback(decision: &Decision) -> String {
    decision
        .fallback_identifier()
        .filter(|identifier| identifier.value.is_some())
        .map_or_else(String::new, |identifier| {
            format!(" ; s'il en faut un tout de même, {}", named(identifier))
        })
}

/// Options named in the sentence; beyond, a list is read, not a sentence.
const SHOWN: usize = 6;

fn choice(decision: &Decision) -> String {
    let mut offered: Vec<String> = decision.options().iter().take(SHOWN).map(offer).collect();
    if decision.options().len() > SHOWN {
        offered.push(format!("un des {} autres", decision.options().len() - SHOWN));
    }
    let head = decision.outcome().label_fr();
    if let ([only], [sole]) = (offered.as_slice(), decision.options()) {
        return format!("Une personne doit confirmer : {only} ({}).", sole.condition);
    }
    match (offered.is_empty(), decision.identifier()) {
        (false, _) => format!("{head} : {}.", offered.join(" ou ")),
        (true, Some(identifier)) => format!("{head} avant de commander sur {}.", named(identifier)),
        (true, None) => format!("{head}."),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What a person may choose: who orders and on what, as far as that is known.
fn offer(option: &Proposal) -> String {
    match (option.orderer, &option.identifier) {
        (Some(orderer), Some(identifier)) => format!("{} sur {}", orderer.label_fr(), named(identifier)),
        (Some(orderer), None) => format!("{} sur son identifiant", orderer.label_fr()),
        (None, Some(identifier)) => format!("{}{}", named(identifier), place(option)),
        (None, None) => String::new(),
    }
}

/// « (BIO CENTRE, AUTUN) ».
fn place(option: &Proposal) -> String {
    let parts: Vec<&str> = [&option.name, &option.town].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
