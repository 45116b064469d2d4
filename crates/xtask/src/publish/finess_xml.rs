//! FINESS standard XML flux (`cs1400101`, `cs1400102`): element order of the XSDs, empty values as `xsi:nil`.

use std::fmt::Write;

use super::structure::{Closing, Eg, Ej, Place, short};

/// Begins a file.
pub(crate) fn begin(day: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<fluxfiness xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n    <horodatage>\n        <emetteur>FINESS</emetteur>\n        <destinataire>ANS</destinataire>\n        <versionmessage>1</versionmessage>\n        <fluxnum>101</fluxnum>\n        <datemaj>{day}</datemaj>\n    </horodatage>\n"
    )
}

/// Ends a file.
pub(crate) const END: &str = "</fluxfiness>\n";

/// One `structureej`.
pub(crate) fn ej(ej: &Ej<'_>) -> String {
    let p = &ej.place;
    let line = format!("{} {}", p.postcode, p.city);
    let (on, kind) = closing(ej.closing);
    record(
        "structureej",
        &[
            ("nofiness", ej.finess),
            ("rs", short(ej.name)),
            ("rslongue", ej.name),
            ("complrs", ""),
            ("numvoie", p.number),
            ("typvoie", p.street_type),
            ("voie", p.street),
            ("compvoie", ""),
            ("compldistrib", ""),
            ("lieuditbp", p.lieu_dit),
            ("libellepays", ""),
            ("commune", commune(p)),
            ("ligneacheminement", &line),
            ("libcommune", p.city),
            ("departement", departement(p)),
            ("libdepartement", ""),
            ("codepostal", p.postcode),
            ("codepays", ""),
            ("telephone", ""),
            ("telecopie", ""),
            ("statutjuridique", ej.statut),
            ("libstatutjuridique", ""),
            ("libcourtstatutjuridique", ""),
            ("categetab", ""),
            ("libcategetab", ""),
            ("libcourtcategetab", ""),
            ("siren", ej.siren),
            ("datemodifsiren", ""),
            ("originemodifsiren", ""),
            ("codeape", ""),
            ("datecrea", ej.created),
            ("datemaj", "2026-11-19"),
            ("datefermeture", on),
            ("typefermeture", kind),
            ("qualifcreation", "GEN"),
        ],
    )
}

/// One `structureet`: closing comes kind first, unlike in `structureej`.
pub(crate) fn et(ej: &str, eg: &Eg<'_>) -> String {
    let p = &eg.place;
    let line = format!("{} {}", p.postcode, p.city);
    let (on, kind) = closing(eg.closing);
    record(
        "structureet",
        &[
            ("nofinesset", eg.finess),
            ("nofinessej", ej),
            ("rs", short(eg.name)),
            ("rslongue", eg.name),
            ("complrs", ""),
            ("compldistrib", ""),
            ("numvoie", p.number),
            ("typvoie", p.street_type),
            ("voie", p.street),
            ("compvoie", ""),
            ("lieuditbp", p.lieu_dit),
            ("commune", commune(p)),
            ("libcommune", p.city),
            ("departement", departement(p)),
            ("libdepartement", ""),
            ("codepostal", p.postcode),
            ("ligneacheminement", &line),
            ("codepays", ""),
            ("libellepays", ""),
            ("telephone", ""),
            ("telecopie", ""),
            ("courriel", ""),
            ("categetab", eg.categorie),
            ("libcategetab", ""),
            ("libcourtcategetab", ""),
            ("categagretab", ""),
            ("libcategagretab", ""),
            ("libcourtcategagretab", ""),
            ("typeet", "P"),
            ("nofinessppal", ""),
            ("natureet", "G"),
            ("siret", eg.siret),
            ("datemodifsiret", ""),
            ("originemodifsiret", ""),
            ("codeape", ""),
            ("codemft", "01"),
            ("libmft", ""),
            ("libcourtmft", ""),
            ("codesph", eg.sph),
            ("libsph", ""),
            ("libcourtsph", ""),
            ("dateouv", eg.opened),
            ("datelimite", ""),
            ("indcaduc", ""),
            ("typefermeture", kind),
            ("datefermeture", on),
            ("dateautor", eg.opened),
            ("datemaj", "2026-11-19"),
            ("numuai", ""),
        ],
    )
}

fn closing(closing: Option<Closing<'_>>) -> (&str, &str) {
    closing.map_or(("", ""), |closing| (closing.on, "DEF"))
}

/// The last three characters of the INSEE commune.
pub(crate) fn commune<'a>(place: &Place<'a>) -> &'a str {
    place.commune.get(2..).unwrap_or_default()
}

/// The département as FINESS writes it (`9D` for La Réunion), as far as the fixtures go.
pub(crate) fn departement<'a>(place: &Place<'a>) -> &'a str {
    match place.commune.get(..3) {
        Some("971") => "9A",
        Some("972") => "9B",
        Some("973") => "9C",
        Some("974") => "9D",
        _ => place.commune.get(..2).unwrap_or_default(),
    }
}

fn record(name: &str, fields: &[(&str, &str)]) -> String {
    let mut text = format!("    <{name}>\n");
    for (field, value) in fields {
        if value.is_empty() {
            let _ = writeln!(text, "        <{field} xsi:nil=\"true\"/>");
        } else {
            let value = value.replace('&', "&amp;").replace('<', "&lt;");
            let _ = writeln!(text, "        <{field}>{value}</{field}>");
        }
    }
    let _ = writeln!(text, "    </{name}>");
    text
}
