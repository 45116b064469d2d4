//! SIRENE `StockEtablissement` (42 million lines) and `StockEtablissementLiensSuccession`: of both, the lines of the
//! SIRETs that the caller wants.

use std::{io::Read, sync::Arc};

use aiguilleur_domain::{
    Date, Siret,
    entity::{ComplementRow, Etablissement, LienSuccession, SourceKind},
};

use super::picked::Picked;
use crate::{
    defect::{Defect, Rule},
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    rpps::normalise,
    text::{
        fields::{Notes, read_date},
        lines::{Line, Lines},
        tidy::{join, tidy},
    },
};

const SIRET: usize = 0;
const ETABLISSEMENT: [&str; 13] = [
    "siret",
    "etatAdministratifEtablissement",
    "dateDebut",
    "enseigne1Etablissement",
    "denominationUsuelleEtablissement",
    "activitePrincipaleEtablissement",
    "numeroVoieEtablissement",
    "indiceRepetitionEtablissement",
    "typeVoieEtablissement",
    "libelleVoieEtablissement",
    "codePostalEtablissement",
    "libelleCommuneEtablissement",
    "codeCommuneEtablissement",
];

const LIEN: [&str; 5] = [
    "siretEtablissementPredecesseur",
    "siretEtablissementSuccesseur",
    "dateLienSuccession",
    "transfertSiege",
    "continuiteEconomique",
];
/// The columns of [`LIEN`] without which a file is refused.
const LIEN_REQUIRED: usize = 3;

/// Whether a column of these files is read.
pub(super) fn is_read(column: &str) -> bool {
    ETABLISSEMENT.iter().chain(&LIEN).any(|known| known.eq_ignore_ascii_case(column))
}

/// The required columns of the links that a header, in the comparison form of its names, does not have.
pub(crate) fn missing_link_columns(names: &[String]) -> Vec<&'static str> {
    LIEN[..LIEN_REQUIRED].iter().copied().filter(|name| !names.contains(&normalise(name))).collect()
}

/// Decodes a `StockEtablissement`, calling `visit` with each establishment that `wanted` wants, each reject and
/// anomaly in the order of the file. Lines of others are counted, and not looked at behind their SIRET.
///
/// # Errors
/// When the file cannot be read or is not one, and whatever `visit` returns, which stops the reading.
pub fn decode_etablissements<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    wanted: impl Fn(Siret) -> bool,
    visit: impl FnMut(Event<ComplementRow>) -> Result<(), E>,
) -> Result<Summary, E> {
    let of = (SourceKind::Etablissements, &ETABLISSEMENT, 2);
    decode(input, file, of, wanted, visit, |siret, fields, notes| {
        ComplementRow::Etablissement(siret, etablissement(fields, notes))
    })
}

/// Decodes a `StockEtablissementLiensSuccession`: the links whose predecessor `wanted` wants.
///
/// # Errors
/// As [`decode_etablissements`].
pub fn decode_liens<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    wanted: impl Fn(Siret) -> bool,
    visit: impl FnMut(Event<ComplementRow>) -> Result<(), E>,
) -> Result<Summary, E> {
    let of = (SourceKind::LiensSuccession, &LIEN, LIEN_REQUIRED);
    decode_or_reject(input, file, of, wanted, visit, |predecesseur, fields, notes| {
        let [_, successeur, on, siege, continuite] = *fields;
        Ok(ComplementRow::Lien(LienSuccession {
            predecesseur,
            successeur: successeur
                .parse()
                .map_err(|error| notes.unreadable("siretEtablissementSuccesseur", &error))?,
            on: notes.date("dateLienSuccession", on),
            transfert_siege: is_true(siege),
            continuite_economique: is_true(continuite),
        }))
    })
}

fn is_true(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "1" | "O" | "t")
}

