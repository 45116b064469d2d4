//! Dates and counts as French writes them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 20 novembre 2026 », « 1er mai 2026 ».
pub fn date_fr(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"");
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{day} {month} {}", date.year())
}

/// `count` and its noun, which takes an s from two on.
pub fn counted_fr(count: usize, noun: &str) -> String {
    let plural = if count > 1 { "s" } else { "" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_aloud() {
        assert_eq!(date_fr(Date::constant(2026, 11, 20)), "20 novembre 2026");
        assert_eq!(date_fr(Date::constant(2026, 5, 1)), "1er mai 2026");
    }
}
