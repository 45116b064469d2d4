//! The one way a decoded row reaches its reader: anomalies first, then the row, both counted.

use crate::{
    defect::Defect,
    event::{Event, Summary},
    text::fields::Notes,
};

/// Hands over a row and the anomalies that were noted on it, or its reject.
pub(crate) fn deliver<T, E>(
    outcome: Result<T, Defect>,
    notes: &mut Notes,
    summary: &mut Summary,
    mut visit: impl FnMut(Event<T>) -> Result<(), E>,
) -> Result<(), E> {
    match outcome {
        Ok(row) => {
            for defect in notes.pending.drain(..) {
                summary.anomaly(&defect);
                visit(Event::Anomaly(defect))?;
            }
            summary.kept();
            visit(Event::Row(row))
        }
        Err(defect) => {
            notes.pending.clear();
            summary.rejected(&defect);
            visit(Event::Reject(defect))
        }
    }
}
