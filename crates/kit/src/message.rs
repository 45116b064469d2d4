//! The message to the client: what is ordered, and what is left for them to do.

use std::fmt::Write;

use aiguilleur_directory::Decided;
use aiguilleur_resolver::{Desk, Usage};
use serde::Serialize;

use crate::{
    editeur::Editeur,
    order::Order,
    sheet::{BoxState, Sheet},
    step::{Moment, Step},
    wording::usages as joined,
};

/// A message ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Subject line, in French.
    pub subject: String,
    /// Plain text, in French.
    pub text: String,
}

/// What a message is made of.
pub(crate) struct Facts<'a> {
    pub(crate) decided: &'a Decided,
    pub(crate) orders: &'a [Order],
    pub(crate) sheets: &'a [Sheet],
    pub(crate) steps: &'a [Step],
    pub(crate) editeur: &'a Editeur,
    pub(crate) usages: &'a [Usage],
    pub(crate) subject: &'a str,
}

pub(crate) fn message(facts: &Facts<'_>) -> Message {
    let subject = format!("Certificat IGC-Santé : {}", facts.subject);
    let text = if facts.orders.is_empty() { question(facts) } else { order(facts) };
    Message { subject, text }
}

/// Nothing can be ordered yet: the question to the client, where there is one for them.
fn question(facts: &Facts<'_>) -> String {
    let contacts = || facts.decided.decisions.iter().flat_map(|view| view.decision.contacts());
    let theirs = contacts().find(|contact| contact.who == Desk::Client).or_else(|| contacts().next());
    theirs.map(|contact| contact.message.clone()).unwrap_or_default()
}

fn order(facts: &Facts<'_>) -> String {
    let mut text = format!("Bonjour,\n\nPour : {}.\n\nÀ commander :\n", joined(facts.usages));
    for order in facts.orders {
        let number =
            order.identifier.as_ref().and_then(|it| Some((it.kind.label_fr(), it.value.as_deref()?)));
        let on = number.map(|(kind, value)| format!(" sur le {kind} {value}")).unwrap_or_default();
        let count = aiguilleur_domain::counted_fr(order.certificates.len(), "certificat");
        let _infallible = writeln!(text, "- {count}{on} ({})", order.structure);
        for one in &order.certificates {
            let name = one
                .cn_proposed
                .as_ref()
                .map_or_else(|| one.cn_text.clone(), |name| format!("libre, par exemple {name}"));
            let _infallible = writeln!(
                text,
                "  · {} {}, pour {} ; nom (CN) : {name}",
                one.offer,
                one.usage,
                one.serves.join(", ")
            );
        }
    }
    text.push_str("\nCe qu'il vous reste à faire :\n");
    for (line, place) in left(facts).iter().zip(1..) {
        let _infallible = writeln!(text, "{place}. {line}");
    }
    text.push_str("\nCordialement,\n");
    if !facts.editeur.name.is_empty() {
        let _infallible = writeln!(text, "{}", facts.editeur.name);
    }
    text
}

/// What only the client can do.
fn left(facts: &Facts<'_>) -> Vec<String> {
    let at =
        |moment| facts.steps.iter().filter(move |step| step.when == moment).map(|step| step.text.clone());
    let mut lines: Vec<String> = at(Moment::Before).collect();
    let boxes = facts.sheets.iter().flat_map(Sheet::boxes_in_order);
    let mut open: Vec<&str> = Vec::new();
    for one in boxes.filter(|one| one.state == BoxState::Ask && one.code != "visa") {
        if !open.contains(&one.label.as_str()) {
            open.push(&one.label);
        }
    }
    if !open.is_empty() {
        lines.push(format!("Compléter le formulaire joint : {}.", open.join(", ")));
    }
    lines.extend(at(Moment::Declare));
    lines
}
