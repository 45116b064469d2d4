//! The date that publishers put in file names (`…_202611190812.txt`, `…-20260512-0339.csv`).

use aiguilleur_domain::Date;

/// The last `AAAAMMJJ` of a name, alone or followed by a time (8, 12 or 14 digits in a row).
pub(super) fn in_name(name: &str) -> Option<Date> {
    let runs = name.split(|c: char| !c.is_ascii_digit());
    runs.rev().filter(|run| matches!(run.len(), 8 | 12 | 14)).find_map(|run| {
        let year: i16 = run[0..4].parse().ok()?;
        let date = Date::new(year, run[4..6].parse().ok()?, run[6..8].parse().ok()?).ok()?;
        // The register opened in 2018, the oldest FINESS file of the archives dates from 2004.
        (2000..2100).contains(&year).then_some(date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_publishers() {
        for (name, expected) in [
            ("PS_LibreAcces_Personne_activite_202611190812.txt", Some(Date::constant(2026, 11, 19))),
            ("finess_cs1400101_stock_20211214-0333.xml.gz", Some(Date::constant(2021, 12, 14))),
            ("etalab_cs1100507_stock_20180129-0428.csv", Some(Date::constant(2018, 1, 29))),
            ("PS_LibreAcces_202611190812.zip › a.txt", Some(Date::constant(2026, 11, 19))),
            ("finess-structures-mensuel-202608.json.gz", None),
            ("StockUniteLegale_utf8.csv", None),
            ("x-99999999.csv", None),
        ] {
            assert_eq!(in_name(name), expected, "{name}");
        }
    }
}
