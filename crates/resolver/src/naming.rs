//! What names say, and the only place where letters are read: a structure's name is the last evidence of an SCM, a
//! GIE, an établissement or a site principal, after every code; two names that the asker gives are compared with each other.

use aiguilleur_domain::name::fold;

/// Whether two names are the same, whatever their case, accents and punctuation.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// Whether a stamp bears a name.
pub(crate) fn bears(stamp: &str, name: &str) -> bool {
    fold(stamp).contains(&fold(name))
}

/// The words of a name: runs of letters and digits.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a name says « SCM », spelt or in full.
pub(crate) fn says_scm(name: &str) -> bool {
    const SPELT: [&str; 3] = ["S", "C", "M"];
    const LONG: [&str; 3] = ["CIVILE", "DE", "MOYENS"];
    let (mut spelt, mut long) = (0, 0);
    words(name).any(|word| {
        let step = |series: &[&str; 3], at: usize| {
            if word.eq_ignore_ascii_case(series[at]) {
                at + 1
            } else {
                usize::from(word.eq_ignore_ascii_case(series[0]))
            }
        };
        spelt = step(&SPELT, spelt);
        long = step(&LONG, long);
        word.eq_ignore_ascii_case("SCM") || spelt == 3 || long == 3
    })
}

/// Whether a name says « GIE », spelt or in full.
pub(crate) fn says_gie(name: &str) -> bool {
    const LONG: [&str; 4] = ["groupement", "d", "interet", "economique"];
    let mut long = 0;
    words(name).any(|word| {
        let plain = |expected: &str| {
            word.eq_ignore_ascii_case(expected) || (!word.is_ascii() && fold(word) == expected)
        };
        long = if plain(LONG[long]) { long + 1 } else { usize::from(plain(LONG[0])) };
        word.eq_ignore_ascii_case("gie") || long == 4
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
}
