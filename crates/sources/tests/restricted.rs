//! The restricted RPPS extraction: five tables out of nineteen, columns by name, what is wrong located.

#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]

mod given;

use aiguilleur_domain::{Date, entity::RestrictedRow};
use aiguilleur_sources::{Event, Source, SourceError, Summary};
use given::{Files, zip_of};

const ACTIVITE: &str = "Activite";

/// One line, every field quoted, with the separator that ends the lines of some tables.
fn line(fields: &[&str]) -> String {
    let quoted: Vec<String> = fields.iter().map(|f| format!("\"{}\"", f.replace('"', "\"\""))).collect();
    quoted.join(";") + ";\r\n"
}

fn activite_header() -> Vec<&'static str> {
    vec![
        "Identifiant de l’activité",
        "Type d'identifiant PP",
        "Identifiant PP",
        "Identification nationale PP",
        "Identifiant technique de la structure",
        "Code fonction",
        "Libellé fonction",
        "Code mode exercice",
        "Date de début activité",
        "Date de fin activité",
        "Colonne de demain",
        "Code genre activité",
        "Code motif de fin d'activité",
        "Code profession",
        "CODE CATEGORIE PROFESSIONNELLE",
    ]
}

const ENDED: [&str; 15] = [
    "A1",
    "8",
    "99700000104",
    "899700000104",
    "R10000000001000",
    "FON-22",
    "Remplaçant ; \"volant\"",
    "L",
    "01/02/2019",
    "30/06/2026",
    "x",
    "GENR02",
    "RET",
    "10",
    "C",
];

fn activite(rows: &[&[&str]]) -> String {
    rows.iter().fold(line(&activite_header()), |text, row| text + &line(row))
}

/// The rows as text, the rules of rejects and anomalies with their lines, and the account.
fn read(source: &Source) -> (Vec<String>, Vec<String>, Summary) {
    let (mut rows, mut defects) = (Vec::new(), Vec::new());
    let summary = source.read().restricted(|event| {
        match event {
            Event::Row(row) => rows.push(format!("{row:?}")),
            Event::Reject(defect) => defects.push(format!("perdue {}: {}", defect.at.line, defect.rule)),
            Event::Anomaly(defect) => {
                defects.push(format!("gardée {}: {} {}", defect.at.line, defect.rule, defect.at.column));
            }
        }
        Ok::<_, SourceError>(())
    });
    let summary = summary.unwrap();
    assert_eq!(summary.rows_read, summary.rows_kept + summary.rows_rejected);
    (rows, defects, summary)
}

#[test]
fn an_activity_with_its_dates_its_motif_and_its_fonction() {
    let files = Files::new();
    let source = files.source("a.csv", activite(&[&ENDED]));
    assert_eq!(source.kind().name(), "Extraction_RPPS_Profil");
    let mut seen = 0;
    source
        .read()
        .restricted(|event| {
            let Event::Row(RestrictedRow::Activite(row)) = event else { panic!("{event:?}") };
            seen += 1;
            assert_eq!((row.number, row.technical_id), ("A1", "R10000000001000"));
            assert_eq!(row.stated.began_on, Some(Date::constant(2019, 2, 1)));
            assert_eq!(row.stated.ends_on, Some(Date::constant(2026, 6, 30)));
            let codes =
                [row.stated.motif_fin, row.stated.fonction, row.stated.genre_activite, row.mode_exercice];
            let codes: Vec<String> = codes.iter().map(|code| code.unwrap().to_string()).collect();
            assert_eq!(codes, ["RET", "FON-22", "GENR02", "L"]);
            assert_eq!(row.exercice.profession.unwrap().as_str(), "10");
            Ok::<_, SourceError>(())
        })
        .unwrap();
    assert_eq!(seen, 1);
}

#[test]
fn what_is_wrong_is_located_and_an_end_that_cannot_be_read_loses_its_row() {
    let with = |at: usize, value: &'static str| {
        let mut row = ENDED;
        row[at] = value;
        row
    };
    let bad_start = with(8, "2019-02-01");
    let bad_end = with(9, "31/02/2026");
    let no_number = with(0, " ");
    let other_person = with(2, "99700000112");
    let rows: [&[&str]; 6] = [&bad_start, &bad_end, &ENDED[..9], &no_number, &other_person, &ENDED];
    let broken = activite(&rows) + "\"A9\";\"8;\"x\"\r\n";
    let (rows, defects, summary) = read(&Files::new().source("a.csv", broken));
    assert_eq!(rows.len(), 2);
    assert_eq!(
        defects,
        [
            "gardée 2: format Date de début activité",
            "perdue 3: format",
            "perdue 4: field_count",
            "perdue 5: missing",
            "perdue 6: identity_mismatch",
            "perdue 8: quotes",
        ]
    );
    assert_eq!((summary.rows_kept, summary.rows_rejected, summary.anomalies), (2, 5, 1));
}

#[test]
fn a_missing_column_is_named_and_so_is_the_table_that_a_file_is_named_after() {
    let files = Files::new();
    let header: Vec<&str> = activite_header().into_iter().filter(|name| !name.contains("fin act")).collect();
    let error = files.open("a.csv", line(&header)).unwrap_err();
    assert_eq!(error.code(), "missing_column");
    assert!(error.to_string().contains("Date de fin activité"), "{error}");
    let name = "Extraction_RPPS_Profil4_Activite_202310250948.csv";
    let archive = zip_of(&[(name, b"\"Tout\";\"autre\";\"chose\"\r\n")]);
    let error = files.open("x.zip", archive).unwrap_err();
    assert_eq!(error.code(), "missing_column");
    assert!(error.to_string().contains("Identifiant de l'activité"), "{error}");
}

