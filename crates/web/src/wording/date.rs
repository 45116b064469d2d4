//! Dates as French writes them.

use aiguilleur_domain::Date;

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
pub(crate) fn long(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"");
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{day} {month} {}", date.year())
}

/// The same from ISO 8601 text; text that is no date is given back.
pub(crate) fn ordinary(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_aloud() {
        for (iso, french) in
            [("2026-11-20", "20 novembre 2026"), ("2026-05-01", "1er mai 2026"), ("2026-02-30", "2026-02-30")]
        {
            assert_eq!(ordinary(iso), french);
        }
    }
}
