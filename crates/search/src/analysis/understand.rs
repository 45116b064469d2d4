//! What the words of a query may mean: every reading is kept, none is chosen here.

use super::{
    canonical::fold,
    lexicon::{Codes, LEXICON},
    place,
};
use crate::{
    limits::{MAX_KIND_SPAN, MAX_SPAN, MAX_TEXT_BYTES, MAX_WORD_CHARS, MAX_WORDS},
    ranking::CodeKind,
};

/// A text, in words and groups of words.
#[derive(Debug, Default)]
pub(crate) struct Understood {
    pub(crate) words: Vec<Word>,
    pub(crate) spans: Vec<Span>,
    /// Whether a title announces a person.
    pub(crate) titled: bool,
    /// Whether that title is one of doctor or professor.
    pub(crate) doctor: bool,
    /// Whether nothing but titles and particles is typed: the name is still to come.
    pub(crate) unnamed: bool,
}

impl Understood {
    /// Whether a word is there twice.
    pub(crate) fn repeats(&self) -> bool {
        let mut words = self.words.iter().enumerate();
        words.any(|(i, word)| self.words[..i].iter().any(|other| other.text == word.text))
    }
}

/// A word of a query.
#[derive(Debug)]
pub(crate) struct Word {
    /// Folded, `st` written out.
    pub(crate) text: String,
    /// As names of structures are written here.
    pub(crate) in_structures: String,
    /// Given names, each in one word, that it may stand for.
    pub(crate) variants: &'static [String],
    /// May be missing in a person's name.
    pub(crate) optional_for_people: bool,
    /// May be missing in a structure's name.
    pub(crate) optional_for_structures: bool,
}

/// Neighbouring words, `start..end`, read together.
#[derive(Debug)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) meaning: Meaning,
}

/// What a group of words may mean beyond being names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A name written in several words here, in one there.
    Joined(String),
    /// A town, if the index knows it.
    City(String),
    /// The town of today in which one of the name that was typed lies.
    CityToday(&'static str),
    /// Any of these codes.
    Codes {
        /// What they say of a record.
        kind: CodeKind,
        /// Terms of the `facet` field in shards of people.
        people: Vec<String>,
        /// Terms of the `facet` field in shards of structures.
        structures: Vec<String>,
    },
}

/// Reads a text. Never fails: an unrecognised word is a name without bearers.
pub(crate) fn understand(text: &str) -> Understood {
    let mut end = text.len().min(MAX_TEXT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let folded = fold(&text[..end]);
    let mut understood = Understood::default();
    let words: Vec<&str> =
        routed(folded.split(' ').filter(|word| !word.is_empty())).take(MAX_WORDS).collect();
    for (i, word) in words.iter().enumerate() {
        let title = LEXICON.is_title(word);
        understood.titled |= title;
        understood.doctor |= LEXICON.is_doctor(word);
        // The last word may be the beginning of another: `ste` of Stéphanie.
        let whole = i + 1 < words.len();
        understood.words.push(read_word(word, title, whole));
    }
    understood.unnamed = understood.words.iter().all(|word| word.optional_for_people);
    require_something(&mut understood.words);
    understood.spans = read_spans(&understood.words);
    understood
}

/// The words without those of the postal routing behind a town (`cedex 9`, `15e arrondissement`): what is sorted by
/// post is the town.
fn routed<'t>(words: impl Iterator<Item = &'t str>) -> impl Iterator<Item = &'t str> {
    let (mut first, mut cedex, mut number, mut behind_ordinal) = (true, false, false, false);
    words.filter(move |word| {
        let of_cedex = std::mem::take(&mut cedex);
        let after_ordinal = std::mem::take(&mut behind_ordinal);
        let behind_number = std::mem::replace(&mut number, place::ordinal(word).is_some());
        if std::mem::take(&mut first) {
            return true;
        }
        cedex = place::is_cedex(word);
        let number_of_cedex = of_cedex && word.len() <= 2 && number;
        let ordinal = behind_number && place::is_ordinal_ending(word);
        behind_ordinal = ordinal;
        !(cedex
            || number_of_cedex
            || ordinal
            || (behind_number || after_ordinal) && place::is_arrondissement(word))
    })
}

