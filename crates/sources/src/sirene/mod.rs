//! SIRENE: tens of millions of lines of which a few columns are read, found by name.

mod establishments;
mod layout;
mod picked;

use std::{io::Read, sync::Arc};

use aiguilleur_domain::entity::{SourceKind, UniteLegale};

use crate::{
    defect::{Defect, Rule},
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::{
        fields::Notes,
        lines::{Line, Lines},
    },
};
use layout::Layout;

pub(crate) use establishments::missing_link_columns;
pub use establishments::{decode_etablissements, decode_liens};

/// The files of SIRENE that are read: the only ones that are published in Parquet too.
pub(crate) const KINDS: [SourceKind; 3] =
    [SourceKind::Sirene, SourceKind::Etablissements, SourceKind::LiensSuccession];

/// Whether a column of one of these files is read.
pub(crate) fn is_read(column: &str) -> bool {
    layout::is_read(column) || establishments::is_read(column)
}

/// Decodes the text of a `StockUniteLegale` CSV, calling `visit` with each legal unit, reject and anomaly in
/// the order of the file; the caller keeps the ones it needs. `file` names it in the locations.
///
/// Only the three columns are checked to be text: a line lost for the accents of a name that nobody reads
/// would be a line lost for nothing.
///
/// # Errors
/// When the file cannot be read or is not one, and whatever `visit` returns, which stops the reading.
pub fn decode_unites_legales<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    mut visit: impl FnMut(Event<UniteLegale>) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut lines = Lines::new(input);
    let layout = header(&mut lines, file)?;
    let mut notes = Notes::new(file);
    let mut summary = Summary { header: layout.names.clone(), ..Summary::default() };
    loop {
        let before = lines.number();
        let Some(line) = lines.next().map_err(|e| SourceError::reading(file, before, e))? else { break };
        notes.line = before + 1;
        let unit = match line {
            Line::Bytes(b"") => {
                summary.ignore("ligne vide");
                continue;
            }
            Line::Unended(bytes) if !layout.is_whole(bytes) => {
                return Err(SourceError::Truncated { file: file.to_string(), line: before }.into());
            }
            Line::Bytes(bytes) | Line::Unended(bytes) => unite_legale(bytes, &layout, &mut notes),
            Line::TooLong => Err(notes.defect("", Rule::LineTooLong, "ligne de plus de 1 Mio")),
        };
        deliver(unit, &mut notes, &mut summary, &mut visit)?;
    }
    summary.text_bytes = lines.bytes();
    Ok(summary)
}

fn header<R: Read>(lines: &mut Lines<R>, file: &Arc<str>) -> Result<Layout, SourceError> {
    match lines.next().map_err(|error| SourceError::reading(file, 0, error))? {
        Some(Line::Bytes(bytes) | Line::Unended(bytes)) => Layout::find(bytes).map_err(|columns| {
            SourceError::MissingColumn { file: file.to_string(), kind: SourceKind::Sirene, columns }
        }),
        _ => Err(SourceError::Empty { file: file.to_string() }),
    }
}

fn unite_legale(line: &[u8], layout: &Layout, notes: &mut Notes) -> Result<UniteLegale, Defect> {
    let ([siren, categorie, etat], [since, denomination, diffusion]) =
        layout.fields(line).map_err(|rule| {
            let message = match rule {
                Rule::Quotes => "guillemets mal fermés",
                Rule::Encoding => "un champ lu n'est pas du texte UTF-8",
                _ => "la ligne a moins de champs que l'en-tête n'a de colonnes lues",
            };
            notes.defect("", rule, message)
        })?;
    if siren.is_empty() {
        return Err(notes.defect("siren", Rule::Missing, "SIREN absent"));
    }
    Ok(UniteLegale {
        siren: siren.parse().map_err(|error| notes.unreadable("siren", &error))?,
        categorie_juridique: notes.code("categorieJuridiqueUniteLegale", categorie),
        etat: notes.code("etatAdministratifUniteLegale", etat),
        since: since.parse().ok(),
        denomination: if is_shown(diffusion) { denomination.replace("\"\"", "\"") } else { String::new() },
    })
}

/// Whether a unit's name may be shown. One that opposes is `P` (partly diffused) since 2023, and was `N` before; INSEE
/// diffuses its category and its state all the same.
fn is_shown(statut_diffusion: &str) -> bool {
    matches!(statut_diffusion, "O" | "")
}
