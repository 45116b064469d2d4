//! The pages: one typed model and one template each, built from what the directory answers.

mod certificates;
mod contacts;
mod copied;
mod data;
mod decision;
mod error;
mod form;
mod group;
mod identifier;
mod kit;
mod number;
mod professional;
mod proof;
mod results;
mod rules;
mod search;
mod shell;
mod sign;
mod sign_in;
mod structure;
mod structures;

pub(crate) use certificates::CertificatesPage;
pub(crate) use error::ErrorPage;
pub(crate) use form::FormPage;
pub(crate) use group::GroupPage;
pub(crate) use identifier::IdentifierCard;
pub(crate) use kit::KitPage;
pub(crate) use professional::ProfessionalPage;
pub(crate) use results::{FacetGroup, FacetLink, Results, address, answer as answer_line};
pub(crate) use rules::RulesPage;
pub(crate) use search::SearchPage;
pub(crate) use sign::Sign;
pub(crate) use sign_in::SignInPage;
pub(crate) use structure::{StructurePage, Surroundings};
pub(crate) use structures::StructuresPage;
