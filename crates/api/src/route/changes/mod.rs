//! What changed: as JSON pages, as one CSV, as an Atom feed.

mod atom;
mod csv;
mod form;

use std::str::FromStr as _;

use aiguilleur_directory::GenerationId;
use aiguilleur_directory::{
    Snapshot,
    changes::{Change, ChangeKind, Feed, Position, Publication, SinceError},
};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
    routing::get,
};
use serde::Serialize;

use crate::{
    App,
    answer::{self, Outcome},
    cursor,
    openapi::{Content, Form, Link, Method, Operation, Parameter},
    page,
    parameters::{Given, Parameters, Params, invalid},
    problem::{Kind, Problem},
};
use form::Layout;

/// Changes of a page, unless the caller says otherwise: some thousands come each day.
const PAGE: usize = 100;
/// Changes of the largest page.
const LARGEST_PAGE: usize = 1000;

pub(super) const CHANGES: Operation = Operation {
    method: Method::Get,
    path: "/v1/changes",
    id: "listChanges",
    summary: "Ce qui a changé depuis une génération",
    description: "Situations commencées, terminées, déplacées ; identifiants modifiés ; structures ouvertes, \
                  fermées, rouvertes, renommées, devenues SCM. `since` est une génération que l'on a déjà lue \
                  (`data.generation` d'une réponse) : les changements de toutes celles publiées depuis se suivent, \
                  de la plus ancienne à la plus récente. Sans `since`, ceux de la dernière publication. Une \
                  génération annulée n'est pas racontée. En un seul fichier : `/v1/changes.csv` ; en flux : \
                  `/v1/changes.atom`.",
    in_path: None,
    parameters: PARAMETERS,
    bodies: &[],
    answers: &[Content {
        media_type: "application/json",
        schema: "Changes",
        example: include_str!("../../../doc/examples/changes.json"),
    }],
    links: &[Link { operation: "listChanges", parameter: "cursor", pointer: "/next" }],
    errors: ERRORS,
    handler: |_| get(changes),
};

pub(super) const FILE: Operation = Operation {
    path: "/v1/changes.csv",
    id: "exportChanges",
    summary: "Ce qui a changé, en un seul fichier CSV",
    description: "Tous les changements, une ligne chacun ; `limit` est sans objet.",
    answers: &[Content {
        media_type: "text/csv",
        schema: "ChangesText",
        example: include_str!("../../../doc/examples/changes-csv.json"),
    }],
    links: &[],
    handler: |_| get(file),
    ..CHANGES
};

pub(super) const FEED: Operation = Operation {
    path: "/v1/changes.atom",
    id: "followChanges",
    summary: "Ce qui a changé, en flux Atom",
    description: "Le même flux que `/v1/changes` avec `Accept: application/atom+xml`, pour un lecteur de flux.",
    answers: &[ATOM],
    links: &[],
    handler: |_| get(feed),
    ..CHANGES
};

const ATOM: Content = Content {
    media_type: "application/atom+xml",
    schema: "ChangesText",
    example: include_str!("../../../doc/examples/changes-atom.json"),
};

const ERRORS: &[Kind] = &[
    Kind::UNKNOWN_GENERATION,
    Kind::CHANGES_GONE,
    Kind::INVALID_CURSOR,
    Kind::CURSOR_EXPIRED,
    Kind::NOT_ACCEPTABLE,
];

const PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "since",
        meaning: "La génération à partir de laquelle on veut savoir ; par défaut, celle que la génération servie a remplacée.",
        form: Form::Generation,
        example: None,
    },
    Parameter {
        name: "kind",
        meaning: "Seulement les changements de ce genre.",
        form: Form::OneOf(|| ChangeKind::ALL.map(ChangeKind::code).to_vec()),
        example: None,
    },
    Parameter {
        name: "limit",
        meaning: "Changements par page ; sans objet pour le CSV, qui les donne tous.",
        form: Form::Number(PAGE, 1, LARGEST_PAGE),
        example: None,
    },
    page::CURSOR,
];

/// What is asked for.
struct Asked {
    since: Option<GenerationId>,
    kind: Option<ChangeKind>,
    limit: usize,
    cursor: Option<String>,
}

impl Parameters for Asked {
    const LIST: &'static [Parameter] = PARAMETERS;

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self {
            since: given.text("since").map(generation).transpose()?,
            kind: given.parsed("kind")?,
            limit: given.number("limit", PAGE, 1, LARGEST_PAGE)?,
            cursor: given.text("cursor").map(str::to_owned),
        })
    }
}

fn generation(name: &str) -> Result<GenerationId, Problem> {
    let expected = "le nom d'une génération est attendu, comme 20261120T081200-000001";
    name.parse().map_err(|_| invalid("since", expected))
}

/// A change, and the generation that brought it.
#[derive(Serialize)]
struct GenerationChange {
    generation: String,
    #[serde(flatten)]
    change: Change,
    #[serde(skip)]
    after: Position,
}

/// A page of changes.
struct Page {
    changes: Vec<GenerationChange>,
    next: Option<String>,
}

