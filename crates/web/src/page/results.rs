//! What a search found: the part of the search page that changes while typing.

use aiguilleur_directory::{
    Decided, FormerNameView, SearchHit, SearchPage,
    view::{CodeView, Status},
};
use aiguilleur_resolver::IdentifierKind;
use askama::Template;

use super::{
    identifier::IdentifierCard,
    number::Number,
    sign::{Notice, Sign},
};
use crate::{
    path,
    wording::{self, Tone},
};

/// What was found.
#[derive(Debug, Template)]
#[template(path = "results.html")]
pub(crate) struct Results {
    /// How many, in words.
    pub(crate) count: String,
    /// What the number is, when one was searched for.
    pub(crate) identifier: Option<IdentifierCard>,
    /// Several people bear the first name found.
    pub(crate) homonyms: Option<Notice>,
    /// No record has all the words: what was left out.
    pub(crate) relaxed: Option<Notice>,
    /// The records.
    pub(crate) hits: Vec<HitLine>,
    /// Address of the next page.
    pub(crate) next: Option<String>,
    /// Filters that narrow what was found.
    pub(crate) facets: Vec<FacetGroup>,
    /// With or without what has ended.
    pub(crate) ended: Option<FacetLink>,
}

/// The codes of one kind.
#[derive(Debug)]
pub(crate) struct FacetGroup {
    pub(crate) title: &'static str,
    pub(crate) links: Vec<FacetLink>,
}

/// The same search with one filter more or less.
#[derive(Debug)]
pub(crate) struct FacetLink {
    pub(crate) label: String,
    pub(crate) count: Option<u32>,
    pub(crate) href: String,
}

impl askama::filters::HtmlSafe for Results {}

/// A record found.
#[derive(Debug)]
pub(crate) struct HitLine {
    /// Its page.
    pub(crate) href: String,
    /// Whether it is a person; else a structure.
    pub(crate) person: bool,
    pub(crate) name: String,
    /// Profession and specialty, or category.
    pub(crate) quality: String,
    /// Where.
    pub(crate) cities: String,
    /// RPPS number, or what the structure is known by.
    pub(crate) number: Option<Number>,
    /// Former names, when one of them is what was found.
    pub(crate) former: Option<String>,
    /// What to order on, for the first hits.
    pub(crate) answer: Option<Sign>,
    /// Active or ended.
    pub(crate) status: Sign,
}

/// What to order on, in a line: the answer that holds for the record as a whole; `None` when nothing is decided.
pub(crate) fn answer(decided: &Decided) -> Option<Sign> {
    let recommended = decided.recommendation.decision.and_then(|at| decided.decisions.get(at));
    let only = if let [only] = decided.decisions.as_slice() { Some(only) } else { None };
    if let Some(view) = recommended.or(only) {
        return Some(Sign::new(Tone::of_outcome(view.decision.outcome()), view.decision.summary()));
    }
    let several = "situations ou sites, dont les réponses diffèrent : ouvrez la fiche.";
    match decided.decisions.len() {
        0 => None,
        count => Some(Sign::new(Tone::Care, format!("À choisir : {count} {several}"))),
    }
}

/// The address of a record's page.
pub(crate) fn address(hit: &SearchHit) -> String {
    match &hit.rpps {
        Some(rpps) => format!("/professionnels/{rpps}"),
        None if hit.kind == "professional" => format!("/professionnels/{}", hit.id),
        None => path::of_structure(&hit.id),
    }
}

/// The number of a record; a structure's follows the digit of its register.
fn number(hit: &SearchHit) -> Option<Number> {
    if let Some(rpps) = &hit.rpps {
        return Some(Number::new(IdentifierKind::Rpps, rpps));
    }
    let kind = match (hit.kind, hit.id.get(..1)?, hit.id.len()) {
        ("structure", "1", 10) => IdentifierKind::FinessGeographique,
        ("structure", "3", 15) => IdentifierKind::Siret,
        ("structure", "4", 15) => IdentifierKind::RppsRang,
        _ => return None,
    };
    let number = Number::new(kind, &hit.id[1..]);
    // The digit does not tell a site from a legal person.
    let label = if kind == IdentifierKind::FinessGeographique { "FINESS" } else { number.label };
    Some(Number { label, ..number })
}

/// The former names by which a person was found.
fn former(hit: &SearchHit) -> Option<String> {
    let name = |former: &FormerNameView| {
        format!("{} (jusqu'à l'extraction du {})", former.name, wording::date_fr(former.last_seen))
    };
    let names: Vec<String> = hit.former_names.iter().map(name).collect();
    (!names.is_empty()).then(|| format!("Autrefois {}", names.join(", ")))
}

impl From<&SearchHit> for HitLine {
    fn from(hit: &SearchHit) -> Self {
        let person = hit.kind == "professional";
        let mut quality: Vec<_> = hit.profession.iter().map(CodeView::text).collect();
        quality.extend(hit.savoir_faire.iter().map(CodeView::text));
        let name = if hit.name.is_empty() { format!("Structure {}", hit.id) } else { hit.name.clone() };
        Self {
            href: address(hit),
            person,
            name,
            quality: quality.join(" · "),
            cities: hit
                .structure
                .iter()
                .chain(&hit.cities)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", "),
            number: number(hit),
            former: former(hit),
            answer: None,
            status: match (hit.status, person) {
                (Status::Active, _) => Sign::new(Tone::Go, "En activité"),
                (Status::Ended, true) => Sign::new(Tone::Stop, "Activité terminée"),
                (Status::Ended, false) => Sign::new(Tone::Stop, "Fermée ou sans activité"),
                (Status::NoSituation, _) => Sign::new(Tone::Open, "Aucune situation connue"),
            },
        }
    }
}

impl Results {
    /// What `page` holds; `next` makes the address of the page that begins at an offset.
    pub(crate) fn new(
        page: &SearchPage,
        identifier: Option<IdentifierCard>,
        next: impl Fn(usize) -> String,
    ) -> Self {
        let total = usize::try_from(page.total).unwrap_or(usize::MAX);
        let at_least = if page.total_is_exact { "" } else { "au moins " };
        Self {
            count: match total {
                0 => "Aucun résultat".to_owned(),
                _ => format!("{at_least}{}", wording::counted_fr(total, "résultat")),
            },
            identifier,
            homonyms: homonyms(page.homonyms),
            relaxed: page.relaxed.clone().map(|text| Notice::new(Tone::Care, "Mots laissés de côté", text)),
            hits: page.hits.iter().map(HitLine::from).collect(),
            next: page.next_offset.map(next),
            facets: Vec::new(),
            ended: None,
        }
    }
}

fn homonyms(count: u32) -> Option<Notice> {
    (count > 1).then(|| {
        Notice::new(
            Tone::Care,
            "Homonymes",
            format!(
                "{count} personnes portent ce nom : faites préciser la profession, la ville ou le RPPS avant de \
                 répondre."
            ),
        )
    })
}
