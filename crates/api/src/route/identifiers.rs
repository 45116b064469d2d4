//! What an identifier is.

use axum::{extract::State, http::HeaderMap, routing::get};

use super::answers;
use crate::{
    App,
    answer::{self, Outcome},
    extract::PathText,
    openapi::{Form, Method, Operation, Parameter},
    parameters::{NoParameters, Params},
    problem::{Kind, Problem},
};

pub(super) const ONE: Operation = Operation {
    method: Method::Get,
    path: "/v1/identifiers/{value}",
    id: "checkIdentifier",
    summary: "Ce qu'est un identifiant, et si un certificat peut s'y commander",
    description: "Lit ce que les gens collent : espaces, points, chiffre de type, zéro perdu, lettre O. Chaque \
                  réparation est dite.",
    in_path: Some(Parameter {
        name: "value",
        meaning: "Un identifiant, dans l'écriture que l'on a.",
        form: Form::Text,
        example: Some("99700000104 007"),
    }),
    parameters: &[],
    bodies: &[],
    answers: answers!("Identifier", "identifier"),
    links: &[],
    errors: &[Kind::MALFORMED_IDENTIFIER],
    handler: |_| get(one),
};

/// `GET /v1/identifiers/{value}`: what cannot be read is 400, with the reason.
async fn one(
    State(app): State<App>,
    PathText(value): PathText,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    let view = snapshot.identify(&value)?;
    if view.kind.is_none() {
        return Err(Problem::new(Kind::MALFORMED_IDENTIFIER, view.orderable.message));
    }
    Ok(answer::json(&snapshot, &headers, &view))
}
