//! Client records against a snapshot of the directory: what is right, what is wrong, what is right instead.
//!
//! A record is never an error of ours: one that cannot be read is answered `error`, with its line.

mod answer;
mod described;
mod error;
mod exchange;
mod field;
mod finding;
mod inspect;
pub mod jobs;
mod judge;
mod previous;
mod read;
mod record;
mod report;
mod run;
mod summary;
mod task;

pub use aiguilleur_resolver::Severity;
pub use answer::{Candidate, Carried, Comparison, DecisionBrief, Match, Reconciled, Verdict};
pub use described::deadlines;
pub use error::ReconcileError;
pub use exchange::Exchange;
pub use field::{ColumnMap, ColumnRead, Field};
pub use finding::{Finding, FindingCode, Passage};
pub use inspect::{Action, Inspected, Inspection, called, inspect_alone};
pub use judge::{Certificates, Chosen, Identification, Judge, Options, Sought};
pub use previous::Previous;
pub use read::{Chunk, ClientFile, Decoder, InputReport, Layout, Shape, Splitter, is_text, records};
pub use record::{ClientRecord, Row, UnreadableRecord};
pub use report::{Aside, Format, Look, Table, Tint};
pub use run::{Report, Run, RunProgress};
pub use summary::{FailOn, FindingCount, Summary, Tally};