fn decode<const N: usize, E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    of: (SourceKind, &[&'static str; N], usize),
    wanted: impl Fn(Siret) -> bool,
    visit: impl FnMut(Event<ComplementRow>) -> Result<(), E>,
    mut row: impl FnMut(Siret, &[&str; N], &mut Notes) -> ComplementRow,
) -> Result<Summary, E> {
    decode_or_reject(input, file, of, wanted, visit, |siret, fields, notes| Ok(row(siret, fields, notes)))
}

fn decode_or_reject<const N: usize, E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    (kind, columns, required): (SourceKind, &[&'static str; N], usize),
    wanted: impl Fn(Siret) -> bool,
    mut visit: impl FnMut(Event<ComplementRow>) -> Result<(), E>,
    mut row: impl FnMut(Siret, &[&str; N], &mut Notes) -> Result<ComplementRow, Defect>,
) -> Result<Summary, E> {
    let mut lines = Lines::new(input);
    let picked = header(&mut lines, file, kind, columns, required)?;
    let mut notes = Notes::new(file);
    let mut summary = Summary { header: picked.names.clone(), ..Summary::default() };
    loop {
        let before = lines.number();
        let Some(line) = lines.next().map_err(|e| SourceError::reading(file, before, e))? else { break };
        notes.line = before + 1;
        let bytes = match line {
            Line::Bytes(b"") => {
                summary.ignore("ligne vide");
                continue;
            }
            Line::Unended(bytes) if !picked.is_whole(bytes) => {
                return Err(SourceError::Truncated { file: file.to_string(), line: before }.into());
            }
            Line::Bytes(bytes) | Line::Unended(bytes) => bytes,
            Line::TooLong => {
                let defect = notes.defect("", Rule::LineTooLong, "ligne de plus de 1 Mio");
                deliver(Err(defect), &mut notes, &mut summary, &mut visit)?;
                continue;
            }
        };
        let named = match picked.one(bytes, SIRET).map(siret) {
            Ok(Some(siret)) if !wanted(siret) => {
                summary.kept();
                continue;
            }
            Ok(Some(siret)) => picked.all(bytes).map(|fields| (siret, fields)),
            Ok(None) => Err(Rule::Format),
            Err(rule) => Err(rule),
        };
        let decoded = match named {
            Ok((siret, fields)) => row(siret, &fields, &mut notes),
            Err(rule) => Err(notes.defect(columns[SIRET], rule, why(rule))),
        };
        deliver(decoded, &mut notes, &mut summary, &mut visit)?;
    }
    summary.text_bytes = lines.bytes();
    Ok(summary)
}

const fn why(rule: Rule) -> &'static str {
    match rule {
        Rule::Quotes => "guillemets mal fermés",
        Rule::Format => "ce n'est pas un SIRET",
        _ => "la ligne a moins de champs que l'en-tête n'a de colonnes lues",
    }
}

/// Fourteen digits. This is asked of every line of the country.
fn siret(field: &[u8]) -> Option<Siret> {
    std::str::from_utf8(field).ok().filter(|text| text.len() == Siret::LEN)?.parse().ok()
}

fn header<const N: usize>(
    lines: &mut Lines<impl Read>,
    file: &Arc<str>,
    kind: SourceKind,
    columns: &[&'static str; N],
    required: usize,
) -> Result<Picked<N>, SourceError> {
    match lines.next().map_err(|error| SourceError::reading(file, 0, error))? {
        Some(Line::Bytes(bytes) | Line::Unended(bytes)) => Picked::find(bytes, columns, required)
            .map_err(|columns| SourceError::MissingColumn { file: file.to_string(), kind, columns }),
        _ => Err(SourceError::Empty { file: file.to_string() }),
    }
}

fn etablissement(fields: &[&str; 13], notes: &mut Notes) -> Etablissement {
    let [_, etat, since, enseigne, usuelle, activity, numero, indice, kind, voie, postcode, city, _] =
        *fields;
    // What its bearer does not want published is written so.
    let shown = |text: &str| if text == "[ND]" { String::new() } else { tidy(text).into_owned() };
    let name = [enseigne, usuelle].map(shown).into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let parts = [numero, indice, kind, voie].map(|part| if part == "[ND]" { "" } else { part });
    Etablissement {
        etat: notes.code("etatAdministratifEtablissement", etat),
        since: read_date(since).filter(|date| *date > Date::constant(1900, 1, 1)),
        name,
        activity: activity.parse().ok(),
        street: join(&mut String::new(), &parts).to_owned(),
        postcode: shown(postcode),
        city: shown(city),
    }
}
