//! FINESS étalab CSV (`cs1100501`, `cs1100502`): `;`, first line a comment, line type first, RFC 4180 quotes.

use super::{
    finess_xml::{commune, departement},
    structure::{Eg, Ej, short},
};

/// The comment that begins a file: emetteur, destinataire, fluxnum, datemaj.
pub(crate) fn begin(flux: u16, day: &str) -> String {
    format!("finess;etalab;{flux};{day}\n")
}

/// One `structureej` line of cs1100501: 23 columns.
pub(crate) fn ej(ej: &Ej<'_>) -> String {
    let p = &ej.place;
    let line = format!("{} {}", p.postcode, p.city);
    fields(&[
        "structureej",
        ej.finess,
        short(ej.name),
        ej.name,
        "",
        p.number,
        p.street_type,
        p.street,
        "",
        "",
        p.lieu_dit,
        commune(p),
        &line,
        departement(p),
        "",
        "",
        ej.statut,
        "",
        "",
        "",
        ej.siren,
        "",
        ej.created,
    ])
}

/// One `structureet` line of cs1100502: 32 columns.
pub(crate) fn et(ej: &str, eg: &Eg<'_>) -> String {
    let p = &eg.place;
    let line = format!("{} {}", p.postcode, p.city);
    fields(&[
        "structureet",
        eg.finess,
        ej,
        short(eg.name),
        eg.name,
        "",
        "",
        p.number,
        p.street_type,
        p.street,
        "",
        p.lieu_dit,
        commune(p),
        departement(p),
        "",
        &line,
        "",
        "",
        eg.categorie,
        "",
        "",
        "",
        eg.siret,
        "",
        "01",
        "",
        eg.sph,
        "",
        eg.opened,
        eg.opened,
        "2025-06-30",
        "",
    ])
}

fn fields(values: &[&str]) -> String {
    let quoted = values.iter().map(|value| {
        if value.contains([';', '"']) {
            format!("\"{}\"", value.replace('"', "\"\""))
        } else {
            (*value).to_owned()
        }
    });
    quoted.collect::<Vec<_>>().join(";") + "\n"
}
