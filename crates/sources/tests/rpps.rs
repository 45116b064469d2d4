//! The RPPS extractions, from files: the public sample, and small ones that each show one rule.

#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]

mod given;

use aiguilleur_domain::{
    IdNatStruct,
    entity::{PersonRow, SourceKind},
};
use aiguilleur_sources::{Defect, Event, Rule, Source, SourceError, Summary, open};
use given::{Files, sample};

const COLUMNS: &str = include_str!("given/personne_activite_columns.txt");

/// A row, its fields given by column name, the others empty.
fn row(columns: &[&str], fields: &[(&str, &str)]) -> String {
    let value = |name: &&str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| *value);
    assert!(fields.iter().all(|(name, _)| columns.contains(name)), "{fields:?}");
    columns.iter().map(value).collect::<Vec<_>>().join("|")
}

fn columns() -> Vec<&'static str> {
    COLUMNS.lines().collect()
}

const PERSON: [(&str, &str); 9] = [
    ("Type d'identifiant PP", "8"),
    ("Identifiant PP", "99700000104"),
    ("Identification nationale PP", "899700000104"),
    ("Nom d'exercice", "DUPONT  "),
    ("Prénom d'exercice", "ANNE"),
    ("Code profession", "10"),
    ("Code savoir-faire", "SM44"),
    ("Code mode exercice", "L"),
    ("Identifiant technique de la structure", "R10100000000001"),
];

fn person_with<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let others = PERSON.iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    others.chain(fields).copied().collect()
}

/// A file of one row, with the end of line and trailing separator wanted.
fn file(columns: &[&str], fields: &[(&str, &str)], end: &str) -> String {
    format!("{}{end}{}{end}", columns.join("|"), row(columns, fields))
}

#[derive(Default)]
struct Read {
    /// `Debug` of each row: rows borrow from the reader.
    rows: Vec<String>,
    rejects: Vec<Defect>,
    anomalies: Vec<Defect>,
}

