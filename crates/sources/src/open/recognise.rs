//! Recognises a format by the first bytes of its content, never by name or extension.

use aiguilleur_domain::{Date, entity::SourceKind};

use super::signature;
use crate::{
    rpps::{self, Layout, normalise},
    sirene,
    text::fields::read_date,
};

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Source {
        kind: SourceKind,
        /// The date that the content gives, when near its start.
        dated: Option<Date>,
    },
    Empty,
    /// A publisher's file of the field, of which nothing is read.
    NotUsed(&'static str),
    MissingColumns(SourceKind, Vec<&'static str>),
    /// A source, in another encoding than its publisher's.
    Encoding(&'static str),
    Refused(&'static str),
    /// Something else, described in French.
    Unknown(String),
}

/// The tables of the restricted extractions that say nothing this product uses.
const OTHER_RESTRICTED: &str = "une table de l'extraction RPPS en accès restreint dont rien n'est lu";

impl Content {
    /// The same content, seen with its file's name: a table of the restricted extraction that its header does not
    /// tell is not passed over in silence.
    pub(super) fn named(self, file: &str) -> Self {
        match self {
            Self::Unknown(_) | Self::NotUsed(OTHER_RESTRICTED) => match rpps::restricted_by_name(file) {
                Some(table) => Self::MissingColumns(table.kind, table.required()),
                None => self,
            },
            other => other,
        }
    }

    fn unknown(found: impl Into<String>) -> Self {
        Self::Unknown(found.into())
    }

    /// A Parquet file of something else.
    pub(super) fn parquet() -> Self {
        Self::unknown("c'est un fichier Parquet sans les colonnes de SIRENE")
    }

    const fn source(kind: SourceKind) -> Self {
        Self::Source { kind, dated: None }
    }
}

/// Recognises a content by its `head`; `whole` when the head is all of it.
pub(super) fn recognise(head: &[u8], whole: bool) -> Content {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = head.trim_ascii_start();
    if text.is_empty() && whole {
        return Content::Empty;
    }
    if let Some(found) = signature::describe(head) {
        return Content::unknown(found);
    }
    match text.first() {
        Some(b'<') => markup(text),
        Some(b'{' | b'[') => json(text),
        _ => tabular(head),
    }
}

/// The first element of a markup text, past its declaration and comments.
fn first_element(mut text: &[u8]) -> &[u8] {
    loop {
        text = text.trim_ascii_start();
        let end: &[u8] = match text {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ => return text,
        };
        match memchr::memmem::find(text, end) {
            Some(at) => text = &text[at + end.len()..],
            None => return &[],
        }
    }
}

fn markup(text: &[u8]) -> Content {
    let root = first_element(text);
    let starts = |name: &str| root.get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name.as_bytes()));
    if starts("<!doctype html") || starts("<html") || starts("<head") || starts("<body") {
        return Content::unknown(
            "c'est une page web, sans doute un message d'erreur du site de téléchargement",
        );
    }
    if starts("<!doctype") {
        return Content::Refused("le XML déclare un DOCTYPE, que les fichiers FINESS n'ont jamais");
    }
    if starts("<fluxfiness") || starts("<fluxetalab") {
        let dated = text_after(text, b"<datemaj>").and_then(read_date);
        let stamped = memchr::memmem::find(text, b"<horodatage").is_some();
        return Content::Source { kind: SourceKind::FinessXml, dated: dated.filter(|_| stamped) };
    }
    let name: Vec<u8> = root.iter().skip(1).take(40).copied().take_while(u8::is_ascii_alphanumeric).collect();
    Content::unknown(format!("c'est un XML de racine « {} »", String::from_utf8_lossy(&name)))
}

fn json(text: &[u8]) -> Content {
    let folded = text.to_ascii_lowercase();
    let has = |key: &[u8]| memchr::memmem::find(&folded, key).is_some();
    let generated = || {
        text_after(&folded, b"\"generatedat\"")
            .and_then(|rest| read_date(rest.trim_start_matches([' ', ':', '"', '\n', '\r', '\t'])))
    };
    if has(b"\"activitesautorisees\"") || has(b"\"activitesexercees\"") {
        return Content::Source { kind: SourceKind::FinessActivites, dated: generated() };
    }
    if has(b"\"pmej\"") || has(b"\"gcc\"") || has(b"\"gco\"") {
        return Content::Source { kind: SourceKind::FinessJson, dated: generated() };
    }
    if has(b"\"schemaversion\"") || has(b"\"generatedat\"") {
        return Content::NotUsed("un autre fichier FINESS+ que finess-structures");
    }
    Content::unknown("c'est du JSON sans « pmej », « gcc » ni « gco »")
}

fn text_after<'t>(text: &'t [u8], mark: &[u8]) -> Option<&'t str> {
    let from = memchr::memmem::find(text, mark)? + mark.len();
    let rest = &text[from..text.len().min(from + 64)];
    Some(match std::str::from_utf8(rest) {
        Ok(rest) => rest,
        Err(error) => std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default(),
    })
}

