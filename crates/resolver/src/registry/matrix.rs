//! The rules as a page: condition, decision, products, passages, scenarios, rule by rule.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::citation::Citation;
use crate::registry::rules;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, RULES_VERSION, Rule};

/// The page, in Markdown; `scenarios` names, by rule, those of the reference in whose answers it takes part.
pub fn matrix_markdown(scenarios: &BTreeMap<&str, Vec<String>>) -> String {
    let mut page = format!(
        "# Matrice des règles\n\nRègles de commande des certificats IGC-Santé, version {RULES_VERSION}. Page générée, à \
         ne pas modifier à la main.\n"
    );
    for family in Family::ALL {
        let chapter: Vec<&Rule> = rules().iter().copied().filter(|rule| rule.family == *family).collect();
        if chapter.is_empty() {
            continue;
        }
        let _ = write!(
            page,
            "\n## {}\n\n| Règle | Condition | Décision | Produits | En vigueur | Confiance | Sources | Scénarios |\n\
             |---|---|---|---|---|---|---|---|\n",
            family.label_fr()
        );
        for rule in chapter {
            row(&mut page, rule, scenarios.get(rule.id).map_or(&[], Vec::as_slice));
        }
    }
    doubts(&mut page);
    page
}

fn row(page: &mut String, rule: &Rule, scenarios: &[String]) {
    let sources: Vec<String> = rule.citations.iter().map(passage).collect();
    let products = if rule.products.is_empty() { "selon l'usage" } else { rule.products };
    let _ = writeln!(
        page,
        "| {} | {} | {} | {} | {} | {} | {} | {} |",
        rule.id,
        cell(rule.condition),
        cell(rule.decision),
        cell(products),
        validity(rule),
        rule.confidence.label_fr(),
        cell(&sources.join(" ; ")),
        scenarios.join(", ")
    );
}

fn validity(rule: &Rule) -> String {
    match (rule.valid_from, rule.valid_until) {
        (None, None) => "toujours".to_owned(),
        (Some(from), None) => format!("depuis le {from}"),
        (None, Some(until)) => format!("jusqu'au {until}"),
        (Some(from), Some(until)) => format!("du {from} au {until}"),
    }
}

/// A passage with its place; a paraphrase has no quotation marks.
fn passage(citation: &Citation) -> String {
    let (place, quote) = (citation.place(), citation.quote);
    if citation.verbatim { format!("{place} « {quote} »") } else { format!("{place} {quote}") }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn doubts(page: &mut String) {
    page.push_str("\n## Doutes\n\n| Doute | Point | Ce que fait le produit | Alerte | Sources |\n|---|---|---|---|---|\n");
    for doubt in Ambiguity::ALL {
        let codes: Vec<&str> = doubt.warnings().iter().map(|code| code.code()).collect();
        let sources: Vec<String> = doubt.citations().iter().map(passage).collect();
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            doubt.code(),
            cell(doubt.point()),
            cell(doubt.practice()),
            codes.join(", "),
            cell(&sources.join(" ; "))
        );
    }
}
