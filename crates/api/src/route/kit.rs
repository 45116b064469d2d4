//! What one order needs: the forms filled, the certificates with their names and requests, the steps, the message;
//! as one JSON answer, or one file of it.

use aiguilleur_directory::{Decided, DecisionRequest, Snapshot, StructureId};
use aiguilleur_kit::{File, Kit, KitError, Options, prepare};
use axum::{
    Json,
    extract::{OriginalUri, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use form_urlencoded::byte_serialize;
use serde::Serialize;

use super::{path, professionals, structures};
use crate::{
    App,
    answer::Outcome,
    extract::PathText,
    openapi::{Content, Form, Method, Operation, Parameter},
    parameters::{Given, Parameters, Params},
    problem::{Kind, Problem},
};

const WANTED: &[Parameter] = &[
    professionals::USAGES,
    professionals::COULOIR,
    professionals::AS_OF,
    Parameter {
        name: "file",
        meaning: "Un seul fichier du dossier, par le nom que donne `files`.",
        form: Form::Text,
        example: None,
    },
];

macro_rules! file {
    ($media_type:literal) => {
        Content {
            media_type: $media_type,
            schema: "KitFile",
            example: include_str!("../../doc/examples/kit-file.json"),
        }
    };
}

const ANSWERS: &[Content] = &[
    Content {
        media_type: "application/json",
        schema: "Kit",
        example: include_str!("../../doc/examples/kit.json"),
    },
    file!("application/pdf"),
    file!("text/plain"),
    file!("text/csv"),
    file!("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    file!("text/calendar"),
];

const DESCRIPTION: &str = "Les formulaires remplis, les certificats avec leur nom exact et leur demande (commande et configuration openssl), \
     les étapes avec leur règle, un message au client. `files` liste les fichiers ; `file` en donne un. Aucune clé n'est \
     faite ici. Là où rien n'est à commander, `ready` est faux, et le message est la question à poser.";

pub(super) const PROFESSIONAL: Operation = Operation {
    method: Method::Get,
    path: "/v1/professionals/{id}/kit",
    id: "getProfessionalKit",
    summary: "Tout ce qu'il faut pour commander, pour un professionnel",
    description: DESCRIPTION,
    in_path: Some(professionals::ID),
    parameters: WANTED,
    bodies: &[],
    answers: ANSWERS,
    links: &[],
    errors: &[Kind::MALFORMED_IDENTIFIER, Kind::NOT_IN_DIRECTORY, Kind::NO_SUCH_FILE],
    handler: |_| get(of_professional),
};

pub(super) const STRUCTURE: Operation = Operation {
    path: "/v1/structures/{id}/kit",
    id: "getStructureKit",
    summary: "Tout ce qu'il faut pour commander, pour une structure",
    in_path: Some(Parameter { example: Some("990010068"), ..structures::ID }),
    handler: |_| get(of_structure),
    ..PROFESSIONAL
};

struct Wanted {
    request: DecisionRequest,
    file: Option<String>,
}

impl Parameters for Wanted {
    const LIST: &'static [Parameter] = WANTED;

    fn read(given: &Given) -> Result<Self, Problem> {
        let request = DecisionRequest {
            usages: given.list("usages")?,
            couloir: given.parsed("couloir")?,
            as_of: given.parsed("as_of")?,
            trace: false,
        };
        Ok(Self { request, file: given.text("file").map(str::to_owned) })
    }
}

impl Wanted {
    /// Without usages, those that the configuration names.
    fn of(mut self, app: &App) -> Self {
        if self.request.usages.is_empty() {
            self.request.usages = app.editeur().usages();
        }
        self
    }
}

/// `GET /v1/professionals/{id}/kit`
async fn of_professional(
    State(app): State<App>,
    PathText(id): PathText,
    OriginalUri(uri): OriginalUri,
    Params(wanted): Params<Wanted>,
) -> Outcome {
    let wanted = wanted.of(&app);
    let snapshot = app.snapshot();
    for id in path::professional(&id)? {
        if let Some(decided) = snapshot.decide_for_professional(id, &wanted.request)? {
            return answered(&app, &snapshot, &decided, &wanted, &uri.to_string());
        }
    }
    Err(path::not_in_directory())
}

/// `GET /v1/structures/{id}/kit`
async fn of_structure(
    State(app): State<App>,
    PathText(id): PathText,
    OriginalUri(uri): OriginalUri,
    Params(wanted): Params<Wanted>,
) -> Outcome {
    let wanted = wanted.of(&app);
    let snapshot = app.snapshot();
    for id in path::structure(&id)? {
        if let Some(decided) = snapshot.decide_for_structure(StructureId::Known(id), &wanted.request)? {
            return answered(&app, &snapshot, &decided, &wanted, &uri.to_string());
        }
    }
    Err(path::not_in_directory())
}

/// A file as the JSON answer lists it.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    file: &'a File,
    size: usize,
    href: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    kit: &'a Kit,
    files: Vec<Listed<'a>>,
}

fn answered(app: &App, snapshot: &Snapshot, decided: &Decided, wanted: &Wanted, uri: &str) -> Outcome {
    let editeur = app.editeur();
    let options =
        Options { editeur: &editeur, usages: &wanted.request.usages, today: wanted.request.day(snapshot) };
    let kit = prepare(snapshot, decided, &options).map_err(failed)?;
    if let Some(name) = &wanted.file {
        let detail =
            || format!("Ce dossier n'a pas de fichier « {} ».", name.chars().take(60).collect::<String>());
        return kit.file(name).map(as_file).ok_or_else(|| Problem::new(Kind::NO_SUCH_FILE, detail()));
    }
    let mark = if uri.contains('?') { '&' } else { '?' };
    let files = kit.files.iter().map(|file| {
        let written: String = byte_serialize(file.name.as_bytes()).collect();
        Listed { file, size: file.bytes.len(), href: format!("{uri}{mark}file={written}") }
    });
    let files = files.collect();
    let mut response = Json(Answer { kit: &kit, files }).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(response)
}

fn as_file(file: &File) -> Response {
    let headers = [
        (header::CONTENT_TYPE, file.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, file.bytes.clone()).into_response()
}

pub(super) fn failed(error: KitError) -> Problem {
    tracing::error!(error = &error as &dyn std::error::Error, "a kit could not be prepared");
    Problem::new(Kind::INTERNAL, "Le dossier n'a pas pu être préparé ; l'incident est journalisé.")
}
