//! The display form of publishers' texts: single spaces, `""` as `"`, nothing where nothing is meant.

use std::borrow::Cow;

/// Trims, joins runs of spaces and collapses doubled quotes. Borrows when there is nothing to change.
///
/// A lone `\` means an empty line in FINESS+ addresses.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    if text == "\\" {
        return Cow::Borrowed("");
    }
    let mut last = 0;
    let untidy = text.bytes().any(|byte| {
        let doubled = byte == last && matches!(byte, b' ' | b'"');
        last = byte;
        doubled || byte.is_ascii_control()
    });
    if !untidy {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    append(&mut tidied, text);
    Cow::Owned(tidied.trim().to_owned())
}

/// [`str::trim`], at no cost where there is nothing to trim: most of the time.
pub(crate) fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    let plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    if plain(bytes.first()) && plain(bytes.last()) { text } else { text.trim() }
}

fn append(tidied: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.next_if_eq(&'"');
                tidied.push('"');
            }
            ' ' | '\t' | '\r' | '\n' if tidied.ends_with(' ') => {}
            '\t' | '\r' | '\n' => tidied.push(' '),
            c if c.is_ascii_control() => {}
            c => tidied.push(c),
        }
    }
}

/// Joins the parts that are not empty by single spaces, in `scratch`.
pub(crate) fn join<'s>(scratch: &'s mut String, parts: &[&str]) -> &'s str {
    scratch.clear();
    for part in parts {
        for word in part.split_ascii_whitespace().filter(|word| *word != "\\") {
            if !scratch.is_empty() {
                scratch.push(' ');
            }
            scratch.push_str(word);
        }
    }
    scratch
}

/// Splits a routing line into postcode and city: `97261 FORT DE FRANCE CEDEX`. Without a postcode in front
/// the whole line is the city.
pub(crate) fn split_postcode(line: &str) -> (&str, &str) {
    let line = line.trim();
    match line.split_once(' ') {
        Some((code, city)) if code.len() == 5 && is_postcode(code) => (code, city.trim_start()),
        None if line.len() == 5 && is_postcode(line) => (line, ""),
        _ => ("", line),
    }
}

/// The two numbers of a field that may hold both (`0690291988/0590895757`); the second is empty where there is one.
pub(crate) fn telephones(text: &str) -> (&str, &str) {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let both = text.split_once(['/', ';', ',']).filter(|(one, two)| digits(one) >= 9 && digits(two) >= 9);
    both.unwrap_or((text, ""))
}

fn is_postcode(code: &str) -> bool {
    code.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidied() {
        for (text, expected) in [
            (r#"IME ""LE PRIEURE"""#, r#"IME "LE PRIEURE""#),
            ("NOVARTIS SANTE ANIMALE SAS ", "NOVARTIS SANTE ANIMALE SAS"),
            ("DE  THIERENBACH", "DE THIERENBACH"),
            ("\\ ", ""),
            ("a\t b", "a b"),
            ("", ""),
        ] {
            assert_eq!(tidy(text), expected);
        }
        assert!(matches!(tidy(" plain text "), Cow::Borrowed("plain text")));
    }

    #[test]
    fn postcodes() {
        assert_eq!(split_postcode("97261 FORT DE FRANCE CEDEX"), ("97261", "FORT DE FRANCE CEDEX"));
        assert_eq!(split_postcode("BOURG EN BRESSE"), ("", "BOURG EN BRESSE"));
        assert_eq!(split_postcode("01000"), ("01000", ""));
    }

    #[test]
    fn two_numbers_in_one_field() {
        assert_eq!(telephones("0690291988/0590895757"), ("0690291988", "0590895757"));
        assert_eq!(telephones("02 32 00 00 00"), ("02 32 00 00 00", ""));
        assert_eq!(telephones("02/32/00/00/00"), ("02/32/00/00/00", ""));
    }

    #[test]
    fn joined() {
        assert_eq!(join(&mut String::new(), &["14", "", " RTE ", "DE  BALATA", "\\ "]), "14 RTE DE BALATA");
    }
}
