//! The routes, one file a resource; with one table of what they are and answer.

mod batch;
mod certificates;
mod changes;
mod decide;
mod documentation;
mod groups;
mod identifiers;
mod jobs;
mod kit;
mod path;
mod professionals;
mod reconcile;
mod search;
mod security;
mod sign_in;
mod status;
mod structures;

/// The one JSON body that an operation answers: the name of its schema, the file of its example.
macro_rules! answers {
    ($schema:literal, $example:literal) => {
        &[$crate::openapi::Content {
            media_type: "application/json",
            schema: $schema,
            example: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/examples/", $example, ".json")),
        }]
    };
}
use answers;

pub(crate) use sign_in::{SIGN_IN, routes as sign_in};

use axum::Router;

use crate::{
    App,
    config::Limits,
    openapi::Operation,
    problem::{Kind, Problem},
};

/// Version 1 of the API: each operation is a route, a check of its parameters and a page of the document.
pub(crate) const OPERATIONS: &[Operation] = &[
    professionals::ONE,
    professionals::DECISIONS,
    kit::PROFESSIONAL,
    batch::PROFESSIONALS,
    batch::DECISIONS,
    batch::ORDERS_CSV,
    batch::ORDERS_XLSX,
    structures::ONE,
    structures::DECISIONS,
    kit::STRUCTURE,
    structures::PROFESSIONALS,
    groups::ONE,
    identifiers::ONE,
    search::SEARCH,
    decide::DECIDE,
    reconcile::RECONCILE,
    jobs::SUBMIT,
    jobs::ONE,
    jobs::CANCEL,
    jobs::RESULT,
    certificates::INSPECT,
    changes::CHANGES,
    changes::FILE,
    changes::FEED,
    status::STATUS,
];

/// Where client files are handed in, which takes its time.
pub(crate) const UPLOAD: &str = jobs::SUBMIT.path;

/// The routes of version 1, and the pages that explain them.
pub(crate) fn version_1(limits: &Limits) -> Router<App> {
    let routes = OPERATIONS
        .iter()
        .fold(Router::new(), |router, operation| router.route(operation.path, (operation.handler)(limits)));
    routes
        .merge(documentation::routes())
        .merge(security::routes())
        .merge(crate::reconciliation::routes())
        .merge(crate::fhir::routes())
}

/// The answer where no route is.
pub(crate) async fn nowhere() -> Problem {
    Problem::new(Kind::NO_ROUTE, "Aucune ressource à cette adresse ; voir /docs.")
}

/// The answer where the route has another method.
pub(crate) async fn other_method() -> Problem {
    Problem::new(Kind::METHOD_NOT_ALLOWED, "Cette ressource n'admet pas cette méthode ; voir /docs.")
}