fn read_with(source: &Source, mut each: impl FnMut(&PersonRow<'_>)) -> Result<(Read, Summary), SourceError> {
    let mut read = Read::default();
    let summary = source.read().persons(|event| {
        match event {
            Event::Row(row) => {
                each(&row);
                read.rows.push(format!("{row:?}"));
            }
            Event::Reject(defect) => read.rejects.push(defect),
            Event::Anomaly(defect) => read.anomalies.push(defect),
        }
        Ok::<_, SourceError>(())
    })?;
    assert_eq!(summary.rows_read, summary.rows_kept + summary.rows_rejected);
    assert_eq!(summary.rows_kept, read.rows.len() as u64);
    assert_eq!(summary.rejects_by_rule.values().sum::<u64>(), read.rejects.len() as u64);
    assert_eq!(summary.anomalies_by_rule.values().sum::<u64>(), read.anomalies.len() as u64);
    Ok((read, summary))
}

fn read(text: impl AsRef<[u8]>) -> (Read, Summary) {
    read_with(&Files::new().source("rpps.txt", text), |_| {}).unwrap()
}

/// Rules and places of what is wrong in a one-row file.
fn defects_of(fields: &[(&str, &str)]) -> Vec<(&'static str, Rule, &'static str, u64)> {
    let (read, _) = read(file(&columns(), &person_with(fields), "\n"));
    let placed = |kind, defects: Vec<Defect>| {
        defects.into_iter().map(move |d| (kind, d.rule, d.at.column, d.at.line)).collect::<Vec<_>>()
    };
    [placed("reject", read.rejects), placed("anomaly", read.anomalies)].concat()
}

#[test]
fn every_row_of_the_sample_is_accounted_for() {
    let opened = open(&sample("PS_LibreAcces_Personne_activite_202611190812.txt")).unwrap();
    let source = &opened.sources[0];
    assert_eq!(source.kind(), SourceKind::RppsPersonneActivite);
    assert_eq!(source.dated().map(|d| d.to_string()).as_deref(), Some("2026-11-19"));
    let (mut nowhere, mut finess, mut siret, mut rangs, mut quoted) = (0, 0, 0, 0, 0);
    let (_, summary) = read_with(source, |row| {
        let Some(place) = row.situation.as_ref().and_then(|s| s.place.as_ref()) else {
            nowhere += 1;
            return;
        };
        match place.id_nat_struct {
            Some(IdNatStruct::Finess(_)) => finess += 1,
            Some(IdNatStruct::Siret(_)) => siret += 1,
            Some(IdNatStruct::RppsRang(_)) => rangs += 1,
            _ => {}
        }
        quoted += usize::from(place.raison_sociale.contains('"'));
        assert!(!place.raison_sociale.contains("\"\""));
    })
    .unwrap();
    assert_eq!((summary.rows_read, summary.rows_kept, summary.rows_rejected), (135, 135, 0));
    assert_eq!(nowhere, 3);
    assert_eq!((finess, siret, rangs), (77, 28, 24));
    assert_eq!(summary.anomalies_by_rule.get(&Rule::NotAnIdNatStruct), Some(&1));
    assert_eq!(quoted, 1);
}

#[test]
fn any_number_of_columns_end_of_line_and_trailing_separator() {
    let all = columns();
    for width in [48, 52, 56] {
        for end in ["\n", "\r\n", "|\n", "|\r\n"] {
            let text = file(&all[..width], &PERSON, end);
            let (read, summary) = read(&text);
            assert_eq!(
                (summary.rows_kept, summary.rows_rejected),
                (1, 0),
                "{width} {end:?} {:?}",
                read.rejects
            );
            assert!(read.rows[0].contains("\"DUPONT\"") && read.rows[0].contains("SM44"));
        }
    }
    let text = format!("\u{feff}{}", file(&all, &PERSON, "\n"));
    assert_eq!(read(text.trim_end()).1.rows_kept, 1, "byte order mark, no end of line at the end");
}

#[test]
fn columns_are_found_by_name_and_new_ones_ignored() {
    let mut moved = columns();
    moved.reverse();
    moved.insert(0, "Colonne de 2030");
    let text = file(&moved, &PERSON, "\n").replacen("Prénom d'exercice", "PRÉNOM  D’EXERCICE", 1);
    let (read, _) = read(text);
    assert!(read.rows[0].contains("ANNE") && read.rows[0].contains("R10100000000001"));
}

#[test]
fn a_missing_required_column_is_named() {
    for missing in ["Ancien identifiant de la structure", "Identifiant PP", "Code secteur d'activité"] {
        let left: Vec<&str> = columns().into_iter().filter(|name| *name != missing).collect();
        let error = Files::new().open("rpps.txt", left.join("|")).unwrap_err();
        assert!(
            matches!(&error, SourceError::MissingColumn { columns, .. } if columns == &[missing]),
            "{error}"
        );
        assert!(error.to_string().contains(missing));
    }
}

#[test]
fn rows_that_are_lost_say_why() {
    let id = "Identification nationale PP";
    assert_eq!(defects_of(&[]), []);
    assert_eq!(defects_of(&[(id, "")]), [("reject", Rule::Missing, id, 2)]);
    assert_eq!(defects_of(&[(id, "899700000105")]), [("reject", Rule::Checksum, id, 2)]);
    assert_eq!(defects_of(&[(id, "399700000104")]), [("reject", Rule::Format, id, 2)]);
    let others = defects_of(&[("Identifiant PP", "99700000112")]);
    assert_eq!(others, [("reject", Rule::IdentityMismatch, id, 2)]);
    assert_eq!(defects_of(&[("Type d'identifiant PP", "0")]), [("reject", Rule::IdentityMismatch, id, 2)]);
}

#[test]
fn fields_that_are_left_out_say_why() {
    let old = "Ancien identifiant de la structure";
    let check = |column: &'static str, value: &str, rule| {
        assert_eq!(defects_of(&[(column, value)]), [("anomaly", rule, column, 2)]);
    };
    check("Numéro SIRET site", "77742665010015", Rule::Checksum);
    check("Numéro SIRET site", "1.23E+13", Rule::Format);
    check("Numéro FINESS site", "990000011", Rule::Checksum);
    check(old, "10000000502004", Rule::NotAnIdNatStruct);
    check(old, "499700000104008", Rule::Checksum);
    check("Code profession", "médecin", Rule::Format);
    for good in ["499700000104007", "069A00544100", "1990000010", ""] {
        assert_eq!(defects_of(&[(old, good)]), []);
    }
}

