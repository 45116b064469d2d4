//! SIRENE.
use std::{io::Read, sync::Arc};

use aiguilleur_domain::entity::UniteLegale;

use crate::{
    error::SourceError,
    event::{Event, Summary},
};

/// stub
pub fn decode_unites_legales<E: From<SourceError>>(
    _input: impl Read,
    _file: &Arc<str>,
    _visit: impl FnMut(Event<UniteLegale>) -> Result<(), E>,
) -> Result<Summary, E> {
    Ok(Summary::default())
}
