//! Fixtures name no real person: every number in them is in an unassigned range.

use std::path::Path;

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
const WRONG_ON_PURPOSE: &[&str] = &[
    "1000000000000",
    "999700000823",
    "99A000017",
    "099A000017",
    "099A00001700",
    "10000000990004",
    "11010000000010",
];

/// Numbers of the reference that stand outside of these ranges, and why they may.
const PUBLIC: &[(&str, &[&str])] = &[
    // The legal entity, the site and the SIRET that the webinaire shows (S003, lines 365 to 416), and the group's
    // FINESS of the guide, whose key is wrong; activities of its picture.
    (
        "printed in the documents",
        &[
            "710015983",
            "710015975",
            "1710015983",
            "710015953",
            "84059661300017",
            "840596613",
            "10B0039137",
            "1000106944",
            "1000090336",
            "1011413033",
        ],
    ),
    // The agency itself, as the subject of one of its published certificates.
    ("a published certificate", &["318751275100020", "18751275100020"]),
    // SIRETs of La Poste have a rule of their own.
    ("La Poste", &["35600000009075", "35600000000048", "35600000009076"]),
    // Keys of overseas, Corsican and ADELI numbers, which begin with a département.
    (
        "a département begins them",
        &["970030748", "1970030748", "2A0000022", "769000019", "0769000019", "076900001901", "99999999900"],
    ),
];

fn is_public(number: &str) -> bool {
    PUBLIC.iter().any(|(_, numbers)| numbers.contains(&number))
}

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

/// Numbers in the text of a file that somebody may bear.
fn borne(path: &Path, allowed: fn(&str) -> bool) -> Vec<String> {
    let bytes = std::fs::read(path).expect("a fixture");
    // An archive has no numbers to read; its file is beside it in other cases.
    if bytes.starts_with(b"PK") {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let shown = path.strip_prefix(aiguilleur_tests::root()).expect("of the workspace").display();
    let real = numbers(&text).filter(|number| !is_invented(number) && !allowed(number));
    real.map(|number| format!("{shown}: {number}")).collect()
}

#[test]
fn fixtures_name_nobody() {
    check(
        "a fixture holds a number that somebody may bear:",
        "invent one in `crates/xtask/src/fixtures` (RPPS 997, FINESS 99, SIREN 999, ADELI 99) and run `cargo xtask fixtures`",
        aiguilleur_tests::fixtures().iter().flat_map(|path| borne(path, |_| false)),
    );
}

#[test]
fn the_reference_names_nobody() {
    // Twelve digits that begin with 20 are the day and minute in the name of a file.
    let allowed: fn(&str) -> bool =
        |number| is_public(number) || number.len() == 12 && number.starts_with("20");
    let files = aiguilleur_tests::files().into_iter().filter(|path| path.starts_with("fixtures/reference"));
    let root = aiguilleur_tests::root();
    check(
        "the reference holds a number that somebody may bear:",
        "invent one (RPPS 997, FINESS 99, SIREN 999, ADELI 99); a public number of a legal entity goes to PUBLIC with its reason",
        files.flat_map(|path| borne(&root.join(path), allowed)),
    );
}
