//! A report of a job that is done, as a file.

use std::{
    fs::File,
    io::{self, Read},
    time::Instant,
};

use aiguilleur_reconcile::{Format, jobs::JobStatus};
use axum::{Extension, body::Bytes, extract::State, http::header, response::IntoResponse, routing::get};
use futures_util::stream;

use super::{ID, found, jobs, on_disk};
use crate::{
    App,
    access::Caller,
    answer::{self, Outcome},
    extract::PathText,
    openapi::{Content, Form, Method, Operation, Parameter},
    parameters::{Given, Parameters, Params},
    problem::{Kind, Problem},
};

/// Bytes of a piece of the answer.
const PIECE: usize = 256 << 10;

const FORMAT: Parameter = Parameter {
    name: "format",
    meaning: "Lequel des comptes rendus demandés ; le premier par défaut.",
    form: Form::OneOf(|| Format::ALL.iter().map(|format| format.code()).collect()),
    example: None,
};

macro_rules! file {
    ($media_type:literal) => {
        Content {
            media_type: $media_type,
            schema: "ReportFile",
            example: include_str!("../../../doc/examples/report-file.json"),
        }
    };
}

pub(in crate::route) const RESULT: Operation = Operation {
    method: Method::Get,
    path: "/v1/jobs/{id}/result",
    id: "getJobResult",
    summary: "Le compte rendu d'un rapprochement",
    description: "Le compte rendu entier, une fois le rapprochement terminé, dans l'un des formats demandés.",
    in_path: Some(ID),
    parameters: &[FORMAT],
    bodies: &[],
    answers: &[
        Content {
            media_type: "application/x-ndjson",
            schema: "ReconciledRecord",
            example: include_str!("../../../doc/examples/reconciled-record.json"),
        },
        file!("text/csv"),
        file!("text/html"),
        file!("application/atom+xml"),
        file!("application/vnd.apache.parquet"),
        file!("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
    links: &[],
    errors: &[Kind::NO_SUCH_JOB, Kind::JOB_NOT_DONE, Kind::NO_SUCH_REPORT, Kind::JOBS_UNAVAILABLE],
    handler: |_| get(result),
};

/// Which report.
struct Wanted(Option<Format>);

impl Parameters for Wanted {
    const LIST: &'static [Parameter] = RESULT.parameters;

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self(given.parsed("format")?))
    }
}

/// `GET /v1/jobs/{id}/result`
async fn result(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PathText(id): PathText,
    Params(Wanted(format)): Params<Wanted>,
) -> Outcome {
    let jobs = jobs(&app)?;
    let job = found(&jobs, &id, &caller)?;
    if job.status != JobStatus::Done {
        let detail = job.failure.unwrap_or_else(|| "Le rapprochement n'est pas terminé.".to_owned());
        return Err(Problem::new(Kind::JOB_NOT_DONE, detail));
    }
    let missing = || Problem::new(Kind::NO_SUCH_REPORT, "Ce format n'a pas été demandé à la création.");
    let format = format.or_else(|| job.request.formats.first().copied()).ok_or_else(missing)?;
    let opened = on_disk(move || jobs.report(&job, format)).await?;
    let (file, length) = opened.ok_or_else(missing)?;
    let deadline = Instant::now() + app.config().limits.stream_time();
    let body = answer::in_pieces(stream::unfold(Some(file), move |file| piece(file, deadline)));
    let name = format!("attachment; filename=\"rapprochement.{}\"", format.code());
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}

/// The next piece of a file; after an error nothing more, so that a half never passes for the whole.
async fn piece(file: Option<File>, deadline: Instant) -> Option<(io::Result<Bytes>, Option<File>)> {
    let mut file = file?;
    if Instant::now() > deadline {
        return Some((Err(io::ErrorKind::TimedOut.into()), None));
    }
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::with_capacity(PIECE);
        let read = (&mut file).take(PIECE as u64).read_to_end(&mut bytes);
        (read.map(|_| bytes), file)
    });
    match read.await {
        Ok((Ok(bytes), _)) if bytes.is_empty() => None,
        Ok((Ok(bytes), file)) => Some((Ok(Bytes::from(bytes)), Some(file))),
        Ok((Err(error), _)) => Some((Err(error), None)),
        Err(error) => Some((Err(io::Error::other(error)), None)),
    }
}
