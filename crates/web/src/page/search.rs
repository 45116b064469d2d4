//! The first page: the search box, and what was found.

use aiguilleur_directory::DataView;
use askama::Template;

use super::{data::Data, results::Results, shell::Shell, sign::Notice};

#[derive(Debug, Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    pub(crate) shell: Shell,
    /// What was found; absent before anything was searched for.
    pub(crate) results: Option<Results>,
    /// The data is old.
    pub(crate) stale: Option<Notice>,
    pub(crate) data: Data,
}

impl SearchPage {
    /// The page with what was found for `query`.
    pub(crate) fn new(query: &str, results: Option<Results>, data: &DataView) -> Self {
        let title =
            if query.is_empty() { "Aiguilleur".to_owned() } else { format!("{query} — Aiguilleur") };
        Self {
            shell: Shell::new(title).searching(query),
            results,
            stale: Data::stale_people(data),
            data: Data::new(data),
        }
    }
}
