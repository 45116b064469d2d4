//! Every rule with the passages it rests on, chapter by chapter: what a decision's « Pourquoi » links to.

use aiguilleur_resolver::{Ambiguity, Citation, Family, RULES_VERSION, Rule, rules};
use askama::Template;

use super::{proof::Quote, shell::Shell};
use crate::wording;

#[derive(Debug, Template)]
#[template(path = "rules.html")]
pub(crate) struct RulesPage {
    pub(crate) shell: Shell,
    /// The rule set.
    pub(crate) version: &'static str,
    /// How many rules.
    pub(crate) count: String,
    /// The chapters that hold rules, in their order.
    pub(crate) chapters: Vec<Chapter>,
    /// Where the documents disagree.
    pub(crate) doubts: Vec<Doubt>,
    /// The documents by their short key: key, title, date.
    pub(crate) documents: Vec<(&'static str, &'static str, String)>,
}

#[derive(Debug)]
pub(crate) struct Chapter {
    /// Anchor.
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) rules: Vec<RuleEntry>,
}

#[derive(Debug)]
pub(crate) struct RuleEntry {
    /// Identifier, and anchor.
    pub(crate) id: &'static str,
    pub(crate) condition: &'static str,
    pub(crate) decision: &'static str,
    /// How sure it is, and when it is in force.
    pub(crate) confidence: String,
    pub(crate) quotes: Vec<Quote>,
    /// The doubts that bear on it: anchors.
    pub(crate) doubts: Vec<&'static str>,
}

/// A point on which the documents leave a doubt.
#[derive(Debug)]
pub(crate) struct Doubt {
    /// Code, and anchor.
    pub(crate) code: &'static str,
    pub(crate) point: &'static str,
    /// What this product does.
    pub(crate) practice: &'static str,
    pub(crate) quotes: Vec<Quote>,
}

impl RulesPage {
    /// The page of every rule of the product.
    pub(crate) fn new() -> Self {
        let chapter = |family: &Family| Chapter {
            code: family.code(),
            title: family.label_fr(),
            rules: rules().iter().filter(|rule| rule.family == *family).map(|rule| entry(rule)).collect(),
        };
        let chapters = Family::ALL.iter().map(chapter).filter(|chapter| !chapter.rules.is_empty());
        Self {
            shell: Shell::new("Les règles — Aiguilleur"),
            version: RULES_VERSION,
            count: wording::counted_fr(rules().len(), "règle"),
            chapters: chapters.collect(),
            doubts: Ambiguity::ALL.iter().copied().map(Doubt::from).collect(),
            documents: documents(),
        }
    }
}

fn entry(rule: &Rule) -> RuleEntry {
    let on = |date: Option<aiguilleur_domain::Date>| date.map(wording::date_fr);
    let force = match (on(rule.valid_from), on(rule.valid_until)) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", depuis le {from}"),
        (None, Some(until)) => format!(", jusqu'au {until}"),
        (Some(from), Some(until)) => format!(", du {from} au {until}"),
    };
    RuleEntry {
        id: rule.id,
        condition: rule.condition,
        decision: rule.decision,
        confidence: format!("{}{force}", rule.confidence.label_fr()),
        quotes: rule.citations.iter().map(Quote::from).collect(),
        doubts: rule.ambiguities.iter().map(|doubt| doubt.code()).collect(),
    }
}

impl From<Ambiguity> for Doubt {
    fn from(doubt: Ambiguity) -> Self {
        Self {
            code: doubt.code(),
            point: doubt.point(),
            practice: doubt.practice(),
            quotes: doubt.citations().iter().map(Quote::from).collect(),
        }
    }
}

fn documents() -> Vec<(&'static str, &'static str, String)> {
    let mut documents: Vec<_> = Citation::all().map(|citation| citation.document).collect();
    documents.sort_by_key(|document| document.key());
    documents.dedup();
    let line = |document: aiguilleur_resolver::Document| {
        let date = document.date().map_or_else(|| "non daté".to_owned(), wording::ordinary);
        (document.key(), document.title(), date)
    };
    documents.into_iter().map(line).collect()
}
