//! Answers as JSON: the bytes that `serde_json` would write, several times faster.
//!
//! Names of fields are known to need no escape, texts are looked at many bytes at a time, and what the resolver has
//! written beforehand ([`aiguilleur_resolver::written`]) is copied.

mod compound;
mod serializer;
mod text;

use std::fmt;

use serde::Serialize;

/// Appends `value` to `out`; nothing of it where it has no form in JSON.
pub(crate) fn write(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let begun = out.len();
    if let Err(error) = value.serialize(&mut Writer { out, raw: false }) {
        // Keys of our answers are texts: only a fault of ours comes here.
        tracing::error!(%error, "an answer could not be written");
        out.truncate(begun);
    }
}

/// Where JSON goes.
struct Writer<'o> {
    out: &'o mut Vec<u8>,
    /// The next text is JSON already.
    raw: bool,
}

/// A value that has no form in JSON.
#[derive(Debug)]
struct Unwritable(String);

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unwritable {}

impl serde::ser::Error for Unwritable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::write;

    fn check(value: &impl Serialize) {
        let mut written = Vec::new();
        write(&mut written, value);
        let expected = serde_json::to_string(value).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }

    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Variant {
        Unit,
        One(u8),
        Two(u8, i64),
        Named { value: Option<char> },
    }

    #[derive(Serialize)]
    struct Pair(u8, &'static str);

    #[derive(Serialize)]
    struct One(u16);

    #[derive(Serialize)]
    struct Nothing;

    #[derive(Serialize)]
    struct Whole<'a> {
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        absent: Option<u8>,
        #[serde(flatten)]
        more: BTreeMap<&'a str, Vec<f64>>,
        #[serde(flatten)]
        variant: Variant,
        last: (bool, ()),
    }

    #[test]
    fn texts_are_escaped_as_serde_json_escapes_them() {
        for code in 0..=0x2FF_u32 {
            let letter = char::from_u32(code).unwrap();
            check(&letter);
            for length in [0, 1, 7, 15, 16, 17, 40] {
                check(&format!("{}{letter}{}", "é".repeat(length / 2), "x".repeat(length)));
            }
        }
    }

    #[test]
    fn every_shape_is_written_as_serde_json_writes_it() {
        for number in [0.0, -1.5, 1e30, f64::NAN, 0.1] {
            check(&number);
        }
        check(&(u64::MAX, i64::MIN, u128::MAX, 0.3_f32, -3_i8));
        check(&[Variant::Unit, Variant::One(1), Variant::Two(2, -2), Variant::Named { value: Some('"') }]);
        check(&Vec::<u8>::new());
        check(&BTreeMap::<String, u8>::new());
        check(&(Pair(1, "é\n"), One(2), Nothing, Some(Some(3)), None::<u8>));
        check(&format_args!("displayed \"{}\"", 1));
        for variant in [Variant::One(1), Variant::Named { value: None }] {
            let more = BTreeMap::from([("a", vec![1.0, 2.5]), ("b\"", Vec::new())]);
            check(&Whole { text: "t\\", absent: None, more, variant, last: (true, ()) });
        }
        check(&serde_json::json!({"a": [1, -2, 3.5, null, {"b": {}}], "c": "d"}));
    }

    #[test]
    fn what_has_no_form_in_json_leaves_nothing_behind() {
        let mut out = b"before".to_vec();
        write(&mut out, &BTreeMap::from([(vec![1], 2)]));
        assert_eq!(out, b"before");
    }

    #[test]
    fn what_is_written_beforehand_is_what_would_be_written() {
        for citation in aiguilleur_resolver::Citation::all() {
            check(citation);
        }
        for rule in aiguilleur_resolver::rules() {
            check(&rule.ambiguities);
        }
    }
}
