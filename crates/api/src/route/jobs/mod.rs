//! Reconciliations in the background: handed in, looked at, cancelled, fetched. A job answers to its own key.

mod result;
mod submit;
mod view;

pub(super) use result::RESULT;
pub(super) use submit::SUBMIT;

use std::sync::Arc;

use aiguilleur_reconcile::{
    ReconcileError,
    jobs::{Job, Jobs},
};
use axum::{
    Extension, Json,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{delete, get},
};

use super::answers;
use crate::{
    App,
    access::Caller,
    answer::Outcome,
    extract::PathText,
    openapi::{Form, Link, Method, Operation, Parameter},
    parameters::{NoParameters, Params},
    problem::{Kind, Problem},
};
use view::JobView;

const ID: Parameter = Parameter {
    name: "id",
    meaning: "Le nom du rapprochement, donné à sa création.",
    form: Form::Text,
    example: None,
};

const TO_RESULT: Link = Link { operation: "getJobResult", parameter: "id", pointer: "/id" };

pub(super) const ONE: Operation = Operation {
    method: Method::Get,
    path: "/v1/jobs/{id}",
    id: "getJob",
    summary: "Où en est un rapprochement",
    description: "L'avancement, puis le bilan. Un rapprochement n'est visible que de la clé qui l'a créé ; il \
                  survit au redémarrage du serveur, et s'efface après le délai configuré.",
    in_path: Some(ID),
    parameters: &[],
    bodies: &[],
    answers: answers!("Job", "job"),
    links: &[TO_RESULT],
    errors: &[Kind::NO_SUCH_JOB, Kind::JOBS_UNAVAILABLE],
    handler: |_| get(one),
};

pub(super) const CANCEL: Operation = Operation {
    method: Method::Delete,
    path: "/v1/jobs/{id}",
    id: "deleteJob",
    summary: "Annuler et effacer un rapprochement",
    description: "Interrompt le rapprochement s'il est en cours, et efface le fichier et les comptes rendus.",
    in_path: Some(ID),
    parameters: &[],
    bodies: &[],
    answers: &[],
    links: &[],
    errors: &[Kind::NO_SUCH_JOB, Kind::JOBS_UNAVAILABLE],
    handler: |_| delete(cancel),
};

/// `GET /v1/jobs/{id}`
async fn one(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PathText(id): PathText,
    Params(NoParameters): Params<NoParameters>,
) -> Outcome {
    let jobs = jobs(&app)?;
    let job = found(&jobs, &id, &caller)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(JobView::from(job))).into_response())
}

/// `DELETE /v1/jobs/{id}`
async fn cancel(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PathText(id): PathText,
    Params(NoParameters): Params<NoParameters>,
) -> Outcome {
    let jobs = jobs(&app)?;
    let removed = on_disk(move || jobs.remove(&id, caller.key_id())).await?;
    if removed { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(no_such_job()) }
}

/// The jobs of this server, where it runs them.
fn jobs(app: &App) -> Result<Arc<Jobs>, Problem> {
    let closed =
        || Problem::new(Kind::JOBS_UNAVAILABLE, "Ce serveur ne traite pas de fichiers en arrière-plan.");
    app.jobs().ok_or_else(closed)
}

fn found(jobs: &Jobs, id: &str, caller: &Caller) -> Result<Job, Problem> {
    jobs.get(id, caller.key_id()).ok_or_else(no_such_job)
}

/// Another key's job is answered as one that is not there.
fn no_such_job() -> Problem {
    Problem::new(Kind::NO_SUCH_JOB, "Aucun rapprochement de ce nom pour cette clé.")
}

/// Does what waits for the disk on a thread that may.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReconcileError> + Send + 'static,
) -> Result<T, Problem> {
    let failed = |error: &dyn std::error::Error| {
        tracing::error!(error = %error, "a job's folder could not be used");
        Problem::new(Kind::INTERNAL, "Le disque n'a pas suivi.")
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(ReconcileError::Unusable { why, .. })) => {
            Err(Problem::new(Kind::INVALID_BODY, format!("Le fichier ne peut pas être lu : {why}.")))
        }
        Ok(Err(error)) => Err(failed(&error)),
        Err(error) => Err(failed(&error)),
    }
}
