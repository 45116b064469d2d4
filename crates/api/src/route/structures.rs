//! Structures, and who practises there.

use aiguilleur_directory::{Practitioner, SharedDataView, StructureId, view::StructureView};
use axum::{extract::State, http::HeaderMap, routing::get};
use serde::Serialize;

use super::{
    answers, path,
    professionals::{WANTED, Wanted},
};
use crate::{
    App,
    answer::{self, Outcome},
    cursor,
    extract::PathText,
    fields::{self, Selection},
    openapi::{Form, Link, Method, Operation, Parameter},
    page,
    parameters::{Given, Parameters, Params},
    problem::{Kind, Problem},
};

pub(super) const ID: Parameter = Parameter {
    name: "id",
    meaning: "FINESS (EJ ou EG), SIRET, SIREN, RPPS-rang, ADELI-rang ou idNatStruct, dans l'écriture que l'on a.",
    form: Form::Text,
    example: Some("990001018"),
};

pub(super) const ONE: Operation = Operation {
    method: Method::Get,
    path: "/v1/structures/{id}",
    id: "getStructures",
    summary: "Les structures qui portent un identifiant",
    description: "Une liste, car plusieurs structures peuvent partager un SIRET.",
    in_path: Some(ID),
    parameters: &[],
    bodies: &[],
    answers: answers!("Structures", "structures"),
    links: &[
        Link { operation: "listPractitioners", parameter: "id", pointer: "/structures/0/id_nat_struct" },
        Link { operation: "getStructureDecisions", parameter: "id", pointer: "/structures/0/id_nat_struct" },
        Link { operation: "getGroup", parameter: "id", pointer: "/structures/0/groups/0/id" },
    ],
    errors: &[Kind::MALFORMED_IDENTIFIER, Kind::NOT_IN_DIRECTORY, Kind::UNKNOWN_FIELD],
    handler: |_| get(one),
};

pub(super) const DECISIONS: Operation = Operation {
    method: Method::Get,
    path: "/v1/structures/{id}/decisions",
    id: "getStructureDecisions",
    summary: "Sur quel identifiant une structure commande",
    description: "La structure est décidée comme une situation en son sein. Une entité juridique a une décision par \
                  genre de sites : la sienne si elle commande pour tous, celle de chaque site sinon.",
    in_path: Some(ID),
    parameters: WANTED,
    bodies: &[],
    answers: answers!("Decided", "structure-decisions"),
    links: &[Link {
        operation: "getStructures",
        parameter: "id",
        pointer: "/decisions/0/structure/id_nat_struct",
    }],
    errors: &[Kind::MALFORMED_IDENTIFIER, Kind::NOT_IN_DIRECTORY, Kind::UNKNOWN_FIELD],
    handler: |_| get(decisions),
};

pub(super) const PROFESSIONALS: Operation = Operation {
    method: Method::Get,
    path: "/v1/structures/{id}/professionals",
    id: "listPractitioners",
    summary: "Qui exerce dans une structure",
    description: "Par page, dans l'ordre des identifiants.",
    in_path: Some(Parameter { example: Some("499700000104007"), ..ID }),
    parameters: PAGE,
    bodies: &[],
    answers: answers!("Practitioners", "practitioners"),
    links: &[
        Link { operation: "getProfessional", parameter: "id", pointer: "/professionals/0/id" },
        Link { operation: "getDecisions", parameter: "id", pointer: "/professionals/0/id" },
    ],
    errors: &[Kind::MALFORMED_IDENTIFIER, Kind::NOT_IN_DIRECTORY, Kind::INVALID_CURSOR, Kind::CURSOR_EXPIRED],
    handler: |_| get(professionals),
};

const PAGE: &[Parameter] = &[
    Parameter {
        name: "limit",
        meaning: "Professionnels par page.",
        form: Form::Number(page::DEFAULT, 1, page::MAX),
        example: None,
    },
    page::CURSOR,
];

#[derive(Serialize)]
struct Structures {
    structures: Vec<StructureView>,
    data: SharedDataView,
}

/// `GET /v1/structures/{id}`
async fn one(
    State(app): State<App>,
    PathText(id): PathText,
    Params(Selection { fields, .. }): Params<Selection<fields::Structures>>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    for id in path::structure(&id)? {
        let found = snapshot.structures(StructureId::Known(id))?;
        if !found.is_empty() {
            let structures = found.iter().map(|known| StructureView::on(known, snapshot.today())).collect();
            let body = Structures { structures, data: snapshot.data_view() };
            return Ok(answer::selected(&snapshot, &headers, &body, fields.as_ref()));
        }
    }
    Err(path::not_in_directory())
}

/// `GET /v1/structures/{id}/decisions`
async fn decisions(
    State(app): State<App>,
    PathText(id): PathText,
    Params(Wanted(request, fields)): Params<Wanted>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    for id in path::structure(&id)? {
        if let Some(decided) = snapshot.decide_for_structure(StructureId::Known(id), &request)? {
            return Ok(answer::selected(&snapshot, &headers, &decided, fields.as_ref()));
        }
    }
    Err(path::not_in_directory())
}

/// A page of a list.
struct Page {
    limit: usize,
    cursor: Option<String>,
}

impl Parameters for Page {
    const LIST: &'static [Parameter] = PAGE;

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self {
            limit: given.number("limit", page::DEFAULT, 1, page::MAX)?,
            cursor: given.text("cursor").map(str::to_owned),
        })
    }
}

#[derive(Serialize)]
struct Practitioners {
    professionals: Vec<Practitioner>,
    next: Option<String>,
    data: SharedDataView,
}

/// `GET /v1/structures/{id}/professionals`
async fn professionals(
    State(app): State<App>,
    PathText(id): PathText,
    Params(Page { limit, cursor }): Params<Page>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    let after = cursor.map(|cursor| cursor::read(&snapshot, &cursor)).transpose()?;
    for id in path::structure(&id)? {
        if snapshot.structures(StructureId::Known(id))?.is_empty() {
            continue;
        }
        // One more than asked tells whether there is a next page.
        let mut professionals = snapshot.practitioners(&id.to_string(), after.as_deref(), limit + 1)?;
        let more = professionals.len() > limit;
        professionals.truncate(limit);
        let next = professionals.last().filter(|_| more).map(|last| cursor::make(&snapshot, &last.id));
        let body = Practitioners { professionals, next, data: snapshot.data_view() };
        return Ok(answer::json(&snapshot, &headers, &body));
    }
    Err(path::not_in_directory())
}
