//! What follows the name of a town in addresses: cedex, arrondissement, and their numbers.

use super::lexicon::LEXICON;

const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];

/// Whether a folded word announces the postal office of a cedex.
pub(crate) fn is_cedex(word: &str) -> bool {
    matches!(word, "cedex" | "cdx" | "cedx" | "cidex")
}

/// Whether a folded word says arrondissement.
pub(crate) fn is_arrondissement(word: &str) -> bool {
    matches!(word, "arrondissement" | "arrondissements" | "arr" | "arrt" | "ardt" | "arrdt")
}

/// Whether a folded word ends an ordinal that is written apart (`18 eme`).
pub(crate) fn is_ordinal_ending(word: &str) -> bool {
    matches!(word, "e" | "er" | "eme" | "ieme")
}

/// A number of two digits at most, as an ordinal or in Roman figures (`15`, `15e`, `3eme`, `xve`).
pub(crate) fn ordinal(word: &str) -> Option<u32> {
    let figures = word.bytes().take_while(u8::is_ascii_digit).count();
    if figures > 2 {
        return None;
    }
    if figures > 0 {
        let (number, suffix) = word.split_at(figures);
        let is_ordinal = matches!(suffix, "" | "e" | "er" | "eme" | "ieme" | "em" | "me" | "nd" | "nde");
        return number.parse().ok().filter(|_| is_ordinal);
    }
    let roman = ["eme", "er", "e"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word);
    ROMAN.iter().position(|number| *number == roman).and_then(|at| u32::try_from(at + 1).ok())
}

/// The postcode of the arrondissement that a town of an address names: `PARIS CEDEX 15`, `LYON 3EME`.
pub(crate) fn postcode_of_arrondissement(folded: &str) -> Option<u32> {
    let mut words = folded.split(' ').filter(|word| !is_cedex(word) && !is_arrondissement(word));
    let (city, number) = (words.next()?, words.next()?);
    LEXICON.arrondissement(city, ordinal(number)?)
}

/// The communes that a commune includes: Paris, Lyon and Marseille are known by their arrondissements.
pub(crate) fn communes(commune: &str) -> Vec<String> {
    let arrondissements = match commune {
        "75056" => 75_101..=75_120,
        "69123" => 69_381..=69_389,
        "13055" => 13_201..=13_216,
        _ => return vec![commune.to_owned()],
    };
    std::iter::once(commune.to_owned()).chain(arrondissements.map(|code: u32| code.to_string())).collect()
}

/// The other département of an overseas commune that left the Guadeloupe in 2007: files carry either code.
pub(crate) fn other_departement(postcode: &str, commune: &str) -> Option<[&'static str; 2]> {
    match (postcode, commune) {
        ("97150", _) | (_, "97127" | "97801") => Some(["971", "978"]),
        ("97133", _) | (_, "97123" | "97701") => Some(["971", "977"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ordinal, postcode_of_arrondissement};

    #[test]
    fn numbers() {
        for (word, expected) in [
            ("15", Some(15)),
            ("15eme", Some(15)),
            ("1er", Some(1)),
            ("xve", Some(15)),
            ("75015", None),
            ("15bis", None),
            ("martin", None),
        ] {
            assert_eq!(ordinal(word), expected, "{word}");
        }
        for (city, expected) in [
            ("paris cedex 15", Some(75_015)),
            ("lyon 3eme", Some(69_003)),
            ("marseille cedex 05", Some(13_005)),
            ("toulouse cedex 9", None),
            ("paris la defense cedex", None),
        ] {
            assert_eq!(postcode_of_arrondissement(city), expected, "{city}");
        }
    }
}
