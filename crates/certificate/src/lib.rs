//! Certificates of the IGC-Santé: which product, whose, until when, under which authorities, revoked or not.
//!
//! Bytes in, values out. Nothing is looked up in the directory, and no private key is ever read: what holds one is
//! refused by its shape. One is made, in `key`, for the command line alone.

mod calendar;
mod chain;
mod der;
mod extension;
mod input;
mod key;
mod name;
mod private;
mod product;
mod read;
mod refused;
mod request;
mod revocation;
mod set;

pub use calendar::{Event, calendar};
pub use chain::{Authorities, Chain, ChainStatus, Link};
pub use input::{MAX_INPUT, Material, inline, material};
pub use key::{NewRequest, RequestFailed, new_request};
pub use name::PersonRead;
pub use private::{KeyWatch, has_private_key};
pub use product::{CardRead, Hierarchy, ProductRead};
pub use read::{CertificateRead, IssuerFamily, KeyRead, Owner, read};
pub use refused::CertificateRefused;
pub use request::{RequestRead, RequestRecipe, check_request, recipe, recipe_as};
pub use revocation::{Revocation, RevocationStatus};
pub use set::{MissingProduct, UsageSet, purpose, sets};

#[cfg(test)]
mod tests;
