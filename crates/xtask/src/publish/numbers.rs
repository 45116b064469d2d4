//! Synthetic identifiers with valid keys, in ranges that no publisher assigns.

use aiguilleur_domain::identifier::{finess_key, luhn_key};

/// The `N` decimal digits of `value`, as ASCII.
pub(crate) fn digits<const N: usize>(mut value: u64) -> [u8; N] {
    let mut text = [b'0'; N];
    for place in text.iter_mut().rev() {
        *place = b'0' + (value % 10) as u8;
        value /= 10;
    }
    text
}

fn keyed<const N: usize>(body: u64) -> u64 {
    let text = digits::<N>(body);
    body * 10 + u64::from(luhn_key(text.iter().map(|digit| digit - b'0')))
}

/// The RPPS number `997` + seven digits of `n` + key.
pub(crate) fn rpps(n: u32) -> u64 {
    keyed::<10>(9_970_000_000 + u64::from(n))
}

/// The RPPS-rang of the cabinet `order` of the holder.
pub(crate) fn rang(holder: u64, order: u8) -> u64 {
    keyed::<13>(holder * 100 + u64::from(order))
}

/// An ADELI number: `99`, six digits of `n`, key.
pub(crate) fn adeli(n: u32) -> u64 {
    keyed::<8>(99_000_000 + u64::from(n))
}

/// A SIREN from its first eight digits.
pub(crate) fn siren(first_eight: u32) -> u32 {
    u32::try_from(keyed::<8>(u64::from(first_eight))).unwrap_or_default()
}

/// The SIRET of an establishment of `siren`, from the first four digits of its NIC.
pub(crate) fn siret(siren: u32, nic: u16) -> u64 {
    keyed::<13>(u64::from(siren) * 10_000 + u64::from(nic))
}

/// A FINESS number: two characters (`99`, `2A`, `2B`), six digits of `n`, key.
pub(crate) fn finess(prefix: &str, n: u32) -> String {
    let body = format!("{prefix}{n:06}");
    let key = finess_key(&body).unwrap_or_default();
    format!("{body}{key}")
}

#[cfg(test)]
mod tests {
    use aiguilleur_domain::{FinessEg, Rpps, RppsRang, Siren, Siret};

    use super::*;

    #[test]
    fn the_documented_example_and_valid_keys() {
        assert_eq!(rpps(10), 99_700_000_104);
        assert_eq!(rang(rpps(10), 0), 99_700_000_104_007);
        for n in [0, 1, 42, 999_999] {
            rpps(n).to_string().parse::<Rpps>().unwrap();
            let cabinet: RppsRang = rang(rpps(n), 3).to_string().parse().unwrap();
            assert_eq!(cabinet.holder().as_u64(), rpps(n));
            for prefix in ["99", "2A", "2B"] {
                finess(prefix, n).parse::<FinessEg>().unwrap();
            }
            let unit = siren(99_900_000 + n % 100_000);
            let unit_text = unit.to_string().parse::<Siren>().unwrap();
            assert_eq!(unit_text.key_status(), aiguilleur_domain::KeyStatus::Valid);
            let site = siret(unit, 1).to_string().parse::<Siret>().unwrap();
            assert_eq!(site.key_status(), aiguilleur_domain::KeyStatus::Valid);
        }
    }
}
