//! Reconciliations that outlive a request and a restart: a file is handed in, judged in the background, fetched.
//!
//! ```text
//! jobs/LOCK          held by the one process that runs them
//! jobs/ID/clients    what was handed in; removed once judged
//! jobs/ID/job.json   request and state, replaced by rename
//! jobs/ID/report.*   put in place whole, before job.json says `done`
//! ```
//!
//! A folder without `job.json` was being handed in and is swept. A job that says `queued` or `running` when the
//! folder is opened is judged again from its beginning: the same file gives the same report. Nothing here knows
//! HTTP, and no client's text is logged.

mod folder;
mod job;
mod queue;
mod runner;

pub use job::{Job, JobLimits, JobRequest, JobStatus, Refused};
pub use queue::{Jobs, Upload};

/// Notified when a job ends.
pub trait Watch: Send + Sync {
    /// `job` is done, or failed with `error`.
    fn ended(&self, job: &Job, error: Option<&crate::ReconcileError>);
}
