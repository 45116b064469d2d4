//! The routes of the service.

use std::collections::BTreeMap;

use aiguilleur_directory::Snapshot;
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    candidate::candidates,
    entity::Kind as EntityKind,
    extend::Extend,
    manifest::{MAX_QUERIES, manifest},
    preview,
    property::Property,
    query::{Query, WireQuery},
    suggest,
};
use crate::{
    App,
    access::Caller,
    answer::Outcome,
    extract,
    problem::{Kind, Problem},
    work::Deadline,
};

/// Queries or entities that cost as much as one request.
const PER_REQUEST: usize = 20;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/reconcile", get(asked).post(posted))
        .route("/reconcile/", get(asked).post(posted))
        .route("/reconcile/suggest/entity", get(suggest_entity))
        .route("/reconcile/suggest/type", get(suggest_type))
        .route("/reconcile/suggest/property", get(suggest_property))
        .route("/reconcile/properties", get(properties))
        .route("/reconcile/preview", get(shown))
        .route("/reconcile/flyout/entity", get(flyout))
}

/// A form's or a query's values, by name; what clients send beside what we read is their affair.
struct Given(BTreeMap<String, String>);

impl Given {
    fn read(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.0.get(name).filter(|text| !text.is_empty()) else { return Ok(None) };
        let refuse = |error| Problem::new(Kind::INVALID_BODY, format!("« {name} » : {error}."));
        serde_json::from_str(text).map(Some).map_err(refuse)
    }
}

/// `GET /reconcile`: the manifest, or queries, or an extension.
async fn asked(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Extension(deadline): Extension<Deadline>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Outcome {
    let given = Given::read(query.unwrap_or_default().as_bytes());
    let answered = answer(&app, &caller, deadline, &given)?;
    Ok(answered.unwrap_or_else(|| Json(manifest(&headers, app.config().asks_for_keys())).into_response()))
}

/// `POST /reconcile`: the same in a form.
async fn posted(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Extension(deadline): Extension<Deadline>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Outcome {
    let body = body?;
    extract::without_key(&body)?;
    let given = Given::read(&body);
    let answered = answer(&app, &caller, deadline, &given)?;
    Ok(answered.unwrap_or_else(|| Json(manifest(&headers, app.config().asks_for_keys())).into_response()))
}

/// What was asked for, if anything was.
fn answer(
    app: &App,
    caller: &Caller,
    deadline: Deadline,
    given: &Given,
) -> Result<Option<Response>, Problem> {
    let snapshot = app.snapshot();
    let spend = |count: usize| {
        caller.spend(app, u32::try_from(count / PER_REQUEST).unwrap_or(u32::MAX)).map(|_remaining| ())
    };
    if let Some(queries) = given.json::<BTreeMap<String, WireQuery>>("queries")? {
        spend(queries.len())?;
        return Ok(Some(Json(reconciled(&snapshot, queries, deadline)?).into_response()));
    }
    if let Some(extend) = given.json::<Extend>("extend")? {
        spend(extend.count())?;
        return Ok(Some(Json(extend.answer(&snapshot)?).into_response()));
    }
    Ok(None)
}

/// The candidates of each query.
fn reconciled(
    snapshot: &Snapshot,
    queries: BTreeMap<String, WireQuery>,
    deadline: Deadline,
) -> Result<Value, Problem> {
    if queries.len() > MAX_QUERIES {
        let detail = format!("Au plus {MAX_QUERIES} questions par appel.");
        return Err(Problem::new(Kind::TOO_MANY_ITEMS, detail));
    }
    let mut answers = serde_json::Map::new();
    for (name, query) in queries {
        deadline.check()?;
        let (result, _steps) = candidates(snapshot, &Query::from(query))?;
        answers.insert(name, json!({ "result": result }));
    }
    Ok(Value::Object(answers))
}

/// `GET /reconcile/suggest/entity?prefix=&cursor=`
async fn suggest_entity(State(app): State<App>, RawQuery(query): RawQuery) -> Outcome {
    let given = Given::read(query.unwrap_or_default().as_bytes());
    let offset = given.text("cursor").parse().unwrap_or(0);
    Ok(Json(suggest::entities(&app.snapshot(), given.text("prefix"), offset)?).into_response())
}

/// `GET /reconcile/suggest/type?prefix=`
async fn suggest_type(RawQuery(query): RawQuery) -> Json<Value> {
    Json(suggest::types(Given::read(query.unwrap_or_default().as_bytes()).text("prefix")))
}

/// `GET /reconcile/suggest/property?prefix=`
async fn suggest_property(RawQuery(query): RawQuery) -> Json<Value> {
    Json(suggest::properties(Given::read(query.unwrap_or_default().as_bytes()).text("prefix")))
}

/// `GET /reconcile/properties?type=&limit=`
async fn properties(RawQuery(query): RawQuery) -> Json<Value> {
    let given = Given::read(query.unwrap_or_default().as_bytes());
    let (id, limit) = (given.text("type"), given.text("limit").parse().unwrap_or(usize::MAX));
    let listed: Vec<_> = Property::list(EntityKind::of(id)).take(limit).collect();
    Json(json!({ "type": id, "limit": listed.len(), "properties": listed }))
}

/// `GET /reconcile/preview?id=`
async fn shown(State(app): State<App>, RawQuery(query): RawQuery) -> Outcome {
    let given = Given::read(query.unwrap_or_default().as_bytes());
    let fragment = preview::fragment(&app.snapshot(), given.text("id"))?;
    Ok(preview::page(&fragment.ok_or_else(absent)?))
}

/// `GET /reconcile/flyout/entity?id=`
async fn flyout(State(app): State<App>, RawQuery(query): RawQuery) -> Outcome {
    let given = Given::read(query.unwrap_or_default().as_bytes());
    let fragment = preview::fragment(&app.snapshot(), given.text("id"))?.ok_or_else(absent)?;
    Ok(Json(json!({ "id": given.text("id"), "html": fragment })).into_response())
}

fn absent() -> Problem {
    Problem::new(Kind::NOT_IN_DIRECTORY, "Aucune entité de cet identifiant.")
}
