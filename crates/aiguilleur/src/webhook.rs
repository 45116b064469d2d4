//! Webhooks of a reconciliation that has ended: signed POST of its counts, without any client's text.

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

/// The body for a run: its counts.
pub(crate) fn of_run(summary: &Summary) -> anyhow::Result<Value> {
    let mut body = serde_json::to_value(summary)?;
    if let Some(body) = body.as_object_mut() {
        // The names of the client's columns are the client's.
        body.remove("input");
        body.insert("event".to_owned(), json!("reconcile.done"));
    }
    Ok(body)
}

/// The body for a job: its status and its counts.
pub(crate) fn of_job(job: &Job) -> Value {
    let mut summary = job.summary.clone();
    if let Some(summary) = summary.as_mut().and_then(Value::as_object_mut) {
        summary.remove("input");
    }
    json!({ "event": "job.ended", "id": job.id, "status": job.status, "ended_at": job.ended_at, "summary": summary })
}

/// Sends it, retries included.
pub(crate) fn send(webhook: &Webhook, body: &Value) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let bytes = serde_json::to_vec(body)?;
    runtime.block_on(webhook.send(&bytes)).context("le compte rendu est écrit, mais le rappel n'a pas abouti")
}
