//! A job as its owner sees it.

use aiguilleur_domain::Date;
use aiguilleur_reconcile::{
    Format,
    jobs::{Job, JobStatus},
};
use jiff::Timestamp;
use serde::Serialize;

/// A job as its owner sees it.
#[derive(Debug, Serialize)]
pub(super) struct JobView {
    id: String,
    status: JobStatus,
    as_of: Date,
    formats: Vec<Format>,
    webhook: Option<String>,
    created_at: Timestamp,
    ended_at: Option<Timestamp>,
    records: u64,
    progress: u8,
    summary: Option<serde_json::Value>,
    failure: Option<String>,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        let (done, total) = job.bytes;
        let share = u8::try_from(done.saturating_mul(100) / total.max(1)).unwrap_or(100).min(100);
        Self {
            progress: if job.status == JobStatus::Done { 100 } else { share },
            id: job.id,
            status: job.status,
            as_of: job.request.as_of,
            formats: job.request.formats,
            webhook: job.request.webhook,
            created_at: job.created_at,
            ended_at: job.ended_at,
            records: job.records,
            summary: job.summary,
            failure: job.failure,
        }
    }
}
