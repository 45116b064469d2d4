//! The fields of the two kinds of shards; the only place that declares them.

use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use crate::analysis::tokenizers;

/// Bumped whenever an index gains something.
pub(crate) const FORMAT: u32 = 5;
/// The oldest format that is read: people and structures are found, the latter by their names and whole towns alone.
pub(crate) const OLDEST: u32 = 2;
/// From this format on, people are listed by [`crate::Listed`].
pub(crate) const LISTED: u32 = 5;

/// Bit of the `flags` column: ended or closed. The bits above hold the [`crate::StructureKind`].
pub(crate) const ENDED: u64 = 1;
/// Bit of the `flags` column of people: civilité d'exercice DR or PR.
pub(crate) const DOCTOR: u64 = 2;
/// Position of the number of towns of current practice in the `flags` column of people: these come first among
/// the towns, those only of ended situations follow.
pub(crate) const TOWNS_SHIFT: u32 = 8;
/// Position of the structure's kind in the `flags` column; three bits.
pub(crate) const KIND_SHIFT: u32 = 1;
/// Position, in the `flags` column of structures, of how much one is a main establishment rather than an annex; two bits.
pub(crate) const HOUSE_SHIFT: u32 = 4;

/// Names of the columns and fields, which tantivy finds by name.
pub(crate) mod column {
    pub(crate) const FAMILY: &str = "family";
    pub(crate) const GIVEN: &str = "given";
    pub(crate) const NAME: &str = "name";
    pub(crate) const CITY: &str = "city";
    pub(crate) const FACET: &str = "facet";
    pub(crate) const TOWN: &str = "town";
    pub(crate) const STREET: &str = "street";
    pub(crate) const PAIR: &str = "pair";
    /// The identifier of a person as a number.
    pub(crate) const NUMBER: &str = "number";
    /// The identifier of a person that no number holds; the caller's key of a structure.
    pub(crate) const KEY: &str = "key";
    /// See [`super::ENDED`], [`super::DOCTOR`], [`super::TOWNS_SHIFT`] and [`super::KIND_SHIFT`].
    pub(crate) const FLAGS: &str = "flags";
}

#[derive(Clone, Copy)]
pub(crate) struct PersonFields {
    /// Words of the family name and the name in one word; the whole folded name as column. The current name is
    /// first, former ones behind it.
    pub(crate) family: Field,
    /// The same for given names.
    pub(crate) given: Field,
    /// Each town whole; as column too.
    pub(crate) city: Field,
    /// Codes: département, postcode, commune, profession, savoir-faire, and the lists of [`crate::Listed`]. Those of
    /// places only of ended situations stand there a second time, in a capital: `d76 D76`.
    pub(crate) facet: Field,
    /// Words of the names of the structures of practice.
    pub(crate) work: Field,
}

#[derive(Clone, Copy)]
pub(crate) struct StructureFields {
    /// Words of the names; each canonical name as column.
    pub(crate) name: Field,
    /// Neighbouring words of the names and of the town, in one (`saintroch`).
    pub(crate) pair: Field,
    /// The town, whole; as column too.
    pub(crate) city: Field,
    /// Words of the town.
    pub(crate) town: Field,
    /// Words of the street.
    pub(crate) street: Field,
    /// Codes: département, postcode, commune, catégorie.
    pub(crate) facet: Field,
}

pub(crate) fn people() -> (Schema, PersonFields) {
    let mut schema = Schema::builder();
    let fields = PersonFields {
        family: schema.add_text_field(column::FAMILY, words(tokenizers::NAME).set_fast("raw")),
        given: schema.add_text_field(column::GIVEN, words(tokenizers::NAME).set_fast("raw")),
        city: schema.add_text_field(column::CITY, words(tokenizers::CITY).set_fast("raw")),
        facet: schema.add_text_field(column::FACET, words(tokenizers::SPLIT)),
        work: schema.add_text_field("work", words(tokenizers::SPLIT)),
    };
    schema.add_u64_field(column::NUMBER, FAST);
    schema.add_text_field(column::KEY, TextOptions::default().set_fast("raw"));
    schema.add_u64_field(column::FLAGS, FAST);
    (schema.build(), fields)
}

pub(crate) fn structures() -> (Schema, StructureFields) {
    let mut schema = Schema::builder();
    let fields = StructureFields {
        name: schema.add_text_field(column::NAME, words(tokenizers::STRUCTURE).set_fast("raw")),
        pair: schema.add_text_field(column::PAIR, words(tokenizers::PAIRS)),
        city: schema.add_text_field(column::CITY, words(tokenizers::CITY).set_fast("raw")),
        town: schema.add_text_field(column::TOWN, words(tokenizers::STRUCTURE)),
        street: schema.add_text_field(column::STREET, words(tokenizers::STRUCTURE)),
        facet: schema.add_text_field(column::FACET, words(tokenizers::SPLIT)),
    };
    schema.add_text_field(column::KEY, TextOptions::default().set_fast("raw"));
    schema.add_u64_field(column::FLAGS, FAST);
    (schema.build(), fields)
}

/// Neither frequencies nor positions nor lengths: names are short, and ranking reads their text.
fn words(tokenizer: &str) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    )
}
