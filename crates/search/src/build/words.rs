//! One indexed field on its way: which documents bear which texts.
//!
//! tantivy's own writer looks up every word of every document, which is most of what an index costs. A town, a
//! code or a workplace comes back thousands of times: here its text is looked up once for all fields of a document, and
//! brought to its form and cut into words once, when all documents are known.

use std::{borrow::Cow, io};

use rustc_hash::FxHashMap;
use tantivy::{
    DocId,
    postings::FieldSerializer,
    tokenizer::{MAX_TOKEN_LEN, TextAnalyzer},
};

use super::texts::{Text, Texts};

/// What a field bears, in ascending order of documents.
#[derive(Default)]
pub(super) struct Words {
    borne: Vec<(Text, DocId)>,
}

impl Words {
    /// Notes that `document` bears `text`. Documents come in ascending order.
    pub(super) fn note(&mut self, text: Text, document: DocId) {
        self.borne.push((text, document));
    }

    /// How many bytes it fills.
    pub(super) const fn bytes(&self) -> usize {
        self.borne.len() * size_of::<(Text, DocId)>()
    }

    /// Cuts the texts into words, each brought to the form that is indexed by `form` first.
    pub(super) fn cut(
        self,
        texts: &Texts,
        mut analyzer: TextAnalyzer,
        form: impl Fn(&str) -> Cow<'_, str>,
    ) -> Cut {
        let mut cut = Cut { lists: Vec::new(), words: Vec::new(), tokens: 0 };
        let mut words: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (text, documents) in self.lists(texts) {
            let text = form(text);
            let mut stream = analyzer.token_stream(&text);
            stream.process(&mut |token| {
                if token.text.len() > MAX_TOKEN_LEN {
                    return;
                }
                cut.tokens += documents.len() as u64;
                match words.get_mut(&token.text) {
                    Some(lists) => lists.push(cut.lists.len()),
                    None => _ = words.insert(token.text.clone(), vec![cut.lists.len()]),
                }
            });
            cut.lists.push(documents);
        }
        cut.words.extend(words);
        cut.words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        cut
    }

    /// Each text that is borne, with the documents that bear it.
    fn lists(self, texts: &Texts) -> impl Iterator<Item = (&str, Vec<DocId>)> {
        let mut counts = vec![0_u32; texts.len()];
        for (text, _) in &self.borne {
            counts[text.index()] += 1;
        }
        let mut lists: Vec<Vec<DocId>> =
            counts.into_iter().map(|count| Vec::with_capacity(count as usize)).collect();
        for (text, document) in self.borne {
            let list = &mut lists[text.index()];
            // A document may bear a text twice.
            if list.last() != Some(&document) {
                list.push(document);
            }
        }
        texts.iter().zip(lists).filter(|(_, list)| !list.is_empty())
    }
}

/// The words of a field, in order, and for each the lists of documents that bear it.
pub(super) struct Cut {
    lists: Vec<Vec<DocId>>,
    words: Vec<(String, Vec<usize>)>,
    tokens: u64,
}

impl Cut {
    pub(super) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many words all documents bear together.
    pub(super) const fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Writes each word and the documents that bear it.
    pub(super) fn write(&self, mut field: FieldSerializer<'_>) -> io::Result<()> {
        let mut several = Vec::new();
        for (word, lists) in &self.words {
            field.new_term_without_freq(word.as_bytes())?;
            let documents = self.documents(lists, &mut several);
            for document in documents {
                field.write_doc(*document, 0, &[]);
            }
            field.close_term()?;
        }
        field.close()
    }

    /// The documents of several lists, in ascending order, once each.
    fn documents<'s>(&'s self, lists: &[usize], several: &'s mut Vec<DocId>) -> &'s [DocId] {
        if let [list] = lists {
            return &self.lists[*list];
        }
        several.clear();
        for list in lists {
            several.extend_from_slice(&self.lists[*list]);
        }
        several.sort_unstable();
        several.dedup();
        several
    }
}

#[cfg(test)]
mod tests {
    use super::{Texts, Words};
    use crate::analysis::tokenizers::{SPLIT, manager};

    #[test]
    fn each_word_has_the_documents_that_bear_it_once_each_and_in_order() {
        let (mut texts, mut words) = (Texts::default(), Words::default());
        for (text, document) in
            [("LE HAVRE", 0), ("HAVRE", 0), ("HAVRE", 1), ("HAVRE", 1), ("LE HAVRE", 2), ("LE LE", 3)]
        {
            words.note(texts.number(text), document);
        }
        let cut = words.cut(&texts, manager().get(SPLIT).unwrap(), |text| text.to_lowercase().into());
        let found: Vec<_> = (cut.words.iter())
            .map(|(word, lists)| (word.as_str(), cut.documents(lists, &mut Vec::new()).to_vec()))
            .collect();
        assert_eq!(found, [("havre", vec![0, 1, 2]), ("le", vec![0, 2, 3])]);
        assert_eq!(cut.tokens(), 2 * 2 + 2 + 2);
    }
}
