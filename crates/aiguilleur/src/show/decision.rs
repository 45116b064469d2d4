//! Decisions: each situation, what to do, on what, and why.

use std::fmt::Write;

use aiguilleur_directory::{
    Decided, DecisionView,
    view::{ProfessionalView, SituationView, Status, StructureView},
};
use aiguilleur_resolver::{ABSENCE, Contact, Form, Product, Proposal, Severity, Warning, purpose_fr};

/// The decisions, for people.
pub(crate) fn text(decided: &Decided) -> String {
    let mut text = String::new();
    if let Some(professional) = &decided.professional {
        text.push_str(&heading(professional));
    }
    for (index, view) in decided.decisions.iter().enumerate() {
        let _infallible = write!(text, "\n{}. {}", index + 1, decision(view));
    }
    for warning in &decided.warnings {
        let _infallible = writeln!(text, "\n{}", warned(warning));
    }
    if !decided.forms.is_empty() {
        text.push_str("\nFormulaires :\n");
        for form in &decided.forms {
            let _infallible = writeln!(text, "  {}", form_line(form));
        }
    }
    if let Some(trace) = &decided.trace {
        text.push_str(&super::trace::text(trace));
    }
    let mut sources: Vec<String> = decided
        .data
        .sources
        .iter()
        .map(|source| {
            let dated = source.dated.map_or_else(|| "sans date".to_owned(), |date| date.to_string());
            format!("{} {dated}", source.name)
        })
        .collect();
    sources.dedup();
    let _infallible =
        writeln!(text, "\nDonnées : {} (génération {})", sources.join(", "), decided.data.generation);
    text
}

fn heading(professional: &ProfessionalView) -> String {
    let skills: Vec<String> = professional.savoir_faire.iter().map(ToString::to_string).collect();
    let profession = professional.profession.as_ref().map(ToString::to_string).unwrap_or_default();
    let skills = if skills.is_empty() { String::new() } else { format!(", {}", skills.join(", ")) };
    format!(
        "{} {} — {profession}{skills}\nidNat PP {}\n",
        professional.given_name, professional.family_name, professional.id_nat_pp
    )
}

fn decision(view: &DecisionView) -> String {
    let mut text = String::new();
    let situation = view.situation.as_ref().map(situation).unwrap_or_default();
    let structure = view.structure.as_ref().map(structure).unwrap_or_default();
    let _infallible = writeln!(text, "{}", [situation, structure].join(" — ").trim_matches([' ', '—']));
    let decision = &view.decision;
    let _infallible = writeln!(text, "   → {}", decision.summary());
    for product in decision.products() {
        let _infallible = writeln!(text, "     {}", product_line(product));
    }
    if let Some(count) = decision.certificates().filter(|_| !decision.products().is_empty()) {
        let _infallible = writeln!(text, "     certificats à commander : {count}");
    }
    for option in decision.options() {
        let _infallible = writeln!(text, "     au choix : {}", proposal(option));
    }
    for alternative in decision.alternatives() {
        let _infallible = writeln!(text, "     sinon : {}", proposal(alternative));
    }
    for (word, needed) in
        [("il manque", &decision.needs().missing), ("à vérifier", &decision.needs().unknown)]
    {
        for prerequisite in needed {
            let _infallible = writeln!(text, "     {word} : {}", prerequisite.label_fr());
        }
    }
    for warning in decision.warnings() {
        let _infallible = writeln!(text, "   {}", warned(warning));
    }
    let rule = decision.rule();
    let _infallible = writeln!(text, "   règle {} ({})", rule.rule.id, rule.rule.confidence.label_fr());
    for citation in rule.carrying() {
        let quote =
            if citation.verbatim { format!("« {} »", citation.quote) } else { citation.quote.to_owned() };
        let _infallible = writeln!(text, "     {quote}\n       {}", citation.document.title());
    }
    for contact in decision.contacts() {
        text.push_str(&asked(contact));
    }
    text
}

fn product_line(product: &Product) -> String {
    let cn = product.cn.value.map(|value| format!(", nom {value}")).unwrap_or_default();
    let purpose = purpose_fr(product.purpose);
    format!("certificat {} : {} {} pour {purpose}{cn}", product.set, product.offer, product.usage)
}

/// The contacts and the message to send, indented so that it can be copied.
fn asked(contact: &Contact) -> String {
    let ways: Vec<&str> = [contact.email, contact.phone, contact.url].into_iter().flatten().collect();
    let mut text = format!("   à qui demander : {}", contact.who.label_fr());
    if !ways.is_empty() {
        let _infallible = write!(text, " ({})", ways.join(", "));
    }
    text.push_str(" :\n");
    for line in contact.message.lines() {
        let _infallible = writeln!(text, "     | {line}");
    }
    text
}

fn situation(view: &SituationView) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(view.secteur_activite.as_ref().map(ToString::to_string));
    parts.extend(view.mode_exercice.as_ref().map(ToString::to_string));
    parts.extend(view.fonction.as_ref().map(|fonction| format!("fonction {fonction}")));
    parts.extend(view.began_on.map(|on| format!("depuis le {on}")));
    parts.extend(view.ends_on.map(|on| format!("fin prévue le {on}")));
    if view.status == Status::Ended {
        parts.push(match (view.ended_on, view.ended_source.as_deref()) {
            (Some(on), _) => format!("terminée le {on}"),
            (None, Some(ABSENCE)) => {
                format!("n'apparaît plus (vue pour la dernière fois le {})", view.last_seen)
            }
            _ => "terminée".to_owned(),
        });
    }
    parts.extend(view.ended_reason.as_ref().map(|reason| format!("motif {reason}")));
    parts.join(", ")
}

fn structure(view: &StructureView) -> String {
    let place = [view.address.postcode.as_str(), view.address.city.as_str()].join(" ");
    [view.name.as_str(), place.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn warned(warning: &Warning) -> String {
    let mark = match warning.severity {
        Severity::Error => "ERREUR",
        Severity::Warning => "attention",
        Severity::Info => "à savoir",
    };
    format!("{mark} [{}] {}", warning.code, warning.message)
}

fn proposal(proposal: &Proposal) -> String {
    let orderer = proposal.orderer.map(|orderer| format!(", {}", orderer.label_fr())).unwrap_or_default();
    let number = proposal.identifier.as_ref().map(|identifier| {
        format!("{} {}", identifier.kind.label_fr(), identifier.value.as_deref().unwrap_or("à retrouver"))
    });
    let place = [&proposal.name, &proposal.town].into_iter().flatten().map(|text| format!(", {text}"));
    let place: String = place.collect();
    format!("{}{place}{orderer} ({})", number.unwrap_or_default(), proposal.condition)
}

fn form_line(form: &Form) -> String {
    let mut parts = vec![form.title.to_owned()];
    parts.extend(form.denomination.as_ref().map(|name| format!("dénomination {name}")));
    parts.extend(form.finess.as_ref().map(|finess| format!("FINESS {finess}")));
    parts.extend(form.siret.as_ref().map(|siret| format!("SIRET {siret}")));
    if !form.rpps_rang.is_empty() {
        parts.push(format!("RPPS-rang {}", form.rpps_rang.join(", ")));
    }
    if form.case == Some("officine") {
        let administers = form.fields.iter().find(|field| field.section == "4.1");
        parts.extend(administers.map(|field| format!("administrateur technique : {}", field.instruction)));
    }
    parts.extend(form.signatory.map(|signatory| format!("signé par : {}", signatory.label_fr())));
    parts.extend(form.online.iter().map(|online| format!("ou en ligne : {} ({})", online.name, online.url)));
    parts.join(" ; ")
}
