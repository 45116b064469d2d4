//! Handing a client file in: it goes to the disk as it comes, is looked at, and waits for its turn.

use aiguilleur_certificate::CertificateRefused;
use aiguilleur_domain::Date;
use aiguilleur_reconcile::{
    Format,
    jobs::{JobRequest, Refused, Upload},
};
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
    routing::post,
};
use futures_util::StreamExt;

use super::{TO_RESULT, jobs, on_disk, view::JobView};
use crate::{
    App,
    access::Caller,
    answer::Outcome,
    extract,
    openapi::{Content, Form, Link, Method, Operation, Parameter},
    parameters::{Given, Parameters, Params, invalid},
    problem::{Kind, Problem},
    route::{answers, reconcile::AS_OF},
};

/// Handing in costs as much as this many questions: a job does the work of thousands.
const COST: u32 = 10;

const FORMATS: Parameter = Parameter {
    name: "formats",
    meaning: "Les comptes rendus voulus ; `jsonl` par défaut.",
    form: Form::SomeOf(|| Format::ALL.iter().map(|format| format.code()).collect()),
    example: Some("csv,html"),
};

const WEBHOOK: Parameter = Parameter {
    name: "webhook",
    meaning: "Une adresse à prévenir de la fin, par un POST signé ; son hôte doit être admis par la configuration.",
    form: Form::Text,
    example: None,
};

pub(in crate::route) const SUBMIT: Operation = Operation {
    method: Method::Post,
    path: "/v1/jobs/reconcile",
    id: "submitReconciliation",
    summary: "Confier un fichier de clients, jusqu'à un million de lignes",
    description: "Le fichier est du CSV, du NDJSON ou un tableau JSON, reconnu à son contenu ; les certificats y \
                  sont en PEM. Il est traité en arrière-plan : suivre `GET /v1/jobs/{id}`, puis prendre le compte \
                  rendu. Le nombre, la taille et la durée de garde sont bornés par la configuration.",
    in_path: None,
    parameters: &[AS_OF, FORMATS, WEBHOOK],
    bodies: &[
        Content {
            media_type: "application/json",
            schema: "ClientRecords",
            example: include_str!("../../../doc/examples/client-records.json"),
        },
        Content {
            media_type: "application/x-ndjson",
            schema: "ClientRecord",
            example: include_str!("../../../doc/examples/client-record.json"),
        },
        Content {
            media_type: "text/csv",
            schema: "ClientFile",
            example: include_str!("../../../doc/examples/client-file.json"),
        },
    ],
    answers: answers!("Job", "job-queued"),
    links: &[Link { operation: "getJob", parameter: "id", pointer: "/id" }, TO_RESULT],
    errors: &[Kind::INVALID_BODY, Kind::BODY_TOO_LARGE, Kind::TOO_MANY_JOBS, Kind::JOBS_UNAVAILABLE],
    handler: |_| post(submit),
};

/// What is asked of the job.
struct Wanted {
    as_of: Option<Date>,
    formats: Vec<Format>,
    webhook: Option<String>,
}

impl Parameters for Wanted {
    const LIST: &'static [Parameter] = SUBMIT.parameters;

    fn read(given: &Given) -> Result<Self, Problem> {
        let mut formats: Vec<Format> = given.list("formats")?;
        formats.sort_by_key(|format| format.code());
        formats.dedup();
        if formats.is_empty() {
            formats.push(Format::Jsonl);
        }
        let as_of = given.date("as_of")?;
        Ok(Self { as_of, formats, webhook: given.text("webhook").map(str::to_owned) })
    }
}

/// `POST /v1/jobs/reconcile`
async fn submit(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Params(wanted): Params<Wanted>,
    headers: HeaderMap,
    body: Body,
) -> Outcome {
    extract::bare(&headers)?;
    caller.spend(&app, COST)?;
    let jobs = jobs(&app)?;
    if let Some(url) = &wanted.webhook
        && let Err(why) = app.config().webhooks.admits(url)
    {
        return Err(invalid("webhook", &why));
    }
    let id = new_id()?;
    let most = jobs.limits().body_bytes;
    let begun = on_disk(move || jobs.begin(&id, caller.key_id())).await?;
    let mut upload = begun.map_err(|refused| refusal(refused, most))?;
    let mut body = body.into_data_stream();
    while let Some(piece) = body.next().await {
        let bytes = piece.map_err(|_| Problem::new(Kind::BAD_REQUEST, "Le corps a été interrompu."))?;
        upload = taken(upload, bytes, most).await?;
    }
    let Wanted { as_of, formats, webhook } = wanted;
    let as_of = as_of.unwrap_or_else(|| app.snapshot().today());
    let job = on_disk(move || upload.submit(JobRequest { as_of, formats, webhook })).await?;
    let place = format!("/v1/jobs/{}", job.id);
    Ok(([(header::LOCATION, place)], Json(JobView::from(job))).into_response())
}

async fn taken(mut upload: Upload, bytes: Bytes, most: u64) -> Result<Upload, Problem> {
    let (upload, taken) = on_disk(move || {
        let taken = upload.take(&bytes)?;
        Ok((upload, taken))
    })
    .await?;
    taken.map(|()| upload).map_err(|refused| refusal(refused, most))
}

fn refusal(refused: Refused, most: u64) -> Problem {
    match refused {
        Refused::TooLarge => Problem::new(Kind::BODY_TOO_LARGE, format!("Le fichier dépasse {most} octets.")),
        Refused::PrivateKey => Problem::new(Kind::INVALID_BODY, CertificateRefused::PrivateKey.message()),
        Refused::NotText => extract::not_text(),
        Refused::Full => Problem::new(
            Kind::TOO_MANY_JOBS,
            "Trop de rapprochements sont gardés : en effacer un, ou attendre que l'un d'eux s'efface.",
        ),
    }
}

/// A name that nobody guesses.
fn new_id() -> Result<String, Problem> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system has no randomness to give");
        Problem::new(Kind::INTERNAL, "Le système n'a pas donné d'aléa.")
    })?;
    Ok(bytes.map(|byte| format!("{byte:02x}")).concat())
}
