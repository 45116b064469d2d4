//! What was written is read back, over several groups of rows, and the same rows make the same bytes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write;

use aiguilleur_columnar::{Batch, Codec, Column, ColumnarError, Kind, MAGIC, Reader, Value, Writer};

fn columns() -> Vec<Column> {
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    vec![column("nom", Kind::Text), column("rang", Kind::Integer), column("jour", Kind::Date)]
}

/// 150,000 rows, in batches of 512: more than two groups.
fn table() -> Vec<u8> {
    let columns = columns();
    let mut writer = Writer::new(&columns, Codec::Snappy).unwrap();
    let mut bytes = Vec::new();
    for first in (0..150_000_u32).step_by(512) {
        let mut batch = Batch::new(&columns);
        for n in first..(first + 512).min(150_000) {
            let (name, rank) = (format!("client n° {n}"), n.to_string());
            let day = (n % 2 == 0).then_some(if n % 4 == 0 { "2026-11-20" } else { "1969-12-31" });
            batch.push(&[(n % 3 != 0).then_some(&name), Some(&rank), day]).unwrap();
        }
        bytes.extend(writer.append(batch).unwrap());
    }
    bytes.extend(writer.finish().unwrap());
    bytes
}

fn reader(bytes: &[u8]) -> Reader {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    Reader::open(file).unwrap()
}

#[test]
fn rows_are_read_back_in_their_order() {
    let bytes = table();
    assert!(bytes.starts_with(MAGIC));
    assert_eq!(bytes, table());
    let reader = reader(&bytes);
    assert_eq!((reader.total(), reader.columns()), (150_000, &["nom", "rang", "jour"].map(String::from)[..]));
    let mut count = 0;
    for (n, row) in reader.enumerate() {
        let day = (n % 2 == 0).then_some(if n % 4 == 0 { "2026-11-20" } else { "1969-12-31" });
        let name = (n % 3 != 0).then(|| format!("client n° {n}"));
        assert_eq!(row.unwrap(), [name, Some(n.to_string()), day.map(str::to_owned)]);
        count += 1;
    }
    assert_eq!(count, 150_000);
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut batch = Batch::new(&columns());
    assert!(matches!(batch.push(&[None]), Err(ColumnarError::Width { cells: 1, columns: 3 })));
    assert!(matches!(batch.push(&[None, Some("x"), None]), Err(ColumnarError::Cell { .. })));
    assert!(matches!(batch.push(&[None, None, Some("20/11/2026")]), Err(ColumnarError::Cell { .. })));
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"PAR1 and nothing that follows PAR1").unwrap();
    assert!(matches!(Reader::open(file), Err(ColumnarError::Schema)));
}

#[test]
fn flags_and_lists_are_read_back() {
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    let columns = [column("codes", Kind::List), column("oui", Kind::Flag), column("nom", Kind::Text)];
    let mut writer = Writer::new(&columns, Codec::Zstd).unwrap();
    let rows: [(&[&str], Option<bool>, Option<u8>); 4] = [
        (&["a", "b", "c"], Some(true), Some(7)),
        (&[], None, None),
        (&["d"], Some(false), None),
        (&[], None, Some(8)),
    ];
    let mut bytes = Vec::new();
    for half in rows.chunks(2) {
        let mut batch = Batch::new(&columns);
        for (codes, flag, shown) in half {
            if !codes.is_empty() {
                batch.set(0, Value::List(codes)).unwrap();
            }
            if let Some(flag) = *flag {
                batch.set(1, Value::Flag(flag)).unwrap();
            }
            if let Some(shown) = shown {
                batch.set(2, Value::Shown(shown)).unwrap();
            }
            batch.end_row();
        }
        bytes.extend(writer.append(batch).unwrap());
    }
    bytes.extend(writer.finish().unwrap());
    let read: Vec<_> = reader(&bytes)
        .map(|row| row.unwrap().into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>())
        .collect();
    assert_eq!(read, [["a,b,c", "true", "7"], ["", "", ""], ["d", "false", ""], ["", "", "8"]]);
}

#[test]
fn a_cell_is_given_once_and_is_what_its_column_says() {
    let mut batch = Batch::new(&columns());
    batch.set(1, Value::Integer(1)).unwrap();
    assert!(matches!(batch.set(1, Value::Integer(2)), Err(ColumnarError::Width { .. })));
    assert!(matches!(batch.set(3, Value::Integer(2)), Err(ColumnarError::Width { .. })));
    assert!(matches!(batch.set(0, Value::Flag(true)), Err(ColumnarError::Cell { .. })));
}

#[test]
fn a_file_of_too_many_columns_is_refused_before_its_schema_is_read() {
    let column = |n| Column { name: format!("c{n}"), kind: Kind::Text };
    let columns: Vec<Column> = (0..1500).map(column).collect();
    let bytes = Writer::new(&columns, Codec::Snappy).unwrap().finish().unwrap();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    assert!(matches!(Reader::open(file), Err(ColumnarError::Schema)));
}
