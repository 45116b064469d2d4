//! From a Parquet value of any type to the text that a person would write for it.

use parquet::record::Field;

/// The text of a value; nothing where there is none.
pub(crate) fn text(field: Field) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Str(text) => text,
        // Texts whose writer did not say that they are.
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        // What pandas makes of a column of numbers where one is missing: its numbers are whole.
        Field::Double(value) => number(value)?,
        Field::Float(value) => number(f64::from(value))?,
        Field::ListInternal(list) => {
            let texts: Vec<String> = list.elements().iter().cloned().filter_map(text).collect();
            texts.join(",")
        }
        other => other.to_string(),
    })
}

/// A number without exponent, and without decimals where it is whole; nothing for what is no number.
fn number(value: f64) -> Option<String> {
    value.is_finite().then(|| format!("{value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_the_texts_that_people_write() {
        for (field, expect) in [
            (Field::Null, None),
            (Field::Str("Zoé".into()), Some("Zoé")),
            (Field::Bytes(vec![0x41].into()), Some("A")),
            (Field::Double(99_700_000_104.0), Some("99700000104")),
            (Field::Double(99_700_000_104_007.0), Some("99700000104007")),
            (Field::Double(f64::NAN), None),
            (Field::Long(-3), Some("-3")),
            (Field::Bool(true), Some("true")),
            (Field::Date(20_412), Some("2025-11-20")),
        ] {
            assert_eq!(text(field.clone()).as_deref(), expect, "{field:?}");
        }
    }
}
