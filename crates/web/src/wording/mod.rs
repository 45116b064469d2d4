//! How the pages say things in French: dates, tones, sources. What is decided comes from elsewhere.

mod date;
mod product;
mod source;
mod tone;

pub(crate) use date::{long, ordinary};
pub(crate) use product::{cn, purpose, usages};
pub(crate) use source::{address, age, fact, source};
pub(crate) use tone::Tone;

/// `count` and its noun, which takes an s from two on.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count > 1 { "s" } else { "" };
    format!("{count} {noun}{plural}")
}

/// `text` with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
