//! One run: discover, fetch, build aside, compare, then publish or call a person.
//!
//! ```text
//! lock ── fetch all ──┬─ same input as the last build ── nothing is rebuilt
//!                     └─ build a candidate ── guards ──┬─ passed ── publish, prune
//!                                                      └─ tripped ─ keep it, wait for approve | reject
//! ```
//!
//! What was done is in the [`Ledger`]: a run killed after its build takes the candidate up where it was left,
//! and an input that a person refused, or rolled back from, is not built again. [`ByHand`] puts the same guards
//! on an import of local files.

mod by_hand;
mod decide;
mod directory;
mod folder;
mod keep;
mod ledger;
mod report;
mod worker;

use jiff::civil::Date;

pub use by_hand::ByHand;
pub use decide::{approve, reject};
pub use directory::{Built, Directory, DirectoryFailure};
pub use folder::DataFolder;
pub use keep::Heard;
pub use ledger::{Build, Candidate, Entry, Inputs, Ledger, State};
pub use report::{RunReport, Verdict};
pub use worker::{Mode, Worker};

use crate::guard::{Changes, Inspection, Thresholds, inspect};

/// Compares a candidate with the generation that it continues. `today` is the day of the run.
fn inspected(
    directory: &dyn Directory,
    based_on: Option<&str>,
    candidate: &str,
    thresholds: &Thresholds,
    today: Date,
) -> Result<Inspection, DirectoryFailure> {
    let census = directory.census(candidate)?;
    let Some(served) = based_on else {
        return Ok(inspect(None, &census, &Changes::default(), thresholds, today));
    };
    let (previous, changes) = (directory.census(served)?, directory.changes(served, candidate)?);
    let mut inspection = inspect(Some(&previous), &census, &changes, thresholds, today);
    if inspection.wants_samples() {
        directory.each_change(candidate, &mut |change| inspection.illustrate(change))?;
    }
    Ok(inspection)
}
