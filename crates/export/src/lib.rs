//! A generation as a folder of Parquet tables that any SQL or Spark engine reads: this crate knows that folder's layout.
//!
//! Each table is a folder of files of even size, in the order of their names and of their rows' keys; a column says its
//! name, its meaning and its source beside the code that fills it, and [`page`] is made of that. The folder is written
//! aside and put in place by one rename, its manifest last: what is there is whole.
//!
//! Files are cut by number of records, not by département: the whole country is some hundred megabytes, which an engine
//! reads at once, whereas a file a département is a hundred small ones a table, most of whose cost is opening them. In the
//! order of keys, the statistics of a file give the keys that it holds, and a look-up or a join opens few.

mod column;
mod error;
mod folder;
mod manifest;
mod page;
mod part;
mod run;
mod table;
mod walk;

pub use error::ExportError;
pub use folder::Existing;
pub use manifest::{Manifest, TableReport};
pub use page::page;
pub use run::{Export, Progress};