fn read_word(word: &str, title: bool, whole: bool) -> Word {
    let written_out = LEXICON.everywhere(word).filter(|_| whole);
    let text: String = written_out.unwrap_or(word).chars().take(MAX_WORD_CHARS).collect();
    Word {
        in_structures: LEXICON.in_structure(&text).to_owned(),
        variants: LEXICON.given_names(&text),
        optional_for_people: title || LEXICON.is_particle(&text),
        optional_for_structures: title || LEXICON.is_stop_word(&text),
        text,
    }
}

/// A text of titles and particles only is still searched as a name.
fn require_something(words: &mut [Word]) {
    if words.iter().all(|word| word.optional_for_people) {
        for word in words.iter_mut() {
            word.optional_for_people = false;
        }
    }
    if words.iter().all(|word| word.optional_for_structures) {
        for word in words.iter_mut() {
            word.optional_for_structures = false;
        }
    }
}

fn read_spans(words: &[Word]) -> Vec<Span> {
    let mut spans = Vec::new();
    for start in 0..words.len() {
        let mut text = String::new();
        let initials = words[start..].iter().take_while(|word| word.text.len() == 1).count();
        let longest = if LEXICON.begins_category(&words[start].text) { MAX_KIND_SPAN } else { MAX_SPAN };
        let longest = longest.max(initials.min(MAX_KIND_SPAN));
        for end in start + 1..=words.len().min(start + longest) {
            if end > start + 1 {
                text.push(' ');
            }
            text.push_str(&words[end - 1].text);
            // `s a m s a h` is one word, and may name a kind.
            let spelled = end - start > 1 && end - start <= initials;
            if spelled || (2..=3).contains(&(end - start)) {
                let joined: String = text.split(' ').collect();
                let kind = LEXICON.categories(&joined).filter(|_| spelled).map(categorie);
                spans.extend(kind.map(|meaning| Span { start, end, meaning }));
                spans.push(Span { start, end, meaning: Meaning::Joined(joined) });
            }
            let alone_and_optional = end == start + 1 && words[start].optional_for_people;
            if !alone_and_optional {
                spans.extend(meanings(&text).map(|meaning| Span { start, end, meaning }));
            }
        }
    }
    spans
}

fn meanings(text: &str) -> impl Iterator<Item = Meaning> {
    let number = text.bytes().all(|b| b.is_ascii_digit());
    let city = (!number).then(|| Meaning::City(text.to_owned()));
    let postcode = (number && text.len() == 5).then(|| both(CodeKind::Postcode, vec![format!("p{text}")]));
    let of_departements = |codes: Vec<String>| {
        both(CodeKind::Departement, codes.into_iter().map(|code| format!("d{code}")).collect())
    };
    let departement = LEXICON.departements(text).map(of_departements);
    // A cedex has a postcode of its own, and shares the département with the town.
    let of_postcode = (number && text.len() == 5)
        .then(|| aiguilleur_domain::entity::departement("", text))
        .flatten()
        .map(|code| of_departements(vec![code.to_string()]));
    let arrondissement = arrondissement(text).map(|code| both(CodeKind::Postcode, vec![format!("p{code}")]));
    let profession = LEXICON.profession(text).map(profession);
    let written_out = || {
        let words: Vec<&str> = text.split(' ').map(|word| LEXICON.in_structure(word)).collect();
        LEXICON.categories(&words.join(" "))
    };
    // Small words inside may be left out; those around belong to the name.
    let framed = text.split(' ').next().is_some_and(|word| !LEXICON.is_stop_word(word))
        && text.rsplit(' ').next().is_some_and(|word| !LEXICON.is_stop_word(word));
    let bare = || LEXICON.categories(&LEXICON.without_small_words(text)).filter(|_| framed);
    let categorie = LEXICON.categories(text).or_else(written_out).or_else(bare).map(categorie);
    let today = LEXICON.communes_today(text).iter().map(|town| Meaning::CityToday(town));
    let others = [city, postcode, departement, of_postcode, arrondissement, profession, categorie];
    others.into_iter().flatten().chain(today)
}