/// What one publication changed.
#[derive(Serialize)]
struct Published {
    generation: String,
    since: Option<String>,
    counts: Vec<Count>,
}

#[derive(Serialize)]
struct Count {
    kind: ChangeKind,
    count: u64,
}

#[derive(Serialize)]
struct Listing {
    generation: String,
    since: Option<String>,
    publications: Vec<Published>,
    changes: Vec<GenerationChange>,
    next: Option<String>,
}

/// `GET /v1/changes`
async fn changes(State(app): State<App>, Params(asked): Params<Asked>, headers: HeaderMap) -> Outcome {
    let layout = Layout::accepted(&headers)?;
    answered(&app, &asked, layout, &headers)
}

/// `GET /v1/changes.csv`
async fn file(State(app): State<App>, Params(asked): Params<Asked>, headers: HeaderMap) -> Outcome {
    answered(&app, &asked, Layout::Csv, &headers)
}

/// `GET /v1/changes.atom`
async fn feed(State(app): State<App>, Params(asked): Params<Asked>, headers: HeaderMap) -> Outcome {
    answered(&app, &asked, Layout::Atom, &headers)
}

fn answered(app: &App, asked: &Asked, layout: Layout, headers: &HeaderMap) -> Outcome {
    let snapshot = app.snapshot();
    let feed = Feed::open(app.host().data(), snapshot.id(), asked.since.as_ref()).map_err(refused)?;
    let from = asked.cursor.as_deref().map(|cursor| position(&snapshot, &feed, cursor)).transpose()?;
    if let Some(unchanged) = answer::unchanged(&snapshot, headers) {
        return Ok(vary(unchanged));
    }
    if layout == Layout::Csv {
        let deadline = std::time::Instant::now() + app.config().limits.stream_time();
        let mut response = csv::stream(feed.entries(asked.kind, from), deadline);
        answer::pin(&mut response, &answer::entity_tag(&snapshot));
        return Ok(vary(response));
    }
    let page = page(&snapshot, &feed, asked, from)?;
    if layout == Layout::Atom {
        let text = atom::document(&snapshot, asked, &page);
        let kind = "application/atom+xml; charset=utf-8";
        let mut response = ([(header::CONTENT_TYPE, kind)], text).into_response();
        answer::pin(&mut response, &answer::entity_tag(&snapshot));
        return Ok(vary(response));
    }
    let publications: Vec<Published> = feed.publications().iter().map(Published::from).collect();
    let first = publications.first().and_then(|first| first.since.clone());
    let body = Listing {
        generation: snapshot.id().to_string(),
        since: asked.since.as_ref().map(ToString::to_string).or(first),
        publications,
        changes: page.changes,
        next: page.next,
    };
    Ok(vary(answer::json(&snapshot, headers, &body)))
}

/// The same address answers in several forms.
fn vary(mut response: axum::response::Response) -> axum::response::Response {
    response.headers_mut().append(header::VARY, header::HeaderValue::from_static("accept"));
    response
}

fn page(snapshot: &Snapshot, feed: &Feed, asked: &Asked, from: Option<Position>) -> Result<Page, Problem> {
    let mut entries = feed.entries(asked.kind, from);
    let mut changes = Vec::with_capacity(asked.limit);
    for entry in entries.by_ref().take(asked.limit) {
        let (change, after) = entry?;
        changes.push(GenerationChange { generation: after.generation.to_string(), change, after });
    }
    let more = entries.next().transpose()?.is_some();
    let next = changes
        .last()
        .filter(|_| more)
        .map(|last| cursor::make(snapshot, &format!("{}|{}", last.after.generation, last.after.offset)));
    Ok(Page { changes, next })
}

/// Position of a cursor of this feed.
fn position(snapshot: &Snapshot, feed: &Feed, cursor: &str) -> Result<Position, Problem> {
    let text = cursor::read(snapshot, cursor)?;
    let read = text.split_once('|').and_then(|(generation, offset)| {
        Some(Position { generation: GenerationId::from_str(generation).ok()?, offset: offset.parse().ok()? })
    });
    match read {
        Some(position) if feed.holds(&position)? => Ok(position),
        _ => Err(Problem::new(
            Kind::INVALID_CURSOR,
            "Ce curseur n'a pas été donné par cette route, ou l'a été pour un autre `since`.",
        )),
    }
}

fn refused(error: SinceError) -> Problem {
    match error {
        SinceError::Unknown => Problem::new(
            Kind::UNKNOWN_GENERATION,
            "Aucune génération de ce nom n'a été servie ici : voir `generation` dans `/v1/status`.",
        ),
        SinceError::Gone => Problem::new(
            Kind::CHANGES_GONE,
            "Ce qui a changé depuis cette génération n'est plus connu : elle est trop ancienne, ou a été annulée.",
        ),
        SinceError::Directory(error) => error.into(),
    }
}

impl From<&Publication> for Published {
    fn from(publication: &Publication) -> Self {
        let counts = publication.extents.iter();
        Self {
            generation: publication.generation.to_string(),
            since: publication.since.as_ref().map(ToString::to_string),
            counts: counts.map(|(kind, extent)| Count { kind: *kind, count: extent.entries }).collect(),
        }
    }
}
