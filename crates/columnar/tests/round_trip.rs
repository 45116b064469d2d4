//! What was written is read back, over several groups of rows, and the same rows make the same bytes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs::File, io::Write};

use aiguilleur_columnar::{Batch, Column, ColumnarError, Kind, MAGIC, Reader, Writer};

fn columns() -> Vec<Column> {
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    vec![column("nom", Kind::Text), column("rang", Kind::Integer), column("jour", Kind::Date)]
}

/// 150,000 rows, in batches of 512: more than two groups.
fn table() -> Vec<u8> {
    let columns = columns();
    let mut writer = Writer::new(&columns).unwrap();
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

#[test]
fn rows_are_read_back_in_their_order() {
    let bytes = table();
    assert!(bytes.starts_with(MAGIC));
    assert_eq!(bytes, table());
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    let reader = Reader::open(File::open(file.path()).unwrap()).unwrap();
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
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"PAR1 and nothing that follows PAR1").unwrap();
    assert!(matches!(Reader::open(File::open(file.path()).unwrap()), Err(ColumnarError::Read(_))));
}
