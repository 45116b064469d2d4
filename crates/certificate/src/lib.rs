//! Certificates of the IGC-Santé: which product, whose, until when, under which authorities, revoked or not.
//!
//! Pure: bytes in, values out. Nothing is looked up in the directory, and no private key is ever read: what holds
//! one is refused by its shape.

mod calendar;
mod chain;
mod der;
mod extension;
mod input;
mod name;
mod product;
mod read;
mod refused;
mod request;
mod revocation;
mod set;

pub use calendar::{Event, calendar};
pub use chain::{Authorities, Chain, ChainStatus, Link};
pub use input::{MAX_INPUT, Material, has_private_key, inline, material};
pub use name::PersonRead;
pub use product::{CardRead, Hierarchy, ProductRead};
pub use read::{CertificateRead, IssuerFamily, KeyRead, Owner, read};
pub use refused::CertificateRefused;
pub use request::{RequestRead, RequestRecipe, check_request, recipe};
pub use revocation::{Revocation, RevocationStatus};
pub use set::{MissingProduct, UsageSet, purpose, sets};

#[cfg(test)]
mod tests;
