//! How the pages say things in French: dates, tones, sources. What is decided comes from elsewhere.

mod date;
mod product;
mod source;
mod tone;

pub(crate) use date::{long, ordinary};
pub(crate) use product::{cn, purpose};
pub(crate) use source::{address, age, fact, source};
pub(crate) use tone::Tone;

/// `count` and its noun, which takes an s from two on.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count > 1 { "s" } else { "" };
    format!("{count} {noun}{plural}")
}
