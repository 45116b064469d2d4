//! Who is told that a reconciliation has ended, and what: counts alone, no client's text.

use std::path::Path;

use aiguilleur_reconcile::{Summary, jobs::Job};
use aiguilleur_sync::webhook::Webhook;
use anyhow::Context;
use serde_json::{Value, json};

/// Prepares a call to `url`, signed with the secret of a file.
pub(crate) fn prepare(url: &str, secret: Option<&Path>) -> anyhow::Result<Webhook> {
    let path = secret.context("un rappel demande --webhook-secret-file")?;
    let secret = std::fs::read(path).with_context(|| format!("secret illisible : {}", path.display()))?;
    Ok(Webhook::new(url, secret.trim_ascii())?)
}

/// What is told of a run: its counts.
pub(crate) fn of_run(summary: &Summary) -> anyhow::Result<Value> {
    let mut told = serde_json::to_value(summary)?;
    if let Some(told) = told.as_object_mut() {
        // The names of the client's columns are the client's.
        told.remove("input");
        told.insert("event".to_owned(), json!("reconcile.done"));
    }
    Ok(told)
}

/// What is told of a job: where it stands, and its counts.
pub(crate) fn of_job(job: &Job) -> Value {
    let mut summary = job.summary.clone();
    if let Some(summary) = summary.as_mut().and_then(Value::as_object_mut) {
        summary.remove("input");
    }
    json!({ "event": "job.ended", "id": job.id, "status": job.status, "ended_at": job.ended_at, "summary": summary })
}

/// Tells it, and waits until it is told.
pub(crate) fn tell(webhook: &Webhook, told: &Value) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let body = serde_json::to_vec(told)?;
    runtime.block_on(webhook.tell(&body)).context("le compte rendu est écrit, mais le rappel n'a pas abouti")
}
