//! Reconciliations in the background: opened beside the data, logged, and reported by webhook when one was asked for.

use std::sync::Arc;

use aiguilleur_api::{App, Config, config::Webhooks};
use aiguilleur_directory::Host;
use aiguilleur_reconcile::{
    ReconcileError,
    jobs::{Job, Jobs, Watch},
};

use crate::webhook;

/// The folder of the jobs, in the data folder.
const FOLDER: &str = "jobs";

/// Gives `app` the jobs of its data folder. A server that cannot run them logs it and serves.
pub(crate) fn run_in(app: App) -> App {
    let host: &Arc<Host> = app.host();
    let Config { jobs, webhooks, .. } = app.config();
    let watch = Box::new(Ends { webhooks: webhooks.clone() });
    match Jobs::open(host.data().root().join(FOLDER), Arc::clone(host), jobs.clone(), watch) {
        Ok(jobs) => app.running(jobs),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "this server runs no jobs");
            app
        }
    }
}

/// Logs how jobs end, and makes the calls that were asked for.
struct Ends {
    webhooks: Webhooks,
}

impl Watch for Ends {
    fn ended(&self, job: &Job, error: Option<&ReconcileError>) {
        match error {
            None => {
                tracing::info!(job = %job.id, status = ?job.status, records = job.records, "a job has ended");
            }
            Some(error) => {
                tracing::error!(job = %job.id, error = error as &dyn std::error::Error, "a job could not be done");
            }
        }
        let Some(url) = job.request.webhook.as_deref() else { return };
        // What was admitted when the job was made must be admitted still.
        let admitted = self.webhooks.admits(url).map_err(anyhow::Error::msg);
        let prepared = admitted.and_then(|()| webhook::prepare(url, self.webhooks.secret_file.as_deref()));
        let body = webhook::of_job(job);
        let id = job.id.clone();
        // A receiver that is away keeps nobody waiting: neither the next job nor the server's end.
        std::thread::spawn(move || {
            if let Err(error) = prepared.and_then(|webhook| webhook::send(&webhook, &body)) {
                tracing::warn!(job = %id, error = format!("{error:#}"), "the webhook of a job was not delivered");
            }
        });
    }
}
