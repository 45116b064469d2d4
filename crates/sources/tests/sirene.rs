//! SIRENE legal units, from files: columns by name, names with commas, rows that are lost.

mod given;

use aiguilleur_domain::entity::SourceKind;
use aiguilleur_sources::{Event, Rule, SourceError};
use given::{Files, zip_of};

const TEXT: &str = "siren,denominationUniteLegale,etatAdministratifUniteLegale,categorieJuridiqueUniteLegale,x\n\
    999000009,\"SCM \"\"LES LILAS\"\", MEDECINS\",A,6589,\n\
    999000017,,C,5485,\r\n\
    99900001,A,A,1000,\n\
    999000025,A\n";

#[test]
fn units_of_a_zip() {
    let files = Files::new();
    let archive = zip_of(&[("StockUniteLegale_utf8.csv", TEXT.as_bytes()), ("lisez-moi.txt", b"Bonjour")]);
    let opened = files.open("StockUniteLegale_utf8.zip", archive).unwrap();
    assert_eq!((opened.sources.len(), opened.ignored.len()), (1, 1));
    assert_eq!(opened.sources[0].kind(), SourceKind::Sirene);
    let (mut units, mut rejects) = (Vec::new(), Vec::new());
    let summary = opened.sources[0].read().unites_legales(|event| {
        match event {
            Event::Row(unit) => {
                units.push((unit.siren.to_string(), unit.is_scm(), unit.etat.unwrap().to_string()));
            }
            Event::Reject(defect) | Event::Anomaly(defect) => rejects.push((defect.at.line, defect.rule)),
        }
        Ok::<_, SourceError>(())
    });
    let unit = |siren: &str, scm, etat: &str| (siren.to_owned(), scm, etat.to_owned());
    assert_eq!(units, [unit("999000009", true, "A"), unit("999000017", false, "C")]);
    assert_eq!(rejects, [(4, Rule::Format), (5, Rule::FieldCount)]);
    assert_eq!(summary.unwrap().rows_read, 4);
}

#[test]
fn other_files_of_sirene_are_refused() {
    for header in [
        "siren,nic,siret,dateFin,etatAdministratifEtablissement",
        "siren,dateFin,dateDebut,etatAdministratifUniteLegale,categorieJuridiqueUniteLegale",
    ] {
        let error = Files::new().open("x.csv", header).unwrap_err();
        assert!(matches!(error, SourceError::NotUsed { .. }), "{error}");
    }
    let error = Files::new()
        .open("x.csv", "siren,categorieJuridiqueUniteLegale")
        .map(|opened| opened.sources[0].read().unites_legales(|_| Ok::<_, SourceError>(())).unwrap_err());
    assert!(matches!(error, Ok(SourceError::MissingColumn { .. })));
}

#[test]
fn the_name_of_a_unit_that_opposes_is_not_kept() {
    let text = "siren,statutDiffusionUniteLegale,etatAdministratifUniteLegale,denominationUniteLegale,categorieJuridiqueUniteLegale\n\
        999000009,O,A,LES LILAS,6589\n\
        999000017,P,A,[ND],6589\n\
        999000025,N,C,LES MUGUETS,5485\n";
    let mut units = Vec::new();
    let files = Files::new();
    let opened = files.open("StockUniteLegale_utf8.csv", text).unwrap();
    let read = opened.sources[0].read().unites_legales(|event| {
        if let Event::Row(unit) = event {
            units.push((unit.denomination, unit.categorie_juridique.unwrap().to_string()));
        }
        Ok::<_, SourceError>(())
    });
    assert_eq!(read.unwrap().rows_kept, 3, "what decides is read all the same");
    let unit = |name: &str, code: &str| (name.to_owned(), code.to_owned());
    assert_eq!(units, [unit("LES LILAS", "6589"), unit("", "6589"), unit("", "5485")]);
}