#[test]
fn structures_and_where_they_are() {
    let header = [
        "Type de structure",
        "Identifiant technique de la structure",
        "Identification nationale de la structure",
        "Numéro SIRET",
        "Numéro SIREN",
        "Numéro FINESS Etablissement",
        "Numéro FINESS EJ",
        "RPPS rang",
        "ADELI rang",
        "Date d'ouverture structure",
        "Date de fermeture structure",
        "Code catégorie juridique",
        "Code secteur d'activité",
        "Raison sociale",
        "Enseigne commerciale",
    ];
    let row = [
        "EG",
        "R10000009000002",
        "399900002900010",
        "99900002900010",
        "",
        "",
        "",
        "99700000104007",
        "",
        "03/04/2010",
        "31/12/2025",
        "79",
        "SA09",
        "SCM \"DU CHATEAU\"",
        "",
    ];
    let text = line(&header) + &line(&row) + &line(&[&["EG", " "], &row[2..]].concat());
    let (rows, defects, _) = read(&Files::new().source("s.csv", text));
    let found = &rows[0];
    for expected in [
        "R10000009000002",
        "99700000104007",
        "opened_on: Some(2010-04-03)",
        "closed_on: Some(2025-12-31)",
        "categorie_juridique: Some(\"79\")",
        "SCM \\\"DU CHATEAU\\\"",
    ] {
        assert!(found.contains(expected), "{expected} in {found}");
    }
    assert_eq!(defects, ["perdue 3: missing"]);
    let header = [
        "Identifiant technique de la structure",
        "Complément destinataire (coord. structure)",
        "Numéro Voie (coord. structure)",
        "Indice répétition voie (coord. Structure)",
        "Code type de voie (coord. structure)",
        "Libellé type de voie (coord. structure)",
        "Libellé Voie (coord. structure)",
        "Bureau cedex (coord. structure)",
        "Code postal (coord. structure)",
        "Code commune (coord. structure)",
        "Libellé commune (coord. structure)",
    ];
    let row = ["R1", "SCM", "12", "B", "R", "Rue", "DES TANNEURS", "", "76000", "76540", "ROUEN"];
    let (rows, _, _) = read(&Files::new().source("c.csv", line(&header) + &line(&row)));
    assert!(rows[0].contains("12 B Rue DES TANNEURS") && rows[0].contains("76000"), "{rows:?}");
}

#[test]
fn the_people_of_the_extraction_and_what_they_gave_up() {
    let exercice = [
        "Type d'identifiant PP",
        "Identifiant PP",
        "Identification nationale PP",
        "Code civilité d'exercice",
        "Nom d'exercice",
        "Prénom d'exercice",
        "Code profession",
        "Code catégorie professionnelle",
        "Date de fin exercice",
    ];
    let row = ["8", "99700000104", "899700000104", "DR", "VAUQUELIN", "HORTENSE", "10", "C", ""];
    let (rows, _, _) = read(&Files::new().source("e.csv", line(&exercice) + &line(&row)));
    assert!(rows[0].contains("ExercPro") && rows[0].contains("VAUQUELIN"), "{rows:?}");
    let known = [
        "Type d'identifiant PP",
        "Identifiant PP",
        "Identification nationale PP",
        "Code savoir-faire",
        "Code type savoir-faire",
        "Code profession",
        "Code catégorie professionnelle",
        "Date abandon savoir-faire",
    ];
    let row = |day| ["8", "99700000104", "899700000104", "SM44", "S", "10", "C", day];
    let text = line(&known) + &line(&row("01/01/2020")) + &line(&row("")) + &line(&row("hier"));
    let (rows, defects, _) = read(&Files::new().source("k.csv", text));
    assert!(rows[0].contains("abandoned_on: Some(2020-01-01)") && rows[1].contains("abandoned_on: None"));
    assert_eq!(defects, ["perdue 4: format"]);
}

#[test]
fn of_an_archive_the_other_tables_are_left_with_a_reason() {
    let files = Files::new();
    let coordinates =
        line(&["Identifiant de l'activité", "Identification nationale PP", "Code postal (coord. activité)"]);
    let person =
        line(&["Type d'identifiant PP", "Identifiant PP", "Identification nationale PP", "Nom d'usage"]);
    let dated = |table: &str| format!("Extraction_RPPS_Profil1_{table}_202611200812.csv");
    let (activity, coord, personne) = (dated(ACTIVITE), dated("CoordAct"), dated("Personne"));
    let text = activite(&[&ENDED]);
    let entries: [(&str, &[u8]); 3] =
        [(&activity, text.as_bytes()), (&coord, coordinates.as_bytes()), (&personne, person.as_bytes())];
    let opened = files.open("Extraction_RPPS_Profil1_202611200812.zip", zip_of(&entries)).unwrap();
    assert_eq!(opened.sources.len(), 1);
    assert_eq!(opened.sources[0].dated(), Some(Date::constant(2026, 11, 20)));
    assert!(opened.ignored.iter().all(|entry| entry.reason.contains("accès restreint")), "{opened:?}");
    assert_eq!(opened.ignored.len(), 2);
}
