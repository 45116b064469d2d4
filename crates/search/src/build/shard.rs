//! A shard being written: its fields and columns in memory, then one tantivy segment.
//!
//! The segment's files are written by tantivy's own serializers; what is ours is how the postings are gathered
//! (`words.rs`). Nothing is stored, since the record is in the store, and nothing is ever merged or deleted.

use std::{borrow::Cow, path::Path};

use tantivy::{
    DocId, Index, IndexSettings, Segment,
    columnar::{ColumnType, ColumnarWriter},
    directory::{Directory, MmapDirectory, TerminatingWrite},
    fieldnorm::FieldNormsSerializer,
    index::{IndexMeta, SegmentComponent},
    postings::InvertedIndexSerializer,
    schema::{Field, FieldEntry, FieldType, Schema},
    store::{Compressor, StoreWriter},
};

use super::{texts::Texts, words::Words};
use crate::{analysis::tokenizers, error::Cause};

/// Where tantivy looks for what an index is made of.
const META: &str = "meta.json";

pub(super) struct Shard {
    segment: Segment,
    columns: ColumnarWriter,
    /// The texts of all fields.
    texts: Texts,
    /// By the number of their field; `None` for a field without index.
    words: Vec<Option<Words>>,
    documents: DocId,
}

impl Shard {
    pub(super) fn create(dir: &Path, schema: Schema) -> Result<Self, Cause> {
        let mut columns = ColumnarWriter::default();
        for (_, entry) in schema.fields().filter(|(_, entry)| entry.is_fast()) {
            columns.record_column_type(entry.name(), column_type(entry), false);
        }
        let indexed = schema.fields().map(|(_, entry)| entry.is_indexed().then(Words::default));
        let words = indexed.collect();
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(schema).settings(settings).tokenizers(tokenizers::manager());
        let segment = builder.open_or_create(MmapDirectory::open(dir)?)?.new_segment();
        Ok(Self { segment, columns, texts: Texts::default(), words, documents: 0 })
    }

    /// Adds a text of the document at hand to the index of some fields.
    pub(super) fn words<const N: usize>(&mut self, fields: [Field; N], text: &str) {
        if text.is_empty() {
            return;
        }
        let text = self.texts.number(text);
        for field in fields {
            if let Some(Some(words)) = self.words.get_mut(field.field_id() as usize) {
                words.note(text, self.documents);
            }
        }
    }

    /// Adds a text of the document at hand to a column.
    pub(super) fn text(&mut self, column: &str, text: &str) {
        self.columns.record_str(self.documents, column, text);
    }

    /// Adds a number of the document at hand to a column.
    pub(super) fn number(&mut self, column: &str, number: u64) {
        self.columns.record_numerical(self.documents, column, number);
    }

    pub(super) const fn end_document(&mut self) {
        self.documents += 1;
    }

    pub(super) const fn documents(&self) -> u32 {
        self.documents
    }

    /// About how many bytes it fills.
    pub(super) fn bytes(&self) -> usize {
        let words = self.words.iter().flatten().map(Words::bytes).sum::<usize>();
        self.columns.mem_usage() + self.texts.bytes() + words
    }

    /// Writes the segment, and last what tells that it is there. `form` brings the texts of a field to the form that
    /// is indexed.
    pub(super) fn finish(self, form: impl Fn(Field, &str) -> Cow<'_, str>) -> Result<(), Cause> {
        let Self { segment, mut columns, texts, words, documents } = self;
        write_words(&segment, texts, words, form)?;
        let mut file = segment.open_write(SegmentComponent::FastFields)?;
        columns.serialize(documents, None, &mut file)?;
        file.terminate()?;
        FieldNormsSerializer::from_write(segment.open_write(SegmentComponent::FieldNorms)?)?.close()?;
        let index = segment.index().clone();
        let settings = index.settings();
        let store = segment.open_write(SegmentComponent::Store)?;
        StoreWriter::new(store, settings.docstore_compression, settings.docstore_blocksize, false)?
            .close()?;
        let meta = IndexMeta {
            index_settings: settings.clone(),
            persisted_custom_extensions: Vec::new(),
            segments: vec![segment.with_max_doc(documents).meta().clone()],
            schema: index.schema(),
            opstamp: 0,
            payload: None,
        };
        index.directory().atomic_write(Path::new(META), &serde_json::to_vec_pretty(&meta)?)?;
        Ok(index.directory().sync_directory()?)
    }
}

fn write_words(
    segment: &Segment,
    texts: Texts,
    words: Vec<Option<Words>>,
    form: impl Fn(Field, &str) -> Cow<'_, str>,
) -> Result<(), Cause> {
    let mut postings = InvertedIndexSerializer::open(segment)?;
    for (id, words) in (0..).zip(words) {
        let Some(words) = words else { continue };
        let field = Field::from_field_id(id);
        let cut = words.cut(&texts, segment.index().tokenizer_for_field(field)?, |text| form(field, text));
        if !cut.is_empty() {
            cut.write(postings.new_field(field, cut.tokens(), None)?)?;
        }
    }
    Ok(postings.close()?)
}

fn column_type(entry: &FieldEntry) -> ColumnType {
    match entry.field_type() {
        FieldType::Str(_) => ColumnType::Str,
        _ => ColumnType::U64,
    }
}
