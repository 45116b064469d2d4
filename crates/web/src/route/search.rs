//! The first page and the results inside it.

use std::sync::Arc;

use aiguilleur_directory::{Host, IdentifierView, SearchPage, SearchRequest, Snapshot};
use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect},
};

use crate::{
    failure::Failure,
    page::{self, IdentifierCard, Results},
    parameters::Parameters,
    reply::{self, Outcome},
};

/// Records shown at once: one screen, so that the first page stays light.
const SHOWN: usize = 15;

/// Longest text searched for: longer than any name with its city, profession and number.
const LONGEST: usize = 300;

struct Asked {
    text: String,
    offset: usize,
}

impl Asked {
    fn read(query: Option<&str>) -> Self {
        let parameters = Parameters::read(query);
        let text = parameters.text("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
        Self { text, offset: parameters.number("debut") }
    }

    fn found(&self, snapshot: &Snapshot) -> Result<SearchPage, Failure> {
        let request = SearchRequest {
            text: self.text.clone(),
            include_ended: true,
            limit: SHOWN,
            offset: self.offset,
            ..SearchRequest::default()
        };
        Ok(snapshot.search(&request)?)
    }

    fn results(&self, page: &SearchPage, identifier: &IdentifierView) -> Results {
        let card = is_number(identifier).then(|| IdentifierCard::new(identifier));
        Results::new(page, card, |offset| {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("q", &self.text)
                .append_pair("debut", &offset.to_string())
                .finish();
            format!("/?{query}")
        })
    }
}

/// Whether the text is a number, or was meant to be: then what is wrong with it is worth telling.
fn is_number(view: &IdentifierView) -> bool {
    let digits = view.input.chars().filter(char::is_ascii_digit).count();
    let letters = view.input.chars().filter(|c| c.is_alphabetic()).count();
    view.kind.is_some() || (digits >= 6 && letters < 3)
}

/// The only record that a pasted identifier names.
fn only_match(page: &SearchPage, identifier: &IdentifierView) -> Option<String> {
    match page.hits.as_slice() {
        [hit] if !identifier.matches.is_empty() => Some(page::address(hit)),
        _ => None,
    }
}

/// `GET /?q=…&debut=…`
pub(super) async fn page(
    State(host): State<Arc<Host>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Outcome {
    let asked = Asked::read(query.as_deref());
    let snapshot = host.snapshot();
    let data = snapshot.data_view();
    if asked.text.is_empty() {
        return reply::html(&snapshot, &headers, &page::SearchPage::new("", None, &data));
    }
    let identifier = snapshot.identify(&asked.text)?;
    let found = asked.found(&snapshot)?;
    if let Some(address) = only_match(&found, &identifier) {
        return Ok(Redirect::to(&address).into_response());
    }
    let results = asked.results(&found, &identifier);
    reply::html(&snapshot, &headers, &page::SearchPage::new(&asked.text, Some(results), &data))
}

/// `GET /fragments/resultats?q=…`: the results alone, while somebody types.
pub(super) async fn fragment(
    State(host): State<Arc<Host>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Outcome {
    let asked = Asked::read(query.as_deref());
    let snapshot = host.snapshot();
    let identifier = snapshot.identify(&asked.text)?;
    let found = asked.found(&snapshot)?;
    reply::html(&snapshot, &headers, &asked.results(&found, &identifier))
}
