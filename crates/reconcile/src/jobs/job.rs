//! A job: request, owner and state; and the limits of jobs.

use aiguilleur_domain::Date;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::report::Format;

/// What jobs may cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JobLimits {
    /// Most jobs kept at once, for all callers.
    pub kept: usize,
    /// Most jobs kept for one key, or for all callers without a key.
    pub per_key: usize,
    /// Largest client file, in bytes.
    pub body_bytes: u64,
    /// Most records of a client file.
    pub records: u64,
    /// Hours that a job is kept after it ended.
    pub keep_hours: u32,
    /// Judging threads; one job is judged at a time.
    pub threads: usize,
    /// Seconds in which a client file must have been handed in.
    pub upload_seconds: u64,
}

impl Default for JobLimits {
    fn default() -> Self {
        Self {
            kept: 50,
            per_key: 5,
            body_bytes: 256 << 20,
            records: 1_000_000,
            keep_hours: 48,
            // One core stays for those who wait for an answer.
            threads: 1,
            upload_seconds: 300,
        }
    }
}

/// What is asked of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRequest {
    /// The day of the verdicts.
    pub as_of: Date,
    /// The reports wanted.
    pub formats: Vec<Format>,
    /// Who is called when it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook: Option<String>,
}

/// State of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// It waits for its turn.
    Queued,
    /// It is being judged.
    Running,
    /// Its reports can be fetched.
    Done,
    /// It could not be judged: `failure` says why.
    Failed,
}

/// A background reconciliation: request, state and results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Its name: 128 bits that nobody guesses.
    pub id: String,
    /// The public id of the key that made it.
    pub owner: Option<String>,
    /// What is asked.
    #[serde(flatten)]
    pub request: JobRequest,
    /// State of the job.
    pub status: JobStatus,
    /// When it was handed in.
    pub created_at: Timestamp,
    /// End of the run; `None` before.
    #[serde(default)]
    pub ended_at: Option<Timestamp>,
    /// Records judged so far.
    #[serde(default)]
    pub records: u64,
    /// Bytes of the client file judged so far, and in all.
    #[serde(default)]
    pub bytes: (u64, u64),
    /// The counts, once done.
    #[serde(default)]
    pub summary: Option<serde_json::Value>,
    /// Why it failed, in one French sentence.
    #[serde(default)]
    pub failure: Option<String>,
}

impl Job {
    /// Whether it has come to its end.
    pub const fn has_ended(&self) -> bool {
        matches!(self.status, JobStatus::Done | JobStatus::Failed)
    }
}

/// Why no job was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// As many jobs are kept as may be; or this key has its share.
    Full,
    /// The client file is larger than allowed.
    TooLarge,
    /// The client file holds a private key: nothing of it is kept.
    PrivateKey,
    /// The client file is packed or binary, which cannot be looked at as it comes: nothing of it is kept.
    NotText,
}
