//! The works that matter, each alone and on one thread: decoding, resolving, matching, reconciling, over one
//! invented stock. `cargo bench` times them, `tests/bench/counts` counts their instructions and allocations.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a bench of unreadable input must fail")]

mod deciding;
mod decoding;
mod stock;

use std::path::Path;

use stock::Stock;
pub use stock::import;

/// A work that is ready to be done: how many records it went through.
pub type Work = Box<dyn FnMut() -> u64>;

/// What makes a work ready from an invented stock and the data folder that holds its generation.
type Preparing = fn(&Stock) -> Work;

/// Each work by its name.
const WORKS: &[(&str, Preparing)] = &[
    ("decode_rpps", decoding::rpps),
    ("decode_finess", decoding::finess),
    ("decode_sirene", decoding::sirene),
    ("resolve", deciding::resolve),
    ("match", deciding::search),
    ("reconcile", deciding::reconcile),
];

/// The names of the works.
pub fn names() -> impl Iterator<Item = &'static str> {
    WORKS.iter().map(|(name, _)| *name)
}

/// The work of that name, ready; nothing when there is none.
pub fn prepared(name: &str, stock: &Path, data: &Path) -> Option<Work> {
    let (_, preparing) = WORKS.iter().find(|(known, _)| *known == name)?;
    Some(preparing(&Stock { folder: stock.to_owned(), data: data.to_owned() }))
}

/// Does the work. Alone in a function that is never inlined: it is by this name that the counting begins and ends.
#[inline(never)]
pub fn counted(work: &mut Work) -> u64 {
    work()
}
