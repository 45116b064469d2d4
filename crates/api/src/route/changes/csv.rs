//! Changes as CSV (RFC 4180): all of them, streamed, one a line.

use std::{
    fmt::{Display, Write as _},
    io,
    time::Instant,
};

use aiguilleur_directory::{
    DirectoryError,
    changes::{Change, ChangeEntries, ChangeSide, Position},
};
use axum::{
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;

use crate::answer;

/// Changes written between two pieces of the answer.
const LINES: usize = 512;

const COLUMNS: [&str; 7] = ["generation", "kind", "id_nat_pp", "rpps", "profession", "on", "source"];
const SIDE: [&str; 9] = [
    "id_nat_struct",
    "finess_geographique",
    "finess_juridique",
    "siret",
    "siren",
    "name",
    "departement",
    "secteur_activite",
    "mode_exercice",
];

/// Streams what is left of `entries`.
pub(super) fn stream(entries: ChangeEntries, deadline: Instant) -> Response {
    let sides = ["before", "after"].iter().flat_map(|at| SIDE.map(|name| format!("{at}_{name}")));
    let names: Vec<String> = COLUMNS.map(str::to_owned).into_iter().chain(sides).collect();
    let head = format!("{}\r\n", names.join(","));
    let pieces = stream::unfold(Some((head, entries)), move |state| async move {
        let (text, entries) = state?;
        // The connection breaks, so that no half answer passes for a whole.
        if Instant::now() > deadline {
            return Some((Err(io::ErrorKind::TimedOut.into()), None));
        }
        let written = tokio::task::spawn_blocking(move || piece(text, entries)).await;
        match written.map_err(io::Error::other) {
            Ok(Ok((text, left))) => Some((Ok(Bytes::from(text)), left.map(|left| (String::new(), left)))),
            Ok(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the changes could not be read");
                Some((Err(io::Error::other("changes")), None))
            }
            Err(error) => Some((Err(error), None)),
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"changements.csv\""),
    ];
    (headers, answer::in_pieces(pieces)).into_response()
}

/// The next lines behind `text`, and what is left after them.
fn piece(
    mut text: String,
    mut entries: ChangeEntries,
) -> Result<(String, Option<ChangeEntries>), DirectoryError> {
    let mut lines = 0;
    for entry in entries.by_ref().take(LINES) {
        let (change, at) = entry?;
        line(&mut text, &change, &at);
        lines += 1;
    }
    Ok((text, (lines == LINES).then_some(entries)))
}

fn line(text: &mut String, change: &Change, at: &Position) {
    let _infallible = write!(text, "{},{}", at.generation, change.kind);
    field(text, change.id_nat_pp.as_ref());
    field(text, change.rpps.as_ref());
    field(text, change.profession.as_ref());
    field(text, change.on.as_ref());
    field(text, change.source.as_ref());
    let nothing = ChangeSide::default();
    for side in [&change.before, &change.after] {
        let side = side.as_ref().unwrap_or(&nothing);
        field(text, side.id_nat_struct.as_ref());
        field(text, side.finess_geographique.as_ref());
        field(text, side.finess_juridique.as_ref());
        field(text, side.siret.as_ref());
        field(text, side.siren.as_ref());
        field(text, side.name.as_ref());
        field(text, side.departement.as_ref());
        field(text, side.secteur_activite.as_ref());
        field(text, side.mode_exercice.as_ref());
    }
    text.push_str("\r\n");
}

/// A separator and a value; quoted where needed, and with an apostrophe before what a spreadsheet would take for
/// a formula.
fn field(text: &mut String, value: Option<&impl Display>) {
    text.push(',');
    let value = value.map(ToString::to_string).unwrap_or_default();
    let guard = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if value.contains(['"', ',', '\r', '\n']) {
        let _infallible = write!(text, "\"{guard}{}\"", value.replace('"', "\"\""));
    } else {
        let _infallible = write!(text, "{guard}{value}");
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_are_quoted_where_needed() {
        for (value, expected) in [
            ("499700000104007", ",499700000104007"),
            ("CENTRE \"LES TILLEULS\", ROUEN", ",\"CENTRE \"\"LES TILLEULS\"\", ROUEN\""),
            ("=1+1", ",'=1+1"),
        ] {
            let mut text = String::new();
            field(&mut text, Some(&value));
            assert_eq!(text, expected);
        }
    }
}
