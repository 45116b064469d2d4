//! Files that complete the others: in either encoding, in Parquet, and what is refused of them.

#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]

mod given;

use aiguilleur_columnar::{Batch, Codec, Column, Kind, Writer};
use aiguilleur_domain::entity::{ComplementRow, SourceKind};
use aiguilleur_sources::{Event, Source, SourceError, Summary};
use given::{Files, gzip, zip_of};

const CARDS: &str = "Identifiant PP|Nom d'exercice|Code type de carte|Libellé type de carte|Numéro carte|\
    Date début validité|Date fin validité|Date opposition|Date de mise à jour|\n\
    99700000104|VAUQUELIN|CPS|Carte de Professionnel de Santé|2900000018|20240115|2027-01-14|||\n\
    991000019|MIRABEL|CPF|Carte de Professionnel en Formation|2900000026|2024-01-15|20270114|20260301||\n";

fn read(source: &Source) -> Result<(Vec<ComplementRow>, Summary), SourceError> {
    let mut rows = Vec::new();
    let summary = source.read().complement(
        |_| true,
        |event| {
            if let Event::Row(row) = event {
                rows.push(row);
            }
            Ok::<_, SourceError>(())
        },
    )?;
    Ok((rows, summary))
}

#[test]
fn cards_are_read_in_either_encoding() {
    let latin = encoding_rs::WINDOWS_1252.encode(CARDS).0;
    let expected = read(&Files::new().source("x.txt", CARDS)).unwrap().0;
    assert_eq!(expected.len(), 2);
    let ComplementRow::Card(holder, card) = &expected[0] else { panic!("a card") };
    assert_eq!((holder.to_string().as_str(), card.number.as_str()), ("899700000104", "2900000018"));
    assert_eq!(card.kind_label, "Carte de Professionnel de Santé");
    assert_eq!(card.valid_to.unwrap().to_string(), "2027-01-14");
    for bytes in [latin.to_vec(), gzip(&latin), zip_of(&[("Porteurs.txt", &latin)])] {
        let files = Files::new();
        let source = files.source("porteurs", bytes);
        assert_eq!(source.kind(), SourceKind::Porteurs);
        assert_eq!(read(&source).unwrap().0, expected);
    }
}

#[test]
fn what_is_cut_or_written_again_is_refused() {
    let code = |text: &str| {
        let files = Files::new();
        let read = files.open("f.txt", text).and_then(|opened| read(&opened.sources[0]).map(|_| ()));
        read.err().map(|error| error.code())
    };
    assert_eq!(code(CARDS), None);
    assert_eq!(code(&CARDS[..CARDS.len() - 8]), Some("truncated"));
    assert_eq!(code(&CARDS.replace('|', ";")), Some("refused"));
    assert_eq!(code("Numéro carte|Nom d'exercice|\n1|A|\n"), Some("missing_column"));
    assert_eq!(code("siret,etatAdministratifEtablissement,x\n99900000900012,A"), Some("truncated"));
    assert_eq!(code("siretEtablissementPredecesseur,transfertSiege\n"), Some("missing_column"));
}

#[test]
fn establishments_are_the_same_in_csv_and_parquet() {
    let names = ["siret", "x", "dateDebut", "etatAdministratifEtablissement", "enseigne1Etablissement"];
    let rows = [
        ["99900006000015", "a", "2026-06-30", "F", "OPTIQUE, \"DU PORT\""],
        ["99900160500016", "b", "2026-07-01", "A", ""],
    ];
    let quoted = |field: &str| {
        if field.contains(',') { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
    };
    let line = |row: &[&str; 5]| row.map(quoted).join(",") + "\n";
    let csv = names.join(",") + "\n" + &rows.iter().map(line).collect::<String>();
    let kind = |name: &str| if name == "dateDebut" { Kind::Date } else { Kind::Text };
    let columns = names.map(|name| Column { name: name.to_owned(), kind: kind(name) });
    let mut batch = Batch::new(&columns);
    for row in &rows {
        batch.push(&row.map(|field| (!field.is_empty()).then_some(field))).unwrap();
    }
    let files = Files::new();
    let path = files.path().join("etablissements");
    let mut writer = Writer::new(&columns, Codec::Zstd).unwrap();
    let mut bytes = writer.append(batch).unwrap();
    bytes.extend(writer.finish().unwrap());
    std::fs::write(&path, bytes).unwrap();
    let opened = aiguilleur_sources::open(&path).unwrap();
    assert_eq!(opened.sources[0].kind(), SourceKind::Etablissements);
    let (from_parquet, summary) = read(&opened.sources[0]).unwrap();
    assert_eq!(from_parquet, read(&files.source("x.csv", csv)).unwrap().0);
    assert_eq!(summary.rows_kept, 2);
}

#[test]
fn only_wanted_establishments_are_handed_over_and_all_are_counted() {
    let text = "siret,etatAdministratifEtablissement\n99900006000015,F\n99900160500016,A\n9990,A\n";
    let files = Files::new();
    let mut rows = 0;
    let summary = files.source("x.csv", text).read().complement(
        |siret| siret.to_string().ends_with("16"),
        |event| {
            rows += u64::from(matches!(event, Event::Row(_)));
            Ok::<_, SourceError>(())
        },
    );
    let summary = summary.unwrap();
    assert_eq!((rows, summary.rows_read, summary.rows_kept, summary.rows_rejected), (1, 3, 2, 1));
}
