//! Why a decision is what it is: the rule, the passages it rests on, the doubts, the facts.

use aiguilleur_resolver::{Citation, Decision};
use askama::Template;

use crate::wording;

/// The reasons of a decision.
#[derive(Debug, Template)]
#[template(path = "proof.html")]
pub(crate) struct Proof {
    /// Identifier of the rule.
    pub(crate) rule: &'static str,
    /// How sure it is.
    pub(crate) confidence: &'static str,
    /// When it applies.
    pub(crate) condition: &'static str,
    /// The first passages of the deciding rule.
    pub(crate) quotes: Vec<Quote>,
    /// The others, then those of the rules that completed it.
    /// Those of one document together.
    pub(crate) more: Vec<Vec<Quote>>,
    /// How many these are.
    pub(crate) more_count: usize,
    /// The rules that completed it.
    pub(crate) completed_by: Vec<&'static str>,
    /// Where the documents disagree, and what is done about it.
    pub(crate) doubts: Vec<(&'static str, &'static str)>,
    /// Where the facts come from: fact, source, date.
    pub(crate) evidence: Vec<(String, String, String)>,
}

impl askama::filters::HtmlSafe for Proof {}

/// A passage of a document.
#[derive(Debug)]
pub(crate) struct Quote {
    /// The words.
    pub(crate) text: &'static str,
    /// Whether they are the document's own.
    pub(crate) verbatim: bool,
    pub(crate) document: &'static str,
    /// Its short key, by which the page of the rules lists it.
    pub(crate) key: &'static str,
    /// Where in it.
    pub(crate) place: String,
    /// Its date, in words.
    pub(crate) date: String,
}

impl From<&Citation> for Quote {
    fn from(citation: &Citation) -> Self {
        Self {
            text: citation.quote,
            verbatim: citation.verbatim,
            document: citation.document.title(),
            key: citation.document.key(),
            place: citation.place(),
            date: citation.document.date().map_or_else(|| "non daté".to_owned(), wording::ordinary),
        }
    }
}

/// The passages of each document together, documents in the order of their first passage.
fn by_document(citations: &[&'static Citation]) -> Vec<Vec<Quote>> {
    let mut groups: Vec<Vec<Quote>> = Vec::new();
    for quote in citations.iter().copied().map(Quote::from) {
        match groups.iter_mut().find(|group| group[0].document == quote.document) {
            Some(group) => group.push(quote),
            None => groups.push(vec![quote]),
        }
    }
    groups
}

/// The passages already shown on a page: its decisions share most of them.
#[derive(Debug, Default)]
pub(crate) struct Shown(Vec<&'static Citation>);

impl Shown {
    /// Those of `citations` that are new.
    fn news(&mut self, citations: &[&'static Citation]) -> Vec<&'static Citation> {
        let mut new = Vec::new();
        for citation in citations.iter().copied() {
            if !self.0.contains(&citation) {
                self.0.push(citation);
                new.push(citation);
            }
        }
        new
    }
}

impl Proof {
    /// The reasons of `decision`. Passages already in `page` are not repeated, except the first ones.
    pub(crate) fn new(decision: &Decision, page: &mut Shown) -> Self {
        let own = decision.rule().rule;
        let shown = decision.rule().carrying();
        // Whole sentences: the part of one that a rule rests on reads as a fragment.
        let cited = decision.rule().citations().into_iter().map(Citation::whole);
        let others: Vec<_> = cited.filter(|citation| !shown.contains(citation)).collect();
        let fact = |e: &aiguilleur_resolver::Evidence| {
            let dated = e.dated.map_or_else(|| "sans date".to_owned(), wording::date_fr);
            (wording::fact(e.fact), wording::source(&e.source).to_owned(), dated)
        };
        let more = page.news(&others);
        Self {
            rule: own.id,
            confidence: own.confidence.label_fr(),
            condition: own.condition,
            quotes: shown.iter().copied().map(Quote::from).collect(),
            more_count: more.len(),
            more: by_document(&more),
            completed_by: decision.rule().completed_by.iter().map(|rule| rule.id).collect(),
            doubts: decision.rule().ambiguities().iter().map(|a| (a.point(), a.practice())).collect(),
            evidence: decision.evidence().iter().map(fact).collect(),
        }
    }
}
