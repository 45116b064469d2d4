//! How far two words are from each other, in the slips of a hand or an ear; nothing beyond two slips.

/// The slip that separates two words, query first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edit {
    /// The same word.
    None,
    /// Two neighbouring letters exchanged.
    Transposed,
    /// The query misses a letter.
    Missing,
    /// One letter for another.
    Replaced,
    /// The query has a letter too many.
    Added,
    /// Two slips.
    Two,
}

/// The edit from `query` to `word`, when it is at most `max` (1 or 2) slips.
pub(crate) fn edit(query: &str, word: &str, max: usize) -> Option<Edit> {
    if query == word {
        return Some(Edit::None);
    }
    if query.len().abs_diff(word.len()) > max * 4 {
        return None;
    }
    if query.is_ascii() && word.is_ascii() {
        return one(query.as_bytes(), word.as_bytes())
            .or_else(|| (max > 1 && two(query.as_bytes(), word.as_bytes())).then_some(Edit::Two));
    }
    let (query, word): (Vec<char>, Vec<char>) = (query.chars().collect(), word.chars().collect());
    one(&query, &word).or_else(|| (max > 1 && two(&query, &word)).then_some(Edit::Two))
}

/// The letters of a text, one bit each; everything else together has one more.
pub(crate) fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |set, byte| set | 1 << if byte.is_ascii_lowercase() { byte - b'a' } else { 26 })
}

/// Whether a text of these letters may hold a word at most so many slips away: a slip brings one letter at most that
/// was not there.
pub(crate) const fn may_hold(text: u32, word: u32, slips: u32) -> bool {
    (word & !text).count_ones() <= slips
}

/// One slip: what is left between the common beginning and the common end tells which.
fn one<T: PartialEq + Copy>(query: &[T], word: &[T]) -> Option<Edit> {
    if query.len().abs_diff(word.len()) > 1 {
        return None;
    }
    let start = query.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (query, word) = (&query[start..], &word[start..]);
    let end = query.iter().rev().zip(word.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&query[..query.len() - end], &word[..word.len() - end]) {
        ([], [_]) => Some(Edit::Missing),
        ([_], []) => Some(Edit::Added),
        ([_], [_]) => Some(Edit::Replaced),
        ([a, b], [c, d]) if a == d && b == c => Some(Edit::Transposed),
        _ => None,
    }
}

/// At most two slips (optimal string alignment), for words of at most 64 letters.
fn two<T: PartialEq + Copy>(query: &[T], word: &[T]) -> bool {
    if query.len().abs_diff(word.len()) > 2 || word.len() > 64 {
        return false;
    }
    let mut rows = [[0_u8; 65]; 3];
    for (j, cell) in (0_u8..).zip(rows[0].iter_mut()) {
        *cell = j;
    }
    for (i, a) in query.iter().enumerate() {
        rows.rotate_right(1);
        rows[0][0] = u8::try_from(i + 1).unwrap_or(u8::MAX);
        let mut least = rows[0][0];
        for (j, b) in word.iter().enumerate() {
            let mut cell = rows[1][j] + u8::from(a != b);
            cell = cell.min(rows[1][j + 1] + 1).min(rows[0][j] + 1);
            if i > 0 && j > 0 && *a == word[j - 1] && query[i - 1] == *b {
                cell = cell.min(rows[2][j - 1] + 1);
            }
            rows[0][j + 1] = cell;
            least = least.min(cell);
        }
        if least > 2 {
            return false;
        }
    }
    rows[0][word.len()] <= 2
}

#[cfg(test)]
mod tests {
    use super::{Edit, edit, letters, may_hold};

    #[test]
    fn letters_tell_what_cannot_be_a_slip() {
        let may = |text, word, slips| may_hold(letters(text), letters(word), slips);
        assert!(
            may("martin", "mratin", 1) && may("martin", "martkin", 1) && may("martin petit", "pxetit", 1)
        );
        assert!(!may("martin", "markkinx", 1) && may("martin", "markkinx", 2));
        assert!(!may("martin", "dupont", 2));
    }

    #[test]
    fn slips() {
        for (query, word, expected) in [
            ("dupont", "dupont", Some(Edit::None)),
            ("dupnot", "dupont", Some(Edit::Transposed)),
            ("dupnt", "dupont", Some(Edit::Missing)),
            ("dupomt", "dupont", Some(Edit::Replaced)),
            ("duppont", "dupont", Some(Edit::Added)),
            ("dpuotn", "dupont", Some(Edit::Two)),
            ("dupo", "dupont", Some(Edit::Two)),
            ("dup", "dupont", None),
            ("martin", "dupont", None),
            ("", "ab", Some(Edit::Two)),
            ("жан", "жант", Some(Edit::Missing)),
        ] {
            assert_eq!(edit(query, word, 2), expected, "{query} {word}");
        }
        assert_eq!(edit("dpuotn", "dupont", 1), None);
    }
}
