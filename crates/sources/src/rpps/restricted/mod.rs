//! The restricted RPPS extractions (`Extraction_RPPS_Profil1`, `Profil4`): nineteen CSV in an archive, of
//! which five are read. `;` between fields, all quoted, UTF-8, dates `JJ/MM/AAAA`, columns found by name.

mod columns;
mod people;
mod structures;

use std::{io::Read, sync::Arc};

use aiguilleur_domain::{IdNatPp, entity::RestrictedRow};

use super::{crowd::Crowd, table};
use crate::{
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
};

pub(crate) use columns::{Which, by_header, by_name};

/// Decodes the text of one of the tables, which its header tells, calling `visit` with each row, reject and
/// anomaly in the order of the file. `file` names it in the locations.
///
/// # Errors
/// When the file cannot be read or is none of them, and whatever `visit` returns, which stops the reading.
pub fn decode_restricted<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    mut visit: impl FnMut(Event<RestrictedRow<'_>>) -> Result<(), E>,
) -> Result<Summary, E> {
    let (mut street, mut crowd) = (String::new(), Crowd::default());
    table::read_any(input, file, by_header, |which, row, notes, summary| {
        let row = row.and_then(|row| match which {
            Which::ExercPro => people::exerc_pro(&row, notes).map(RestrictedRow::ExercPro),
            Which::SavoirFaire => people::dated_savoir_faire(&row, notes).map(RestrictedRow::SavoirFaire),
            Which::Activite => people::activite(&row, notes).map(RestrictedRow::Activite),
            Which::Structure => structures::structure(&row, notes).map(RestrictedRow::Structure),
            Which::CoordStruct => {
                structures::coord_struct(&row, notes, &mut street).map(RestrictedRow::CoordStruct)
            }
        });
        let row = row.and_then(|row| match person_of(&row) {
            Some(id) => crowd.count(id, notes).map(|()| row),
            None => Ok(row),
        });
        deliver(row, notes, summary, &mut visit)
    })
}

/// The person that a row is of; structures are nobody's.
fn person_of(row: &RestrictedRow<'_>) -> Option<IdNatPp> {
    match row {
        RestrictedRow::ExercPro(row) => Some(row.person.id),
        RestrictedRow::SavoirFaire(row) => Some(row.row.id),
        RestrictedRow::Activite(row) => Some(row.id),
        RestrictedRow::Structure(_) | RestrictedRow::CoordStruct(_) => None,
    }
}