#[test]
fn lines_of_another_shape_or_encoding_are_rejected_alone() {
    let all = columns();
    let good = row(&all, &PERSON);
    let mut text = format!("{}|\n{good}|\n8|997|x|\n", all.join("|")).into_bytes();
    text.extend_from_slice(format!("{good}||||\n").as_bytes());
    text.extend_from_slice(good.replace("ANNE", "ZO\u{1}").as_bytes());
    *text.iter_mut().rfind(|b| **b == 1).unwrap() = 0xE9;
    text.extend_from_slice(format!("|\n\n{}\n{good}", "x".repeat(2_000_000)).as_bytes());
    let (read, summary) = read(text);
    let rejects: Vec<_> = read.rejects.iter().map(|d| (d.at.line, d.rule)).collect();
    let expected =
        [(3, Rule::FieldCount), (4, Rule::FieldCount), (5, Rule::Encoding), (7, Rule::LineTooLong)];
    assert_eq!(rejects, expected);
    assert_eq!((summary.rows_read, summary.rows_kept), (6, 2));
    assert_eq!(summary.ignored.get("ligne vide"), Some(&1));
}

#[test]
fn quotes_mean_nothing() {
    let quoted = [("Raison sociale site", "IME \"\"LE PRIEURE\"\""), ("Enseigne commerciale site", "\"LA")];
    let files = Files::new();
    let source = files.source("rpps.txt", file(&columns(), &person_with(&quoted), "\n"));
    let (_, summary) = read_with(&source, |row| {
        let place = row.situation.as_ref().unwrap().place.as_ref().unwrap();
        assert_eq!((&*place.raison_sociale, &*place.enseigne), ("IME \"LE PRIEURE\"", "\"LA"));
    })
    .unwrap();
    assert_eq!(summary.rows_kept, 1);
}

#[test]
fn windows_1252_is_refused_not_recoded() {
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(COLUMNS);
    let header: Vec<u8> = bytes.iter().map(|b| if *b == b'\n' { b'|' } else { *b }).collect();
    let error = Files::new().open("rpps.txt", header).unwrap_err();
    assert!(matches!(error, SourceError::Encoding { line: 1, .. }), "{error}");

    // Without accents in the header, the first accent tells.
    let plain = COLUMNS.trim_end().replace('\n', "|").replace(['é', 'è'], "e").replace('ô', "o");
    let mut text = format!("{plain}\n{}\n", row(&columns(), &PERSON)).into_bytes();
    let at = text.windows(4).position(|w| w == b"ANNE").unwrap();
    text[at] = 0xC9;
    let error = read_with(&Files::new().source("rpps.txt", text), |_| {}).err().unwrap();
    assert!(matches!(error, SourceError::Encoding { line: 2, .. }), "{error}");
}

#[test]
fn an_address_and_a_place() {
    let fields = person_with(&[
        ("Numéro Voie (coord. structure)", "14"),
        ("Code type de voie (coord. structure)", "RTE"),
        ("Libellé Voie (coord. structure)", "DE  BALATA"),
        ("Bureau cedex (coord. structure)", "97261 FORT DE FRANCE CEDEX"),
        ("Code postal (coord. structure)", "97261"),
        ("Code commune (coord. structure)", "97209"),
        ("Code secteur d'activité", "SA01"),
    ]);
    let source = Files::new();
    let source = source.source("rpps.txt", file(&columns(), &fields, "\n"));
    read_with(&source, |row| {
        let situation = row.situation.as_ref().unwrap();
        assert!(situation.secteur_activite.is_some_and(|code| code == "SA01"));
        let address = &situation.place.as_ref().unwrap().address;
        let found = (&*address.street, address.postcode, &*address.city, address.commune);
        assert_eq!(found, ("14 RTE DE BALATA", "97261", "FORT DE FRANCE CEDEX", "97209"));
    })
    .unwrap();
}

#[test]
fn savoir_faire_of_a_person() {
    let header = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|\
        Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|\
        Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|\
        Code savoir-faire|Libellé savoir-faire|";
    let text = format!(
        "{header}\n8|99700000104|899700000104|A|B|10|Médecin|C|Civil|S|x|SM44|y|\n\
        8|99700000104|899700000104|A|B|10|Médecin|C|Civil|S|x||y|\n"
    );
    let files = Files::new();
    let source = files.source("sf.txt", text);
    assert_eq!(source.kind(), SourceKind::RppsSavoirFaire);
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    let summary = source.read().savoir_faire(|event| {
        match event {
            Event::Row(row) => rows.push(row.savoir_faire.code),
            Event::Reject(defect) | Event::Anomaly(defect) => rejects.push((defect.at.line, defect.rule)),
        }
        Ok::<_, SourceError>(())
    });
    assert_eq!(summary.unwrap().rows_read, 2);
    assert_eq!(rows, ["SM44"]);
    assert_eq!(rejects, [(3, Rule::Missing)]);
}
