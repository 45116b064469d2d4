//! What a French ear keeps of a word: two spellings of one sound have one key. Rough on purpose, and only ever a
//! reason to compare, never a match by itself.

use std::sync::LazyLock;

/// Spellings and what is heard, the longer first; `*` before a spelling that only ends a word.
const SOUNDS: [(&str, &str); 61] = [
    ("*eaux", "o"),
    ("*ault", "o"),
    ("*auld", "o"),
    ("*aud", "o"),
    ("*aut", "o"),
    ("*aux", "o"),
    ("*ot", "o"),
    ("*os", "o"),
    ("*od", "o"),
    ("eau", "o"),
    ("au", "o"),
    ("*ent", "A"),
    ("*end", "A"),
    ("*ant", "A"),
    ("*and", "A"),
    ("*er", "e"),
    ("*ez", "e"),
    ("*et", "e"),
    ("*es", ""),
    ("*e", ""),
    ("ain", "I"),
    ("aim", "I"),
    ("ein", "I"),
    ("yn", "I"),
    ("ym", "I"),
    ("in", "I"),
    ("im", "I"),
    ("en", "A"),
    ("em", "A"),
    ("an", "A"),
    ("am", "A"),
    ("on", "O"),
    ("om", "O"),
    ("ai", "e"),
    ("ei", "e"),
    ("ay", "e"),
    ("ey", "e"),
    ("oe", "e"),
    ("oua", "va"),
    ("oue", "ve"),
    ("oui", "vi"),
    ("ou", "w"),
    ("oi", "W"),
    ("oy", "W"),
    ("ph", "f"),
    ("th", "t"),
    ("sch", "x"),
    ("sh", "x"),
    ("ch", "x"),
    ("gn", "N"),
    ("gu", "g"),
    ("qu", "k"),
    ("ck", "k"),
    ("sc", "s"),
    ("h", ""),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("*t", ""),
    ("*d", ""),
    ("*x", ""),
];

/// A spelling of [`SOUNDS`], ready to be looked for.
struct Spelling {
    written: &'static str,
    heard: &'static str,
    ends: bool,
    nasal: bool,
}

/// The spellings by their first letter, in their order: a dictionary is heard whenever it is opened, and names are
/// whenever they are compared by ear.
static BY_LETTER: LazyLock<[Vec<Spelling>; 26]> = LazyLock::new(|| {
    let mut by_letter = [const { Vec::new() }; 26];
    for (pattern, heard) in SOUNDS {
        let written = pattern.trim_start_matches('*');
        let spelling = Spelling { written, heard, ends: written != pattern, nasal: is_nasal(written) };
        by_letter[usize::from(written.as_bytes()[0] - b'a')].push(spelling);
    }
    by_letter
});

/// The key of a folded word; empty when nothing is heard.
pub(crate) fn sound(word: &str) -> String {
    let word = word.trim_end_matches('s');
    let mut key = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        if let Some((taken, heard)) = spelling(rest) {
            heard.chars().for_each(|c| push(&mut key, c));
            rest = &rest[taken..];
        } else {
            rest = &rest[letter.len_utf8()..];
            push(&mut key, alone(letter, rest));
        }
    }
    key
}

/// The spelling that begins `rest`, its length, and what is heard.
fn spelling(rest: &str) -> Option<(usize, &'static str)> {
    let letter = usize::from(rest.as_bytes().first()?.wrapping_sub(b'a'));
    let found = BY_LETTER.get(letter)?.iter().find(|of| {
        let after = rest.strip_prefix(of.written);
        after.is_some_and(|after| if of.ends { after.is_empty() } else { !of.nasal || closes(after) })
    });
    found.map(|of| (of.written.len(), of.heard))
}

fn is_nasal(written: &str) -> bool {
    written.len() > 1 && written.ends_with(['n', 'm']) && written != "gn"
}

/// Whether what follows a vowel and an n or m leaves it nasal: another consonant, or nothing.
fn closes(after: &str) -> bool {
    !after.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h', 'n', 'm'])
}

fn alone(letter: char, after: &str) -> char {
    let soft = after.starts_with(['e', 'i', 'y']);
    match letter {
        'c' if soft => 's',
        'c' => 'k',
        'g' if soft => 'j',
        'z' => 's',
        other => other,
    }
}

/// Doubled sounds are one.
fn push(key: &mut String, sound: char) {
    if !key.ends_with(sound) {
        key.push(sound);
    }
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn what_sounds_alike_has_one_key() {
        for (one, other) in [
            ("foucault", "fouco"),
            ("foucault", "phoucault"),
            ("renaud", "reno"),
            ("renault", "renaud"),
            ("thibault", "tibo"),
            ("lemaitre", "lemetre"),
            ("martineau", "martino"),
            ("vincent", "vinsan"),
            ("quemener", "kemener"),
            ("philippe", "filipe"),
            ("gauthier", "gotier"),
            ("dumont", "dumon"),
            ("zeroual", "zerwal"),
            ("hervouet", "ervoue"),
            ("schneider", "shneider"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        for (one, other) in
            [("martin", "morin"), ("petit", "petite"), ("leroy", "lerat"), ("boucher", "bouger")]
        {
            assert_ne!(sound(one), sound(other), "{one} {other}");
        }
        assert_eq!(sound(""), "");
        assert_eq!(sound("ж"), "ж");
    }
}
