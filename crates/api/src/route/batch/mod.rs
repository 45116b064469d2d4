//! Many professionals in one call: identifiers in, records or decisions out, in the same order, streamed.

mod item;
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

use request::Batch;
use stream::{Chunks, Layout};

pub(super) const PROFESSIONALS: Operation = Operation {
    method: Method::Post,
    path: "/v1/professionals:batch",
    id: "batchProfessionals",
    summary: "Beaucoup de professionnels en un appel",
    description: "Les fiches ou les décisions, dans l'ordre de la demande ; un identifiant refusé n'arrête pas les \
                  autres. Avec `Accept: application/x-ndjson`, un élément par ligne, dès qu'il est prêt. Un appel \
                  compte pour un, plus un par centaine d'identifiants.",
    in_path: None,
    parameters: &[],
    bodies: &[Content {
        media_type: "application/json",
        schema: "BatchRequest",
        example: include_str!("../../../doc/examples/batch-request.json"),
    }],
    answers: &[
        Content {
            media_type: "application/json",
            schema: "Batch",
            example: include_str!("../../../doc/examples/batch.json"),
        },
        Content {
            media_type: "application/x-ndjson",
            schema: "BatchItem",
            example: include_str!("../../../doc/examples/batch-item.json"),
        },
    ],
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

/// `POST /v1/professionals:batch`
async fn professionals(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
    JsonBytes(body): JsonBytes,
) -> Outcome {
    let limits = &app.config().limits;
    let layout = Layout::accepted(&headers)?;
    let batch = Batch::read(&body, limits.bulk_ids)?;
    caller.spend(&app, batch.cost())?;
    let chunks = Chunks::new(app.clone(), batch, layout);
    let tag = answer::entity_tag(chunks.snapshot());
    let mut response = chunks.into_response();
    answer::pin(&mut response, &tag);
    Ok(response)
}
