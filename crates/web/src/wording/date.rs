//! Dates as French writes them, from what views hold.

use aiguilleur_domain::date_fr;

/// A date from ISO 8601 text; text that is no date is given back.
pub(crate) fn ordinary(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), date_fr)
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
