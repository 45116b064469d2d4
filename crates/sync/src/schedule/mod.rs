//! When the next run is, and that it runs alone.

mod calendar;
mod lock;
mod runs;

pub use calendar::{Schedule, ScheduleConfig};
pub use lock::{Holder, RunLock};
pub use runs::{Due, LastRun};
