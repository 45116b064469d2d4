//! What each option means, in one French sentence: a table a section, and a test that none is missing.

mod certificates;
mod depot;
mod editeur;
mod import;
mod serve;
mod sync;

/// What is said of an option.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its dotted name; `*` matches any name.
    pub(super) option: &'static str,
    /// In what it is counted or written; empty for a text, yes or no, or a list.
    pub(super) unit: &'static str,
    pub(super) meaning: &'static str,
}

const fn word(option: &'static str, unit: &'static str, meaning: &'static str) -> Word {
    Word { option, unit, meaning }
}

/// Every word.
pub(super) fn all() -> impl Iterator<Item = &'static Word> {
    [import::WORDS, serve::WORDS, sync::WORDS, depot::WORDS, certificates::WORDS, editeur::WORDS]
        .into_iter()
        .flatten()
}

/// The options of `serve` that its command line gives too.
pub(super) const FLAGS: &[(&str, &str)] = &[
    ("serve.listen", "listen"),
    ("serve.admin_listen", "admin-listen"),
    ("serve.require_keys", "require-keys"),
    ("serve.allow_anonymous", "allow-anonymous"),
    ("serve.cache_bytes", "cache-bytes"),
];

impl Word {
    /// Whether it speaks of the option of that dotted name.
    pub(super) fn speaks_of(&self, path: &str) -> bool {
        let mut names = path.split('.');
        self.option.split('.').all(|name| names.next().is_some_and(|known| name == "*" || name == known))
            && names.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::super::options;

    #[test]
    fn every_option_has_its_sentence_and_every_sentence_its_option() {
        let options: Vec<String> = options::all().unwrap().iter().map(options::Found::path).collect();
        for path in &options {
            let words: Vec<_> = super::all().filter(|word| word.speaks_of(path)).collect();
            assert_eq!(
                words.len(),
                1,
                "{path} has one sentence in crates/aiguilleur/src/configuration/words"
            );
            assert!(words[0].meaning.ends_with('.') && !words[0].meaning.contains('|'), "{path}");
        }
        for word in super::all() {
            assert!(options.iter().any(|path| word.speaks_of(path)), "{} is no option", word.option);
        }
    }
}