fn tabular(head: &[u8]) -> Content {
    let end = memchr::memchr(b'\n', head).unwrap_or(head.len());
    let line = head[..end].trim_ascii_end();
    if line.starts_with(b"finess;etalab;") {
        let dated = line.rsplit(|b| *b == b';').next().and_then(|field| std::str::from_utf8(field).ok());
        return Content::Source { kind: SourceKind::FinessCsv, dated: dated.and_then(read_date) };
    }
    if [&b"structureet;"[..], b"structureej;", b"geolocalisation;"].iter().any(|mark| line.starts_with(mark))
    {
        return Content::source(SourceKind::FinessCsv);
    }
    if let Ok(header) = std::str::from_utf8(line) {
        return by_header(header);
    }
    match by_header(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0) {
        Content::Source { kind, .. } if rpps::may_be_windows_1252(kind) => Content::source(kind),
        Content::Source { .. } => Content::Encoding("sans doute Windows-1252"),
        other => other,
    }
}

fn by_header(header: &str) -> Content {
    let separator = ['|', ';', ','].into_iter().max_by_key(|c| header.matches(*c).count()).unwrap_or('|');
    if separator != '|' && saved_by_a_spreadsheet(header, separator) {
        return Content::Refused(RESAVED);
    }
    if separator == ';'
        && let Some((_, table)) = rpps::restricted_by_header(header)
    {
        return extraction(header, table);
    }
    if let Some(table) = rpps::complement_by_header(header) {
        return extraction(header, table);
    }
    let names: Vec<String> = header.split(separator).map(|name| normalise(name.trim_matches('"'))).collect();
    let has = |name: &str| names.iter().any(|found| *found == normalise(name));
    if has("siren") && has("categorieJuridiqueUniteLegale") {
        return legal_units(&names);
    }
    if has("siret") && has("etatAdministratifEtablissement") {
        return if has("dateFin") {
            Content::NotUsed("l'historique des établissements de SIRENE")
        } else {
            Content::source(SourceKind::Etablissements)
        };
    }
    if has("siretEtablissementPredecesseur") || has("siretEtablissementSuccesseur") {
        return match sirene::missing_link_columns(&names) {
            missing if missing.is_empty() => Content::source(SourceKind::LiensSuccession),
            missing => Content::MissingColumns(SourceKind::LiensSuccession, missing),
        };
    }
    let person = has("Identifiant PP") || has("Identification nationale PP");
    let structure = has("Identifiant technique de la structure");
    match separator {
        '|' if has("Code diplôme obtenu") => Content::NotUsed("l'extraction PS_LibreAcces_Dipl_AutExerc"),
        '|' if structure || has("Ancien identifiant de la structure") || has("Numéro FINESS site") => {
            extraction(header, &rpps::PERSONNE_ACTIVITE)
        }
        '|' if person && has("Code savoir-faire") => extraction(header, &rpps::SAVOIR_FAIRE),
        ';' if person && has("Numéro SIRET site") => {
            Content::NotUsed("l'ancienne extraction ExtractionMonoTable_CAT18")
        }
        ';' if person || structure => Content::NotUsed(OTHER_RESTRICTED),
        _ => Content::unknown(first_line(header)),
    }
}

const RESAVED: &str = "un tableur a réenregistré cette extraction : le séparateur « | » n'y est plus, et des zéros en tête ont pu se perdre";

fn saved_by_a_spreadsheet(header: &str, separator: char) -> bool {
    let names: Vec<String> = header.split(separator).map(|name| normalise(name.trim_matches('"'))).collect();
    // Of each open extraction, columns that no table of the restricted one has together.
    let marks: [&[&str]; 3] = [
        &["Nom d'exercice", "Identifiant technique de la structure", "Code postal (coord. structure)"],
        &["Nom d'exercice", "Numéro carte"],
        &["Type de BAL", "Adresse BAL"],
    ];
    marks.iter().any(|marks| marks.iter().all(|name| names.contains(&normalise(name))))
}

fn legal_units(names: &[String]) -> Content {
    if names.iter().any(|name| name == "datefin") {
        return Content::NotUsed("l'historique des unités légales de SIRENE");
    }
    Content::source(SourceKind::Sirene)
}

fn extraction(header: &str, table: &rpps::Table) -> Content {
    match Layout::find(header, table) {
        Ok(_) => Content::source(table.kind),
        Err(columns) => Content::MissingColumns(table.kind, columns),
    }
}

/// A description that quotes nothing: the first line of an unknown file may be about someone.
fn first_line(header: &str) -> String {
    let fields = |c: char| header.matches(c).count() + 1;
    match ['|', ';', ',', '\t'].into_iter().max_by_key(|c| fields(*c)).filter(|c| fields(*c) > 1) {
        Some(separator) => format!(
            "c'est un texte dont la première ligne a {} champs séparés par « {} », sans les noms attendus",
            fields(separator),
            separator.escape_default()
        ),
        None => "c'est un texte sans en-tête reconnaissable".to_owned(),
    }
}
