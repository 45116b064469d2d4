//! Control keys: the Luhn rule and its known exception.

/// What the control key of an identifier says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStatus {
    /// The key is the computed one.
    Valid,
    /// The key differs from the computed one.
    Invalid {
        /// The key that the Luhn rule gives.
        expected: u8,
    },
}

fn weight(doubled: bool, digit: u8) -> u32 {
    let value = u32::from(digit) * if doubled { 2 } else { 1 };
    if value > 9 { value - 9 } else { value }
}

fn luhn_sum(digits: impl DoubleEndedIterator<Item = u8>, first_doubled: bool) -> u32 {
    digits.rev().enumerate().map(|(place, digit)| weight((place % 2 == 1) != first_doubled, digit)).sum()
}

/// The Luhn key that completes `digits` (values 0 to 9, without the key).
pub fn luhn_key(digits: impl DoubleEndedIterator<Item = u8>) -> u8 {
    let sum = luhn_sum(digits, true);
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

/// Whether `digits` (values 0 to 9, key last) satisfy the Luhn rule.
pub fn luhn_valid(digits: impl DoubleEndedIterator<Item = u8>) -> bool {
    luhn_sum(digits, false).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> impl DoubleEndedIterator<Item = u8> + '_ {
        text.bytes().map(|b| b - b'0')
    }

    #[test]
    fn keys_of_the_documents() {
        for (number, valid) in [
            ("99700000104", true),
            ("99700000013", true),
            ("84059661300017", true),
            ("710015983", true),
            ("710015953", false),
            ("10003926135546", false),
            ("77742665010015", false),
        ] {
            assert_eq!(luhn_valid(digits(number)), valid, "{number}");
        }
        assert_eq!(luhn_key(digits("1000392613554")), 4);
        assert_eq!(luhn_key(digits("71001595")), 9);
    }
}
