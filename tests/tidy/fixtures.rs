//! Fixtures name nobody: every number in them stands in a range that is given to no one.

use super::check;

/// Lengths of identifiers, and how one of the invented range begins: RPPS 997, RPPS-rang 997, ADELI and
/// FINESS 99 (Corsica 2A99 and 2B99), SIREN and SIRET 999; one digit before them in an idNat. Telephones stand
/// in 0199, which the regulator keeps for fiction.
const INVENTED: &[(usize, &[&str])] = &[
    (9, &["99", "2A99", "2B99"]),
    (10, &["099", "199", "12A99", "12B99", "0199"]),
    (11, &["997", "99000000"]),
    (12, &["8997", "099"]),
    (14, &["997", "999"]),
    (15, &["4997", "3999", "2999"]),
];

/// Numbers that are wrong on purpose, each to show one rule.
const WRONG_ON_PURPOSE: &[&str] =
    &["1000000000000", "999700000823", "99A000017", "099A000017", "099A00001700", "10000000990004"];

fn is_invented(number: &str) -> bool {
    let Some((_, starts)) = INVENTED.iter().find(|(length, _)| *length == number.len()) else {
        return true;
    };
    starts.iter().any(|start| number.starts_with(start)) || WRONG_ON_PURPOSE.contains(&number)
}

/// Runs of digits, with the A and B of Corsica and of ADELI numbers. The publishers' technical numbers (a letter
/// first) and fractions of a second (`Z` last) name nobody.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let technical = word.starts_with(char::is_alphabetic) || word.ends_with('Z');
        digits >= 8 && word.len() - digits <= 1 && !technical
    })
}

#[test]
fn fixtures_name_nobody() {
    let findings = aiguilleur_tests::fixtures().into_iter().flat_map(|path| {
        let bytes = std::fs::read(&path).expect("a fixture");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let real: Vec<String> = numbers(&text)
            .filter(|number| !is_invented(number))
            .map(|number| format!("{name}: {number}"))
            .collect();
        real
    });
    check(
        "a fixture holds a number that somebody may bear:",
        "invent one in `crates/xtask/src/fixtures` (RPPS 997, FINESS 99, SIREN 999, ADELI 99) and run `cargo xtask fixtures`",
        findings,
    );
}
