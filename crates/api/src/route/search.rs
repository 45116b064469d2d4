//! Search over people and structures.

use aiguilleur_directory::{SearchPage, SearchRequest};
use axum::{extract::State, http::HeaderMap};
use serde::Serialize;

use crate::{
    App,
    answer::{self, Outcome},
    cursor, page,
    parameters::{Given, Parameters, Params, invalid},
    problem::{Kind, Problem},
};

/// The query, and where its page begins.
pub(super) struct Asked {
    request: SearchRequest,
    cursor: Option<String>,
}

impl Parameters for Asked {
    const NAMES: &'static [&'static str] = &[
        "q",
        "type",
        "profession",
        "savoir_faire",
        "departement",
        "commune",
        "include_ended",
        "limit",
        "cursor",
        "explain",
    ];

    fn read(given: &Given) -> Result<Self, Problem> {
        let people_only = match given.text("type") {
            None => None,
            Some("professional") => Some(true),
            Some("structure") => Some(false),
            Some(_) => return Err(invalid("type", "les valeurs admises sont professional et structure")),
        };
        let request = SearchRequest {
            text: given.text("q").unwrap_or_default().to_owned(),
            people_only,
            profession: given.parsed("profession")?,
            savoir_faire: given.parsed("savoir_faire")?,
            departement: given.text("departement").map(str::to_owned),
            commune: given.text("commune").map(str::to_owned),
            include_ended: given.flag("include_ended", true)?,
            limit: given.number("limit", page::DEFAULT, 1, page::MAX)?,
            offset: 0,
            explain: given.flag("explain", false)?,
        };
        Ok(Self { request, cursor: given.text("cursor").map(str::to_owned) })
    }
}

#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    page: SearchPage,
    next: Option<String>,
}

/// `GET /v1/search`
pub(super) async fn search(
    State(app): State<App>,
    Params(Asked { mut request, cursor }): Params<Asked>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    if let Some(cursor) = cursor {
        let position = cursor::read(&snapshot, &cursor)?;
        let refuse = |_| Problem::new(Kind::INVALID_CURSOR, "Ce curseur n'a pas été donné par cette route.");
        request.offset = position.parse().map_err(refuse)?;
    }
    let page = snapshot.search(&request)?;
    let next = page.next_offset.map(|offset| cursor::make(&snapshot, &offset.to_string()));
    Ok(answer::json(&snapshot, &headers, &Found { page, next }))
}
