//! A professional, and the decisions for them.

use std::sync::Arc;

use aiguilleur_directory::{DecisionRequest, PersonHit, SharedDataView, Snapshot};
use aiguilleur_domain::IdNatPp;
use aiguilleur_resolver::{Couloir, Usage};
use axum::{Extension, extract::State, http::HeaderMap, routing::get};
use serde::Serialize;

use super::{answers, path};
use crate::{
    App,
    access::Caller,
    answer::{self, Outcome},
    extract::PathText,
    fields::{self, Selection},
    openapi::{
        Form, Link, Method, Operation, Parameter,
        schema::{Fields, codes_of},
    },
    parameters::{Given, Parameters, Params},
    problem::{Kind, Problem},
};

pub(super) const ID: Parameter = Parameter {
    name: "id",
    meaning: "RPPS, ADELI ou idNat PP, dans l'écriture que l'on a.",
    form: Form::Text,
    example: Some("99700000104"),
};

pub(super) const ONE: Operation = Operation {
    method: Method::Get,
    path: "/v1/professionals/{id}",
    id: "getProfessional",
    summary: "Un professionnel et ses situations",
    description: "Les situations en cours d'abord, puis celles qui sont terminées.",
    in_path: Some(ID),
    parameters: &[],
    bodies: &[],
    answers: answers!("Professional", "professional"),
    links: &[Link { operation: "getDecisions", parameter: "id", pointer: "/id_nat_pp" }],
    errors: &[Kind::MALFORMED_IDENTIFIER, Kind::NOT_IN_DIRECTORY, Kind::UNKNOWN_FIELD],
    handler: |_| get(one),
};

pub(super) const DECISIONS: Operation = Operation {
    method: Method::Get,
    path: "/v1/professionals/{id}/decisions",
    id: "getDecisions",
    summary: "Sur quel identifiant commander, pour chaque situation d'un professionnel",
    description: "Une décision par situation, jamais une par professionnel. `recommendation` dit si l'une d'elles \
                  peut être suivie telle quelle.",
    in_path: Some(ID),
    parameters: WANTED,
    bodies: &[],
    answers: answers!("Decided", "decisions"),
    links: &[Link { operation: "getProfessional", parameter: "id", pointer: "/professional/id_nat_pp" }],
    errors: &[Kind::MALFORMED_IDENTIFIER, Kind::NOT_IN_DIRECTORY, Kind::UNKNOWN_FIELD],
    handler: |_| get(decisions),
};

pub(super) const USAGES: Parameter = Parameter {
    name: "usages",
    meaning: "Ce à quoi le certificat doit servir ; `dmp` par défaut.",
    form: Form::SomeOf(|| codes_of!(Usage)),
    example: Some("dmp"),
};

pub(super) const COULOIR: Parameter = Parameter {
    name: "couloir",
    meaning: "Le couloir, s'il est connu ; sinon chaque situation dit le sien.",
    form: Form::OneOf(|| codes_of!(Couloir)),
    example: None,
};

pub(super) const AS_OF: Parameter = Parameter {
    name: "as_of",
    meaning: "Le jour pour lequel décider ; aujourd'hui par défaut.",
    form: Form::Date,
    example: None,
};

/// Those of the document, and `fields`, whose answers are of no schema.
const ADMITTED: &[Parameter] = &[
    USAGES,
    COULOIR,
    AS_OF,
    Parameter {
        name: "trace",
        meaning: "Dit les règles essayées et ce qui changerait la réponse.",
        form: Form::Flag(false),
        example: None,
    },
    fields::PARAMETER,
];

pub(super) const WANTED: &[Parameter] = ADMITTED.split_at(ADMITTED.len() - 1).0;

/// A professional, with the sources of the answer.
#[derive(Serialize)]
struct Professional {
    #[serde(flatten)]
    hit: PersonHit,
    data: SharedDataView,
}

/// `GET /v1/professionals/{id}`
async fn one(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PathText(id): PathText,
    Params(Selection { fields, .. }): Params<Selection<fields::Professional>>,
    headers: HeaderMap,
) -> Outcome {
    let (snapshot, ids) = (app.snapshot(), path::professional(&id)?);
    aside_when_large(&app, &caller, &Arc::clone(&snapshot), &ids.clone(), move || {
        for id in ids {
            if let Some(hit) = snapshot.professional(id)? {
                let body = Professional { hit, data: snapshot.data_view() };
                return Ok(answer::selected(&snapshot, &headers, &body, fields.as_ref()));
            }
        }
        Err(path::not_in_directory())
    })
    .await
}

/// Does `work` where it is, unless one of `ids` has so much that it would hold up the others on this thread.
async fn aside_when_large(
    app: &App,
    caller: &Caller,
    snapshot: &Snapshot,
    ids: &[IdNatPp],
    work: impl FnOnce() -> Outcome + Send + 'static,
) -> Outcome {
    for id in ids {
        if snapshot.is_large(*id)? {
            return app.work(Some(caller), work).await;
        }
    }
    work()
}

/// What a decision is wanted for, and what of it.
pub(super) struct Wanted(pub(super) DecisionRequest, pub(super) Option<Fields>);

impl Parameters for Wanted {
    const LIST: &'static [Parameter] = ADMITTED;

    fn read(given: &Given) -> Result<Self, Problem> {
        let request = DecisionRequest {
            usages: given.list("usages")?,
            couloir: given.parsed("couloir")?,
            as_of: given.date("as_of")?,
            trace: given.flag("trace", false)?,
        };
        Ok(Self(request, fields::read::<fields::Decided>(given)?))
    }
}

/// `GET /v1/professionals/{id}/decisions`
async fn decisions(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PathText(id): PathText,
    Params(Wanted(request, fields)): Params<Wanted>,
    headers: HeaderMap,
) -> Outcome {
    let (snapshot, ids) = (app.snapshot(), path::professional(&id)?);
    aside_when_large(&app, &caller, &Arc::clone(&snapshot), &ids.clone(), move || {
        for id in ids {
            if let Some(decided) = snapshot.decide_for_professional(id, &request)? {
                return Ok(answer::selected(&snapshot, &headers, &decided, fields.as_ref()));
            }
        }
        Err(path::not_in_directory())
    })
    .await
}