fn both(kind: CodeKind, terms: Vec<String>) -> Meaning {
    Meaning::Codes { kind, people: terms.clone(), structures: terms }
}

fn categorie(codes: &[&str]) -> Meaning {
    let structures = codes.iter().map(|code| format!("k{code}")).collect();
    Meaning::Codes { kind: CodeKind::Categorie, people: Vec::new(), structures }
}

fn profession(codes: &Codes) -> Meaning {
    let kind = if codes.savoir_faire.is_empty() { CodeKind::Profession } else { CodeKind::SavoirFaire };
    let professions = codes.professions.iter().map(|code| format!("j{code}"));
    let people = professions.chain(codes.savoir_faire.iter().map(|code| format!("s{code}"))).collect();
    Meaning::Codes { kind, people, structures: Vec::new() }
}

/// `paris 15`, `lyon 3eme`, `paris 1er arrondissement`.
pub(crate) fn arrondissement(text: &str) -> Option<u32> {
    let (city, number) = text.split_once(' ')?;
    let number = number.strip_suffix(" arrondissement").unwrap_or(number);
    LEXICON.arrondissement(city, place::ordinal(number)?)
}

#[cfg(test)]
mod tests {
    use super::{CodeKind, Meaning, understand};

    #[test]
    fn every_reading_is_kept() {
        let understood = understand("Dr. Dupont, radiologue  à Saint-Étienne 42");
        assert!(understood.titled && understood.doctor);
        let words: Vec<_> = understood.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["dr", "dupont", "radiologue", "a", "saint", "etienne", "42"]);
        assert!(understood.words[0].optional_for_people && understood.words[3].optional_for_people);
        let meanings: Vec<_> =
            understood.spans.iter().map(|span| (span.start, span.end, &span.meaning)).collect();
        assert!(meanings.contains(&(4, 6, &Meaning::City("saint etienne".into()))));
        assert!(
            meanings.iter().any(|m| matches!(m, (2, 3, Meaning::Codes { kind: CodeKind::SavoirFaire, .. })))
        );
        assert!(
            meanings.iter().any(|m| matches!(m, (6, 7, Meaning::Codes { kind: CodeKind::Departement, .. })))
        );
    }

    #[test]
    fn the_routing_of_the_post_is_no_word() {
        for (text, expected) in [
            ("hopital purpan toulouse cedex 9", "hopital purpan toulouse"),
            ("grandvoinet la defense cedex", "grandvoinet la defense"),
            ("esat anais paris 19ème arrondissement", "esat anais paris 19eme"),
            ("mas robert doisneau paris 18 ème arrondissement", "mas robert doisneau paris 18"),
            ("residence arr 3", "residence arr 3"),
            ("cedex 9", "cedex 9"),
        ] {
            let understood = understand(text);
            let words: Vec<_> = understood.words.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(words.join(" "), expected);
        }
    }

    #[test]
    fn arrondissements_in_every_writing() {
        for text in
            ["paris 15", "paris 15e", "paris 15eme", "paris xv", "paris xve", "paris 15 arrondissement"]
        {
            let codes = understand(text).spans.into_iter().filter_map(|span| match span.meaning {
                Meaning::Codes { kind: CodeKind::Postcode, people, .. } => Some(people),
                _ => None,
            });
            assert_eq!(codes.flatten().collect::<Vec<_>>(), ["p75015"], "{text}");
        }
    }

    #[test]
    fn titles_alone_are_names() {
        let understood = understand("le docteur");
        assert!(understood.unnamed && !understand("le docteur martin").unnamed);
        assert!(understood.words.iter().all(|word| !word.optional_for_people));
    }

    #[test]
    fn anything_is_a_text() {
        for text in ["", "\"", "AND OR NOT", "\u{0}\u{202e}abc", "🩺", "((((", "a*b~2^4", &"é".repeat(9_999)]
        {
            assert!(understand(text).words.len() <= crate::limits::MAX_WORDS);
        }
    }
}
