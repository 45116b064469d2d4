//! Cutting, whatever the sizes of the pieces that arrive.

use super::*;

fn cut(shape: Shape, text: &[u8], piece: usize) -> Vec<(u64, String, Option<Flaw>)> {
    let mut splitter = Splitter::new(shape, 1);
    let mut chunk = Chunk::default();
    for bytes in text.chunks(piece) {
        splitter.push(bytes);
        splitter.drain(&mut chunk, usize::MAX, false);
    }
    splitter.drain(&mut chunk, usize::MAX, true);
    let text = |cut: &Cut| String::from_utf8_lossy(&chunk.bytes[cut.start..cut.end]).into_owned();
    chunk.cuts.iter().map(|cut| (cut.line, text(cut), cut.flaw)).collect()
}

fn check(shape: Shape, text: &str, expect: &[(u64, &str, Option<Flaw>)]) {
    for piece in [1, 3, 7, 1 << 20] {
        let found = cut(shape, text.as_bytes(), piece);
        let found: Vec<_> = found.iter().map(|(line, text, flaw)| (*line, text.as_str(), *flaw)).collect();
        assert_eq!(found, expect, "{text:?} by {piece}");
    }
}

#[test]
fn lines_and_quoted_line_ends() {
    let semicolons = Shape::Delimited(b';');
    check(semicolons, "a;b\r\n\r\n;;\nc;d", &[(1, "a;b\r", None), (4, "c;d", None)]);
    check(semicolons, "a;\"x\ny\"\nb\n", &[(1, "a;\"x\ny\"", None), (3, "b", None)]);
    check(semicolons, "a;\"x\"\"\ny\" \nb", &[(1, "a;\"x\"\"\ny\" ", None), (3, "b", None)]);
    check(semicolons, "a \"b\";c\nd", &[(1, "a \"b\";c", None), (2, "d", None)]);
}

#[test]
fn an_open_quote_costs_one_line() {
    let semicolons = Shape::Delimited(b';');
    let flaw = Some(Flaw::UnclosedQuote);
    check(semicolons, "a;\"x\nb;c\n", &[(1, "a;\"x", flaw), (2, "b;c", None)]);
    check(semicolons, "a;\"x\nb;\"c\";d\ne", &[(1, "a;\"x", flaw), (2, "b;\"c\";d", None), (3, "e", None)]);
    check(semicolons, "a;\"x", &[(1, "a;\"x", flaw)]);
    let endless = format!("a;\"x\n{}", "b;c\n".repeat(200_000));
    let found = cut(semicolons, endless.as_bytes(), 1 << 16);
    assert_eq!(found.len(), 200_001);
    assert_eq!((found[0].2, found[200_000].0), (flaw, 200_001));
}

#[test]
fn lines_of_json_and_arrays() {
    check(Shape::Lines, "{}\n\n {\"a\":1}", &[(1, "{}", None), (3, " {\"a\":1}", None)]);
    check(Shape::Array, "\u{FEFF} [ ]", &[]);
    check(
        Shape::Array,
        r#"[{"a":"],}\"{"},{"b":[1,2]} , 3]"#,
        &[(1, r#"{"a":"],}\"{"}"#, None), (2, r#"{"b":[1,2]} "#, None), (3, " 3", None)],
    );
    check(
        Shape::Array,
        r#"[{"a":1},{"b""#,
        &[(1, r#"{"a":1}"#, None), (2, r#"{"b""#, Some(Flaw::Truncated))],
    );
}

#[test]
fn what_follows_an_array_is_reported_once() {
    let found = cut(Shape::Array, b"[1] [2] [3]", 4);
    assert_eq!(found.iter().filter(|(.., flaw)| *flaw == Some(Flaw::AfterTheEnd)).count(), 1);
}

#[test]
fn what_is_too_long_is_reported_once_and_memory_stays_bounded() {
    for shape in [Shape::Lines, Shape::Delimited(b';')] {
        let text = format!("a\n{}\nb\n", "x".repeat(3 * MAX_RECORD));
        let mut splitter = Splitter::new(shape, 1);
        let mut chunk = Chunk::default();
        for bytes in text.as_bytes().chunks(10_000) {
            splitter.push(bytes);
            splitter.drain(&mut chunk, usize::MAX, false);
            assert!(splitter.buffer.len() <= MAX_RECORD + 10_000);
        }
        splitter.drain(&mut chunk, usize::MAX, true);
        let cuts: Vec<_> = chunk.cuts.iter().map(|cut| (cut.line, cut.flaw)).collect();
        assert_eq!(cuts, [(1, None), (2, Some(Flaw::TooLong)), (3, None)]);
    }
}

#[test]
fn fields_are_unquoted() {
    for (record, expect) in [
        (&b"a;b"[..], vec!["a", "b"]),
        (b"", vec![""]),
        (b"a;", vec!["a", ""]),
        (b"\"a;b\";c\r", vec!["a;b", "c"]),
        (b"\"a\"\"b\";\"\"", vec!["a\"b", ""]),
        (b"\"=\"\"012\"\"\"", vec!["=\"012\""]),
        (b"=\"012\";x", vec!["=\"012\"", "x"]),
        (b"\"a\" ;x", vec!["a ", "x"]),
    ] {
        let mut scratch = Vec::new();
        let count = delimited::fields(record, b';', &mut scratch);
        let found: Vec<_> =
            scratch[..count].iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect();
        assert_eq!(found, expect, "{record:?}");
    }
}
