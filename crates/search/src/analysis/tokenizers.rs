//! How the canonical text of a field becomes index terms. Queries do not pass here: they look terms up.

use std::ops::Range;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::{ALIASES, lexicon::LEXICON};

pub(crate) const NAME: &str = "name";
pub(crate) const CITY: &str = "city";
pub(crate) const STRUCTURE: &str = "structure";
pub(crate) const SPLIT: &str = "split";

/// All of them, under their names.
pub(crate) fn manager() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for (name, form) in
        [(NAME, Form::Name), (CITY, Form::City), (STRUCTURE, Form::Structure), (SPLIT, Form::Split)]
    {
        manager.register(
            name,
            TextAnalyzer::from(CanonicalTokenizer { form, terms: Vec::new(), token: Token::default() }),
        );
    }
    manager
}

#[derive(Clone, Copy)]
enum Form {
    /// Each word, and all of them in one (`le`, `goff`, `legoff`).
    Name,
    /// The whole, and the whole without its article (`le havre`, `havre`).
    City,
    /// Each word but the empty ones of the language.
    Structure,
    /// Each word.
    Split,
}

#[derive(Clone)]
struct CanonicalTokenizer {
    form: Form,
    terms: Vec<Range<usize>>,
    token: Token,
}

impl Tokenizer for CanonicalTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.terms.clear();
        let mut joined = false;
        match self.form {
            Form::City => {
                self.terms.push(0..text.len());
                let articles = ["le ", "la ", "les ", "l "];
                self.terms
                    .extend(articles.iter().filter(|a| text.starts_with(**a)).map(|a| a.len()..text.len()));
            }
            form => {
                let stop = |word: &str| matches!(form, Form::Structure) && LEXICON.is_stop_word(word);
                let words = text.split([' ', ALIASES]).filter(|word| !word.is_empty() && !stop(word));
                let start = text.as_ptr() as usize;
                self.terms.extend(words.map(|word| {
                    let at = word.as_ptr() as usize - start;
                    at..at + word.len()
                }));
                joined = matches!(form, Form::Name) && self.terms.len() > 1;
            }
        }
        self.token.position = usize::MAX;
        Stream { text, terms: &self.terms, next: 0, joined, token: &mut self.token }
    }
}

struct Stream<'a> {
    text: &'a str,
    terms: &'a [Range<usize>],
    next: usize,
    joined: bool,
    token: &'a mut Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        if let Some(range) = self.terms.get(self.next) {
            self.token.text.push_str(&self.text[range.clone()]);
            self.next += 1;
            return true;
        }
        if std::mem::take(&mut self.joined) {
            self.token.text.extend(self.text.split(' '));
            return true;
        }
        false
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
    use super::{CITY, NAME, SPLIT, STRUCTURE, manager};

    #[test]
    fn terms_of_each_form() {
        for (form, text, expected) in [
            (NAME, "le goff", vec!["le", "goff", "legoff"]),
            (NAME, "martin", vec!["martin"]),
            (CITY, "le havre", vec!["le havre", "havre"]),
            (
                STRUCTURE,
                "chu de nantes|centre hospitalier universitaire",
                vec!["chu", "nantes", "centre", "hospitalier", "universitaire"],
            ),
            (SPLIT, "d76 p76000", vec!["d76", "p76000"]),
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
