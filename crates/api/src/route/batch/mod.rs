//! Many identifiers in one call: records or decisions out, in the same order, streamed.

mod item;
mod kits;
mod request;
mod stream;

use axum::{Extension, extract::State, http::HeaderMap, response::IntoResponse, routing::post};

use crate::{
    App,
    access::Caller,
    answer::{self, Outcome},
    extract::JsonBytes,
    openapi::{Content, Method, Operation},
    parameters::{NoParameters, Params},
    problem::Kind,
};

pub(super) use kits::{CSV as ORDERS_CSV, XLSX as ORDERS_XLSX};
use request::Batch;
use stream::{Chunks, Layout};

pub(super) const PROFESSIONALS: Operation = Operation {
    method: Method::Post,
    path: "/v1/professionals:batch",
    id: "batchProfessionals",
    summary: "Beaucoup de professionnels en un appel",
    description: "Les fiches (`record`) ou les décisions (`decided`), dans l'ordre de la demande ; un identifiant refusé n'arrête pas les \
                  autres. Avec `Accept: application/x-ndjson`, un élément par ligne, dès qu'il est prêt. Un appel \
                  compte pour un, plus un par centaine d'identifiants.",
    in_path: None,
    parameters: &[],
    bodies: &[Content::json("BatchRequest", include_str!("../../../doc/examples/batch-request.json"))],
    answers: &[Content::json("Batch", include_str!("../../../doc/examples/batch.json"))],
    links: &[],
    errors: &[
        Kind::INVALID_BODY,
        Kind::TOO_MANY_ITEMS,
        Kind::UNKNOWN_FIELD,
        Kind::BODY_TOO_LARGE,
        Kind::NOT_ACCEPTABLE,
    ],
    handler: |limits| post(professionals).layer(axum::extract::DefaultBodyLimit::max(limits.bulk_body_bytes)),
};

pub(super) const DECISIONS: Operation = Operation {
    path: "/v1/decisions:batch",
    id: "batchDecisions",
    summary: "Les décisions pour des professionnels et des structures mêlés, en un appel",
    description: "Chaque élément dit ce que l'identifiant nomme (`type`) et porte ses décisions, dans l'ordre de la \
                  demande ; un identifiant refusé n'arrête pas les autres. Avec `Accept: application/x-ndjson`, un \
                  élément par ligne. Un appel compte pour un, plus un par centaine d'identifiants.",
    bodies: &[Content::json("MixedRequest", include_str!("../../../doc/examples/mixed-request.json"))],
    answers: &[Content::json("Mixed", include_str!("../../../doc/examples/mixed.json"))],
    handler: |limits| post(decisions).layer(axum::extract::DefaultBodyLimit::max(limits.bulk_body_bytes)),
    ..PROFESSIONALS
};

/// `POST /v1/professionals:batch`
async fn professionals(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
    JsonBytes(body): JsonBytes,
) -> Outcome {
    stream(&app, &caller, &headers, Batch::read(&body, app.config().limits.bulk_ids)?)
}

/// `POST /v1/decisions:batch`
async fn decisions(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
    JsonBytes(body): JsonBytes,
) -> Outcome {
    stream(&app, &caller, &headers, Batch::read_mixed(&body, app.config().limits.bulk_ids)?)
}

fn stream(app: &App, caller: &Caller, headers: &HeaderMap, batch: Batch) -> Outcome {
    let layout = Layout::accepted(headers)?;
    caller.spend(app, batch.cost())?;
    let chunks = Chunks::new(app.clone(), caller.clone(), batch, layout);
    let tag = answer::entity_tag(chunks.snapshot());
    let mut response = chunks.into_response();
    answer::pin(&mut response, &tag);
    Ok(response)
}
