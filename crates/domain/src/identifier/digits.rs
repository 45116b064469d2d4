//! Reading of identifiers made of digits only.

use super::{IdentifierError, key};

/// Reads exactly `len` digits (`len` ≤ 19) as a number.
pub(super) fn read(kind: &'static str, text: &str, len: usize) -> Result<u64, IdentifierError> {
    let found = text.chars().count();
    if found != len {
        return Err(IdentifierError::Length { kind, found, expected: len });
    }
    let mut value = 0;
    for (index, byte) in text.bytes().enumerate() {
        if !byte.is_ascii_digit() {
            return Err(IdentifierError::Character { kind, position: index + 1 });
        }
        value = value * 10 + u64::from(byte - b'0');
    }
    Ok(value)
}

/// The `N` decimal digits of `value`, most significant first.
pub(super) fn split<const N: usize>(mut value: u64) -> [u8; N] {
    let mut digits = [0; N];
    for digit in digits.iter_mut().rev() {
        *digit = u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
    }
    digits
}

/// Checks the Luhn key that ends `value`.
pub(super) fn check_key<const N: usize>(kind: &'static str, value: u64) -> Result<(), IdentifierError> {
    let digits = split::<N>(bounded(kind, value, N)?);
    let expected = key::luhn_key(digits[..N - 1].iter().copied());
    if digits[N - 1] == expected {
        Ok(())
    } else {
        Err(IdentifierError::Key { kind, found: digits[N - 1], expected })
    }
}

/// Checks that `value` fits in `len` digits.
pub(super) fn bounded(kind: &'static str, value: u64, len: usize) -> Result<u64, IdentifierError> {
    let found = value.checked_ilog10().map_or(1, |log| log as usize + 1);
    if found > len { Err(IdentifierError::Length { kind, found, expected: len }) } else { Ok(value) }
}
