//! Identifiers, entities and normalisation of the French health directories: pure, no input or output.
//!
//! A value of one of these types is well formed: it is validated once, when parsed.

pub mod code;
pub mod entity;
mod french;
pub mod identifier;
pub mod name;
pub mod pasted;

pub use code::Code;
pub use french::{counted_fr, date_fr};
pub use identifier::{
    Adeli, AdeliRang, FinessEg, FinessEj, IdNatPp, IdNatStruct, IdentifierError, KeyStatus, Rpps, RppsRang,
    Siren, Siret,
};
pub use jiff::civil::Date;
