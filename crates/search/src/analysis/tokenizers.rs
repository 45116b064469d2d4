//! How the canonical text of a field becomes index terms. Queries do not pass here: they look terms up.

use std::ops::Range;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::{ALIASES, lexicon::LEXICON};

pub(crate) const NAME: &str = "name";
pub(crate) const CITY: &str = "city";
pub(crate) const STRUCTURE: &str = "structure";
pub(crate) const SPLIT: &str = "split";
pub(crate) const PAIRS: &str = "pairs";

/// All of them, under their names.
pub(crate) fn manager() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for (name, form) in [
        (NAME, Form::Name),
        (CITY, Form::City),
        (STRUCTURE, Form::Structure),
        (SPLIT, Form::Split),
        (PAIRS, Form::Pairs),
    ] {
        manager.register(
            name,
            TextAnalyzer::from(CanonicalTokenizer { form, terms: Vec::new(), token: Token::default() }),
        );
    }
    manager
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Each word, neighbours in one and all of them in one (`le`, `goff`, `legoff`).
    Name,
    /// The whole, and the whole without its article (`le havre`, `havre`).
    City,
    /// Each word but the empty ones of the language.
    Structure,
    /// Each word.
    Split,
    /// Each word and the next, in one (`saint roch` is `saintroch`).
    Pairs,
}

#[derive(Clone)]
struct CanonicalTokenizer {
    form: Form,
    terms: Vec<Term>,
    token: Token,
}

#[derive(Clone)]
struct Term {
    at: Range<usize>,
    /// Whether the spaces inside are left out.
    glued: bool,
}

impl CanonicalTokenizer {
    fn cut(&mut self, text: &str) {
        self.terms.clear();
        if self.form == Form::City {
            self.push(0..text.len(), false);
            let articles = ["le ", "la ", "les ", "l "];
            for article in articles.iter().filter(|article| text.starts_with(**article)) {
                self.push(article.len()..text.len(), false);
            }
            return;
        }
        let start = text.as_ptr() as usize;
        let words = text.split([' ', ALIASES]).filter(|word| !word.is_empty());
        let words = words.map(|word| (word.as_ptr() as usize - start, word));
        let words: Vec<Range<usize>> = words
            .filter(|(_, word)| self.form != Form::Structure || !LEXICON.is_stop_word(word))
            .map(|(at, word)| at..at + word.len())
            .collect();
        if self.form != Form::Pairs {
            for word in &words {
                self.push(word.clone(), false);
            }
        }
        let pairs = self.form == Form::Pairs || self.form == Form::Name && words.len() > 2;
        for pair in words.windows(2).filter(|_| pairs) {
            self.push(pair[0].start..pair[1].end, true);
        }
        if self.form == Form::Name && words.len() > 1 {
            self.push(0..text.len(), true);
        }
    }

    fn push(&mut self, at: Range<usize>, glued: bool) {
        self.terms.push(Term { at, glued });
    }
}

impl Tokenizer for CanonicalTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.cut(text);
        self.token.position = usize::MAX;
        Stream { text, terms: &self.terms, next: 0, token: &mut self.token }
    }
}

struct Stream<'a> {
    text: &'a str,
    terms: &'a [Term],
    next: usize,
    token: &'a mut Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        let Some(term) = self.terms.get(self.next) else { return false };
        let text = &self.text[term.at.clone()];
        if term.glued {
            self.token.text.extend(text.split([' ', ALIASES]));
        } else {
            self.token.text.push_str(text);
        }
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::{CITY, NAME, PAIRS, SPLIT, STRUCTURE, manager};

    #[test]
    fn terms_of_each_form() {
        for (form, text, expected) in [
            (NAME, "le goff", vec!["le", "goff", "legoff"]),
            (NAME, "ben el hadj", vec!["ben", "el", "hadj", "benel", "elhadj", "benelhadj"]),
            (NAME, "martin", vec!["martin"]),
            (CITY, "le havre", vec!["le havre", "havre"]),
            (
                STRUCTURE,
                "chu de nantes|centre hospitalier universitaire",
                vec!["chu", "nantes", "centre", "hospitalier", "universitaire"],
            ),
            (SPLIT, "d76 p76000", vec!["d76", "p76000"]),
            (PAIRS, "foyer saint roch", vec!["foyersaint", "saintroch"]),
            (PAIRS, "foyer", vec![]),
            (NAME, "", vec![]),
        ] {
            let mut analyzer = manager().get(form).unwrap();
            let mut stream = analyzer.token_stream(text);
            let mut terms = Vec::new();
            while let Some(token) = stream.next() {
                terms.push(token.text.clone());
            }
            assert_eq!(terms, expected);
        }
    }
}
