//! Groups: a GHT and its members.

use axum::{extract::State, http::HeaderMap, routing::get};

use super::{answers, path};
use crate::{
    App,
    answer::{self, Outcome},
    extract::PathText,
    openapi::{Form, Link, Method, Operation, Parameter},
    parameters::{NoParameters, Params},
    problem::Kind,
};

pub(super) const ONE: Operation = Operation {
    method: Method::Get,
    path: "/v1/groups/{id}",
    id: "getGroup",
    summary: "Un groupement (GHT) et ses membres",
    description: "Un GHT n'a pas d'identifiant sur lequel commander : chaque entité juridique membre commande pour soi.",
    in_path: Some(Parameter {
        name: "id",
        meaning: "Numéro du groupement, tel que le donnent les structures membres.",
        form: Form::Text,
        example: Some("99000000017"),
    }),
    parameters: &[],
    bodies: &[],
    answers: answers!("Group", "group"),
    links: &[Link { operation: "getStructures", parameter: "id", pointer: "/members/0/finess_juridique" }],
    errors: &[Kind::NOT_IN_DIRECTORY],
    handler: |_| get(one),
};

/// `GET /v1/groups/{id}`
async fn one(
    State(app): State<App>,
    PathText(id): PathText,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    match snapshot.group(&id)? {
        Some(group) => Ok(answer::json(&snapshot, &headers, &group)),
        None => Err(path::not_in_directory()),
    }
}
