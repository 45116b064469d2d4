//! What names say, and the only place where letters are read: a structure's name is the last evidence of an SCM, a
//! GIE, an établissement or a site principal, after every code; two names that the asker gives are compared with each other.

use aiguilleur_domain::name::fold;

/// Whether two names are the same, whatever their case, accents and punctuation.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// Whether a stamp bears a name: all its words, one behind another.
pub(crate) fn bears(stamp: &str, name: &str) -> bool {
    let (stamp, name) = (fold(stamp), fold(name));
    let (stamp, name): (Vec<&str>, Vec<&str>) = (words(&stamp).collect(), words(&name).collect());
    name.is_empty() || stamp.windows(name.len()).any(|part| part == name)
}

/// The words of a name: runs of letters and digits.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How far a word leads into a series of words: one further than `at`, or to the beginning of another.
fn step(series: &[&str], at: usize, is: impl Fn(&str) -> bool) -> usize {
    if is(series[at]) { at + 1 } else { usize::from(is(series[0])) }
}

/// Whether a name says « SCM », spelt or in full.
pub(crate) fn says_scm(name: &str) -> bool {
    const SPELT: [&str; 3] = ["S", "C", "M"];
    const LONG: [&str; 3] = ["CIVILE", "DE", "MOYENS"];
    let (mut spelt, mut long) = (0, 0);
    words(name).any(|word| {
        let plain = |expected: &str| word.eq_ignore_ascii_case(expected);
        spelt = step(&SPELT, spelt, plain);
        long = step(&LONG, long, plain);
        plain("SCM") || spelt == 3 || long == 3
    })
}

/// Whether a name says « GIE », spelt or in full.
pub(crate) fn says_gie(name: &str) -> bool {
    const SPELT: [&str; 3] = ["g", "i", "e"];
    const LONG: [&str; 4] = ["groupement", "d", "interet", "economique"];
    let (mut spelt, mut long) = (0, 0);
    words(name).any(|word| {
        let plain = |expected: &str| {
            word.eq_ignore_ascii_case(expected) || (!word.is_ascii() && fold(word) == expected)
        };
        spelt = step(&SPELT, spelt, plain);
        long = step(&LONG, long, plain);
        plain("gie") || spelt == 3 || long == 4
    })
}

/// Whether a site's name says that it is the siège or the site principal.
pub(crate) fn says_principal(name: &str) -> bool {
    fold(name).split_whitespace().any(|word| matches!(word, "principal" | "siege"))
}

/// Whether the name is an établissement's.
pub(crate) fn says_etablissement<'a>(names: impl IntoIterator<Item = &'a Option<String>>) -> bool {
    const NAMES: [&str; 9] =
        ["CLINIQUE", "POLYCLINIQUE", "HOPITAL", "HÔPITAL", "HOPITAUX", "HOSPITALIER", "CH", "CHU", "CHR"];
    names.into_iter().flatten().map(String::as_str).flat_map(words).any(|word| {
        NAMES.iter().any(|known| {
            word.eq_ignore_ascii_case(known) || (!word.is_ascii() && word.to_uppercase() == *known)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_scm() {
        for name in [
            "SCM RADIO TEST",
            "CABINET (scm)",
            "S.C.M. DU PARC",
            "Société Civile de Moyens du Parc",
            "S S C M X",
        ] {
            assert!(says_scm(name), "{name}");
        }
        for name in ["SCMR", "CABINET SC M", "SELARL SCMA", "SOCIETE CIVILE DE PLACEMENT", ""] {
            assert!(!says_scm(name), "{name}");
        }
    }

    #[test]
    fn names_that_say_gie() {
        for name in ["GIE SCANNER", "G.I.E. SCANNER", "Groupement d'Intérêt Économique IRM"] {
            assert!(says_gie(name), "{name}");
        }
        for name in ["ENERGIE DU PARC", "G I SCANNER", "GROUPEMENT D'INTERET PUBLIC", ""] {
            assert!(!says_gie(name), "{name}");
        }
    }

    #[test]
    fn a_stamp_bears_a_name_by_its_words() {
        for (stamp, name) in
            [("CH de Valmont", "CH DE VALMONT"), ("C.H. Valmont, 76000 Rouen", "c h valmont")]
        {
            assert!(bears(stamp, name), "{stamp}");
        }
        for (stamp, name) in [("CHAUFFAGE SERVICE", "CH"), ("RECH TESTING", "CH TEST"), ("ENERGIE", "GIE")] {
            assert!(!bears(stamp, name), "{stamp}");
        }
    }
}
