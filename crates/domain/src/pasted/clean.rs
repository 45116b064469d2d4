//! First pass: removes separators, replaces look-alike characters by digits, and reports both.

/// A repair that made a pasted text readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// Spaces, dots, dashes or invisible characters between the digits were dropped.
    Separators,
    /// A letter O stood for a zero.
    LetterO,
    /// A letter I or l stood for a one.
    LetterI,
    /// Lower-case letters were raised (`2a` for Corsica).
    Case,
    /// Full-width or other digits were written as ASCII ones.
    Digits,
    /// A spreadsheet's decimal part (`,00` or `.0`) was dropped.
    DecimalPart,
    /// A spreadsheet's wrapping (`="…"`, quotes, an apostrophe) was dropped.
    Wrapping,
    /// Leading zeros that a spreadsheet had dropped were put back.
    LeadingZeros,
    /// A label beside the number (`RPPS :`, `n° FINESS`, `(ET)`) was dropped.
    Label,
    /// The label says another kind than the number can be.
    OtherLabel,
}

impl Repair {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Separators => "separators_removed",
            Self::LetterO => "letter_o_for_zero",
            Self::LetterI => "letter_i_for_one",
            Self::Case => "case_raised",
            Self::Digits => "digits_normalised",
            Self::DecimalPart => "decimal_part_removed",
            Self::Wrapping => "wrapping_removed",
            Self::LeadingZeros => "leading_zeros_restored",
            Self::Label => "label_removed",
            Self::OtherLabel => "label_contradicted",
        }
    }

    /// One French sentence for people.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Separators => "Les séparateurs (espaces, points, tirets) ont été retirés.",
            Self::LetterO => "La lettre O a été lue comme un zéro.",
            Self::LetterI => "La lettre I (ou l) a été lue comme un 1.",
            Self::Case => "Les lettres ont été mises en majuscules.",
            Self::Digits => "Les chiffres ont été normalisés.",
            Self::DecimalPart => "La partie décimale ajoutée par un tableur a été retirée.",
            Self::Wrapping => "Les guillemets ajoutés par un tableur ont été retirés.",
            Self::LeadingZeros => "Les zéros de tête perdus ont été remis.",
            Self::Label => "Le libellé qui accompagne le numéro a été retiré.",
            Self::OtherLabel => {
                "Le libellé annonce un autre genre de numéro : vérifiez lequel des deux est juste."
            }
        }
    }
}

/// Why a text is beyond repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoilt {
    /// Nothing is there.
    Empty,
    /// A spreadsheet wrote the number as `1.23E+13`: its last digits are lost.
    ScientificNotation,
    /// Longer than any identifier.
    TooLong,
    /// It holds characters that no identifier has.
    NotAnIdentifier,
    /// One digit repeated, or digits in a row: a placeholder.
    Placeholder,
}

impl Spoilt {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::ScientificNotation => "scientific_notation",
            Self::TooLong => "too_long",
            Self::NotAnIdentifier => "not_an_identifier",
            Self::Placeholder => "placeholder",
        }
    }

    /// One French sentence for people.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Empty => "Aucun identifiant n'a été saisi.",
            Self::ScientificNotation => {
                "Un tableur a écrit ce numéro en notation scientifique : ses derniers chiffres sont perdus. \
                 Reprenez le numéro d'origine."
            }
            Self::TooLong => "Ce texte est plus long que tout identifiant connu.",
            Self::Placeholder => {
                "Une suite de zéros ou de chiffres qui se suivent remplit une case, elle n'est pas un identifiant."
            }
            Self::NotAnIdentifier => "Ce texte contient des caractères qu'aucun identifiant ne porte.",
        }
    }
}

/// Longest text worth reading, in bytes: an idNatStruct with a separator of three bytes after each digit.
const MAX_BYTES: usize = 96;

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | '-' | '_' | '/' | '\u{2010}'..='\u{2015}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn unwrap(text: &str) -> &str {
    let inner = text.strip_prefix('=').unwrap_or(text);
    let inner = inner.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(inner);
    inner.strip_prefix('\'').unwrap_or(inner)
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let Some(exponent) = exponent.strip_prefix('+') else { return false };
    let is_number = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    is_number(exponent) && mantissa.split([',', '.']).all(is_number)
}

fn drop_decimals(text: &str) -> Option<&str> {
    let (whole, part) = text.rsplit_once([',', '.'])?;
    let zeros = !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b == b'0');
    let number = whole.len() >= 6 && whole.bytes().all(|b| b.is_ascii_digit());
    (zeros && number).then_some(whole)
}

/// Whether the digits are one digit repeated or a run (`123456789`), perhaps behind a type digit.
fn is_placeholder(text: &str) -> bool {
    let same = |digits: &[u8]| digits.windows(2).all(|pair| pair[0] == pair[1]);
    let run = |digits: &[u8]| {
        digits.windows(2).all(|pair| pair[1] == pair[0] + 1 || (pair[0], pair[1]) == (b'9', b'0'))
    };
    let typed = if matches!(text.len(), 10 | 12 | 15) { &text.as_bytes()[1..] } else { text.as_bytes() };
    [text.as_bytes(), typed].into_iter().any(|digits| same(digits) || run(digits))
}

/// The text reduced to upper-case letters and ASCII digits, with the repairs made.
pub(super) fn clean(text: &str) -> Result<(String, Vec<Repair>), Spoilt> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Spoilt::Empty);
    }
    if trimmed.len() > MAX_BYTES {
        return Err(Spoilt::TooLong);
    }
    let mut repairs = Vec::new();
    let mut note = |repair| {
        if !repairs.contains(&repair) {
            repairs.push(repair);
        }
    };
    let unwrapped = unwrap(trimmed);
    if unwrapped != trimmed {
        note(Repair::Wrapping);
    }
    if is_scientific(unwrapped) {
        return Err(Spoilt::ScientificNotation);
    }
    let whole = drop_decimals(unwrapped).inspect(|_| note(Repair::DecimalPart)).unwrap_or(unwrapped);
    let mut cleaned = String::with_capacity(whole.len());
    for c in whole.chars() {
        match c {
            '0'..='9' | 'A'..='N' | 'P'..='Z' if c != 'I' => cleaned.push(c),
            'O' | 'o' => {
                note(Repair::LetterO);
                cleaned.push('0');
            }
            'I' | 'i' | 'l' => {
                note(Repair::LetterI);
                cleaned.push('1');
            }
            'a'..='z' => {
                note(Repair::Case);
                cleaned.push(c.to_ascii_uppercase());
            }
            c if is_separator(c) => note(Repair::Separators),
            '\u{FF10}'..='\u{FF19}' => {
                note(Repair::Digits);
                cleaned.push(char::from(b'0' + u8::try_from(u32::from(c) - 0xFF10).unwrap_or(0)));
            }
            _ => return Err(Spoilt::NotAnIdentifier),
        }
    }
    let digits = cleaned.bytes().filter(u8::is_ascii_digit).count();
    // An identifier is digits, with a letter or two at most: words are for the search.
    if digits < 5 || cleaned.len() - digits > 2 {
        Err(Spoilt::NotAnIdentifier)
    } else if is_placeholder(&cleaned) {
        Err(Spoilt::Placeholder)
    } else {
        Ok((cleaned, repairs))
    }
}
