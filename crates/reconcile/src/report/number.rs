//! Numbers and days as a French reader writes them.

use aiguilleur_domain::Date;

/// A count, by thousands.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            // Narrow and unbreakable.
            text.push('\u{202F}');
        }
        text.push(digit);
    }
    text
}

/// The share of `part` in `whole`, in per cent, with one decimal.
pub(super) fn share(part: u64, whole: u64) -> String {
    let mille = part.saturating_mul(1000) / whole.max(1);
    format!("{},{}\u{A0}%", mille / 10, mille % 10)
}

pub(super) fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_french() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1\u{202F}234\u{202F}567");
        assert_eq!(share(1, 3), "33,3\u{A0}%");
        assert_eq!(share(0, 0), "0,0\u{A0}%");
        assert_eq!(day(Date::constant(2026, 11, 3)), "03/11/2026");
    }
}
