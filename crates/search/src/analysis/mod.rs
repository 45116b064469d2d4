//! From text to words: what documents and queries have in common before they are compared.

mod canonical;
mod distance;
mod lexicon;
pub(crate) mod place;
mod sound;
pub(crate) mod tokenizers;
mod understand;

pub(crate) use canonical::{ALIASES, city, departement, fold, person_name, street, structure_name};
pub(crate) use distance::{Edit, edit, letters, may_hold};
pub use lexicon::usual_names;
pub(crate) use lexicon::{LEXICON, house};
pub(crate) use sound::sound;
pub(crate) use understand::{Meaning, Understood, arrondissement as arrondissement_of, understand};
