//! Rows of `PS_LibreAcces_SavoirFaire`.

use std::{io::Read, sync::Arc};

use aiguilleur_domain::entity::SavoirFaireRow;

use super::{
    columns::SAVOIR_FAIRE,
    crowd::Crowd,
    person::{exercice, person_id, savoir_faire},
    table::{self, Row},
};
use crate::{
    defect::{Defect, Rule},
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::fields::Notes,
};

/// Decodes the text of a `PS_LibreAcces_SavoirFaire` file, as [`super::decode_persons`] does its own.
///
/// # Errors
/// When the file cannot be read or is not one, and whatever `visit` returns, which stops the reading.
pub fn decode_savoir_faire<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    mut visit: impl FnMut(Event<SavoirFaireRow>) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut crowd = Crowd::default();
    table::read(input, file, &SAVOIR_FAIRE, |row, notes, summary| {
        let row = row.and_then(|row| savoir_faire_row(&row, notes));
        let row = row.and_then(|row| crowd.count(row.id, notes).map(|()| row));
        deliver(row, notes, summary, &mut visit)
    })
}

fn savoir_faire_row(row: &Row<'_>, notes: &mut Notes) -> Result<SavoirFaireRow, Defect> {
    let id = person_id(row, notes)?;
    let Some(savoir_faire) = savoir_faire(row, notes) else {
        return Err(notes.defect("Code savoir-faire", Rule::Missing, "aucun savoir-faire lisible"));
    };
    Ok(SavoirFaireRow { id, exercice: exercice(row, notes), savoir_faire })
}
