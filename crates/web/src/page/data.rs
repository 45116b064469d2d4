//! The sources of an answer, their dates and their ages.

use aiguilleur_directory::{DataView, SourceStatus};
use askama::Template;

use super::sign::Notice;
use crate::wording::{self, Tone};

/// The sources of an answer.
#[derive(Debug, Template)]
#[template(path = "data.html")]
pub(crate) struct Data {
    pub(crate) generation: String,
    /// The rule set.
    pub(crate) rules: &'static str,
    /// Each source once, the newest of its files.
    pub(crate) sources: Vec<SourceLine>,
    /// The sources that would add to the answer, and were not imported.
    pub(crate) absent: Vec<&'static str>,
}

impl askama::filters::HtmlSafe for Data {}

#[derive(Debug)]
pub(crate) struct SourceLine {
    /// Its name for people.
    pub(crate) name: String,
    /// Its date.
    pub(crate) dated: String,
    pub(crate) age: String,
    /// Whether that is too old.
    pub(crate) stale: bool,
}

impl SourceLine {
    /// Invented data has no age worth telling.
    fn new(source: &SourceStatus, invented: bool) -> Self {
        let age = source.age_days.filter(|_| !invented);
        Self {
            name: wording::source(&source.name).to_owned(),
            dated: source.dated.map_or_else(|| "sans date".to_owned(), wording::date_fr),
            age: age.map(wording::age).unwrap_or_default(),
            stale: source.stale == Some(true) && !invented,
        }
    }
}

impl Data {
    /// The sources of `view`.
    pub(crate) fn new(view: &DataView) -> Self {
        let mut seen: Vec<&SourceStatus> = Vec::new();
        for source in &view.sources {
            if !seen.iter().any(|known| known.name == source.name && known.dated == source.dated) {
                seen.push(source);
            }
        }
        Self {
            generation: view.generation.clone(),
            rules: view.rules,
            sources: seen.into_iter().map(|source| SourceLine::new(source, view.invented)).collect(),
            absent: view.absent.iter().map(|name| wording::source(name)).collect(),
        }
    }

    /// The warning that the directory of people is old: every answer depends on it.
    pub(crate) fn stale_people(view: &DataView) -> Option<Notice> {
        if view.invented {
            return None;
        }
        let people = view.sources.iter().filter(|s| s.name == "PS_LibreAcces_Personne_activite");
        let newest = people.min_by_key(|source| source.age_days.unwrap_or(i64::MAX))?;
        let days = newest.age_days?;
        (newest.stale == Some(true)).then(|| {
            Notice::new(
                Tone::Care,
                "Données anciennes",
                format!(
                    "L'extraction de l'Annuaire Santé date de {days} jours : une activité a pu commencer ou finir \
                     depuis."
                ),
            )
        })
    }
}
