//! Compares two days and says whether a person must look before the second is published. Pure.
//!
//! The bar is the ANS's own loader: an alert above 1 % of deletions or 5 % of updates. Each key of each
//! [`Dimension`] is judged by itself when it is populous enough; the small ones of a dimension are judged
//! together, so that nothing is out of sight and a small département does not cry wolf.

mod judge;
mod report;
mod samples;
mod thresholds;

pub use aiguilleur_directory::census::{Census, Changes, Dimension, SourceCensus, Tally};
pub use judge::inspect;
pub use report::{GuardKind, Inspection, Place, Tripped};
pub use samples::Sample;
pub use thresholds::Thresholds;
