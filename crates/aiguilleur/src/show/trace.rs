//! Why an answer is what it is: the rules tried, what each found, and what would change the answer.

use std::fmt::Write;

use aiguilleur_resolver::{Check, Couloir, Step, Trace, Verdict};

/// The explanation, for people.
pub(crate) fn text(trace: &Trace) -> String {
    let mut text = "\nRègles essayées :\n".to_owned();
    for (index, situation) in trace.situations.iter().enumerate() {
        let couloir = situation.couloir.and_then(|code| code.parse().ok());
        let couloir = couloir.map_or("hors couloir", Couloir::label_fr);
        let _infallible = writeln!(text, "  situation {} ({couloir})", index + 1);
        for step in &situation.steps {
            text.push_str(&rule(step));
        }
    }
    if !trace.would_change.is_empty() {
        text.push_str("Ce qui changerait la réponse :\n");
    }
    for change in &trace.would_change {
        let _infallible = writeln!(text, "  {} : {}", change.if_fact, change.summary);
    }
    text
}

fn rule(step: &Step) -> String {
    let verdict = match step.verdict {
        Verdict::Applied => "s'applique",
        Verdict::Missed => "ne s'applique pas",
        Verdict::NotInForce => "n'est pas en vigueur ce jour-là",
    };
    let mut text = format!("    {} {verdict} : {}\n", step.rule, step.condition);
    for check in &step.checks {
        text.push_str(&fact(check));
    }
    text
}

fn fact(check: &Check) -> String {
    let mark = if check.met { "oui" } else { "non" };
    let found = match (check.found.as_deref(), check.label) {
        (Some(code), Some(label)) => format!("{label} ({code})"),
        (found, _) => found.unwrap_or("inconnu").to_owned(),
    };
    let from = match (&check.source, check.dated) {
        (Some(source), Some(dated)) => format!(", {source} du {dated}"),
        (Some(source), None) => format!(", {source}"),
        (None, _) => String::new(),
    };
    format!("      {mark} : {} = {found} (attendu : {}{from})\n", check.fact, check.wanted)
}
