//! How the pages say things in French: dates, tones, sources. What is decided comes from elsewhere.

mod date;
mod product;
mod source;
mod tone;

pub(crate) use aiguilleur_domain::{counted_fr, date_fr};
pub(crate) use date::ordinary;
pub(crate) use product::usages;
pub(crate) use source::{address, age, fact, source};
pub(crate) use tone::Tone;

/// `text` with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
