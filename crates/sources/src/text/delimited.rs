//! Fields of one line: by separator alone, or with the quotes of RFC 4180. Lines never continue.

use std::borrow::Cow;

/// Writes where each field of `line` ends, quotes meaning nothing. Returns the number of fields.
///
/// Fields of a few bytes are found eight bytes at a time: a search that prepares itself for each of them
/// costs twice as much (measured on the RPPS extraction, 57 fields in 285 bytes).
pub(crate) fn split_plain(line: &[u8], separator: u8, ends: &mut Vec<u32>) -> usize {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let pattern = u64::from_ne_bytes([separator; 8]);
    ends.clear();
    let (words, tail) = line.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let different = u64::from_le_bytes(*word) ^ pattern;
        // The high bit of each byte of `different` that is zero, exactly.
        let mut hits = !(((different & LOW) + LOW) | different | LOW);
        while hits != 0 {
            ends.push(at + hits.trailing_zeros() / 8);
            hits &= hits - 1;
        }
        at += 8;
    }
    ends.extend((at..).zip(tail).filter(|(_, byte)| **byte == separator).map(|(at, _)| at));
    ends.push(bounded(line.len()));
    ends.len()
}

/// Lines are shorter than 4 GiB by construction.
fn bounded(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A quote opens and does not close, or text follows a closing quote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadQuotes;

/// Splits one line by the rules of RFC 4180, up to `most` fields.
pub(crate) fn split_quoted<'a>(
    line: &'a str,
    separator: char,
    most: usize,
    fields: &mut Vec<Cow<'a, str>>,
) -> Result<(), BadQuotes> {
    fields.clear();
    each_quoted(line, separator, |field| {
        fields.push(field);
        fields.len() < most
    })
}

/// Writes the fields of one line of RFC 4180 into `text`, one separator between them, and where each ends.
/// Returns the number of fields.
pub(crate) fn unquote(
    line: &str,
    separator: char,
    text: &mut String,
    ends: &mut Vec<u32>,
) -> Result<usize, BadQuotes> {
    text.clear();
    ends.clear();
    each_quoted(line, separator, |field| {
        if !ends.is_empty() {
            text.push(separator);
        }
        text.push_str(&field);
        ends.push(bounded(text.len()));
        true
    })?;
    Ok(ends.len())
}

/// Calls `each` with the fields of one line of RFC 4180, as long as it asks for more.
pub(crate) fn each_quoted<'a>(
    line: &'a str,
    separator: char,
    mut each: impl FnMut(Cow<'a, str>) -> bool,
) -> Result<(), BadQuotes> {
    let mut rest = line;
    loop {
        let (field, after) = if let Some(quoted) = rest.strip_prefix('"') {
            take_quoted(quoted)?
        } else {
            let end = rest.find(separator).unwrap_or(rest.len());
            (Cow::Borrowed(&rest[..end]), &rest[end..])
        };
        let more = each(field);
        match after.strip_prefix(separator) {
            Some(next) if more => rest = next,
            Some(_) => return Ok(()),
            None if after.is_empty() => return Ok(()),
            None => return Err(BadQuotes),
        }
    }
}

/// The field whose opening quote has just been read, and what follows its closing quote.
fn take_quoted(text: &str) -> Result<(Cow<'_, str>, &str), BadQuotes> {
    let mut from = 0;
    let mut doubled = false;
    loop {
        let end = from + text[from..].find('"').ok_or(BadQuotes)?;
        if text[end + 1..].starts_with('"') {
            doubled = true;
            from = end + 2;
            continue;
        }
        let field = &text[..end];
        let field = if doubled { Cow::Owned(field.replace("\"\"", "\"")) } else { Cow::Borrowed(field) };
        return Ok((field, &text[end + 1..]));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotes() {
        let mut fields = Vec::new();
        let line = r#"a;"LIEU ""MAVOUNA""";;"b;c""#;
        assert_eq!(split_quoted(line, ';', usize::MAX, &mut fields), Ok(()));
        assert_eq!(fields, ["a", "LIEU \"MAVOUNA\"", "", "b;c"]);
        for bad in ["\"a", "\"a\"b;c", "a;\""] {
            assert_eq!(split_quoted(bad, ';', usize::MAX, &mut fields), Err(BadQuotes), "{bad}");
        }
        assert_eq!(split_quoted("a;b;c", ';', 2, &mut fields), Ok(()));
        assert_eq!(fields, ["a", "b"]);
    }

    #[test]
    fn plain() {
        let mut ends = Vec::new();
        assert_eq!(split_plain(b"a|\"b||", b'|', &mut ends), 4);
        assert_eq!(ends, [1, 4, 5, 6]);
    }

    proptest! {
        #[test]
        fn plain_fields_are_those_of_a_naive_split(line in "[a-z|é{}]{0,40}") {
            let mut ends = Vec::new();
            let count = split_plain(line.as_bytes(), b'|', &mut ends);
            let naive: Vec<u32> = line
                .split('|')
                .map(|field| bounded(field.as_ptr().addr() - line.as_ptr().addr() + field.len()))
                .collect();
            prop_assert_eq!(count, naive.len());
            prop_assert_eq!(ends, naive);
        }

        #[test]
        fn reads_what_a_csv_writer_writes(row in proptest::collection::vec("[a-z\"; é]{0,6}", 1..8)) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            writer.write_record(&row).unwrap();
            let line = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut fields = Vec::new();
            prop_assert_eq!(split_quoted(line.trim_end_matches('\n'), ';', usize::MAX, &mut fields), Ok(()));
            prop_assert_eq!(&fields, &row);
            let (mut text, mut ends) = (String::new(), Vec::new());
            prop_assert_eq!(unquote(line.trim_end_matches('\n'), ';', &mut text, &mut ends), Ok(row.len()));
            let starts = std::iter::once(0).chain(ends.iter().map(|end| *end as usize + 1));
            let found: Vec<&str> = starts.zip(&ends).map(|(from, end)| &text[from..*end as usize]).collect();
            prop_assert_eq!(found, row);
        }
    }
}
