//! A whole answer as text: what is pasted into a mail or a client's record.

use std::fmt::Write;

use aiguilleur_directory::{DataView, DecisionView};
use aiguilleur_resolver::Usage;

use crate::wording;

/// An address that opens the reader's mail program.
pub(crate) fn mail(to: Option<&str>, subject: &str, body: &str) -> String {
    // A mail program takes a plus for a plus.
    let written =
        |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let subject = if subject.is_empty() { String::new() } else { format!("subject={}&", written(subject)) };
    format!("mailto:{}?{subject}body={}", to.unwrap_or_default(), written(body))
}

/// The answer of `view`: who, what for, what to do, on which number, with which certificates, why, on what data.
pub(crate) fn answer(owner: &str, view: &DecisionView, usages: &[Usage], data: &DataView) -> String {
    let decision = &view.decision;
    let mut text = String::new();
    let mut say = |line: String| {
        let _infallible = writeln!(text, "{line}");
    };
    let structure = view.structure.as_ref().map(|it| format!("{} {}", it.name, it.address.city));
    let structure =
        structure.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty() && name != owner);
    say([Some(owner.to_owned()), structure].into_iter().flatten().collect::<Vec<_>>().join(" — "));
    say(format!("Pour : {}.", wording::usages(usages)));
    say(decision.summary().to_owned());
    if let Some(id) = decision.identifier().and_then(|it| it.id_nat_struct.as_deref()) {
        say(format!("Sur la plateforme IGC-Santé et dans le certificat : {id}."));
    }
    for warning in decision.warnings() {
        say(format!("- {}.", warning.message.trim_end_matches('.')));
    }
    for product in decision.products() {
        let purpose = aiguilleur_resolver::purpose_fr(product.purpose);
        say(format!(
            "Certificat {} {}, {purpose}, nom (CN) : {}.",
            product.offer,
            product.usage,
            product.cn.text_fr()
        ));
    }
    for citation in decision.rule().carrying() {
        say(format!("« {} » ({}, {})", citation.quote, citation.document.title(), citation.place()));
    }
    let people = data.sources.iter().filter_map(|source| source.dated).max();
    let dated = people.map(|on| format!(", données du {}", wording::date_fr(on))).unwrap_or_default();
    say(format!("Règle {}{dated}.", decision.rule().rule.id));
    text
}
