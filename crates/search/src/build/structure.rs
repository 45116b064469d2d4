//! A structure as index document.

use std::borrow::Cow;

use tantivy::schema::Field;

use super::{
    facets::Facets,
    forms::{Town, Towns},
    parcel::{Opened, Parcel},
    shard::Shard,
};
use crate::{
    analysis,
    document::StructureDoc,
    schema::{self, StructureFields, column},
};

/// Puts a structure into a parcel.
pub(super) fn pack(structure: &StructureDoc<'_>, parcel: &mut Parcel) {
    let ended = if structure.closed { schema::ENDED } else { 0 };
    let categorie = structure.categorie.as_ref().map_or("", |code| code.as_str());
    let house = u64::from(analysis::house(categorie)) << schema::HOUSE_SHIFT;
    parcel.number(ended | (structure.kind.to_bits() << schema::KIND_SHIFT) | house);
    let StructureDoc { key, street, departement, commune, postcode, .. } = *structure;
    for text in [key, street, departement, commune, postcode, categorie] {
        parcel.text(text);
    }
    parcel.count(structure.towns.len());
    for town in structure.towns {
        parcel.text(town);
    }
    parcel.count(structure.names.len());
    for name in structure.names {
        parcel.text(name);
    }
    parcel.end_document();
}

pub(super) struct StructureForm {
    fields: StructureFields,
    towns: Towns,
    facets: Facets,
}

impl StructureForm {
    pub(super) fn new() -> Self {
        Self { fields: schema::structures().1, towns: Towns::default(), facets: Facets::default() }
    }

    /// Takes the next structure out of a parcel and adds it to the shard.
    pub(super) fn add(&mut self, parcel: &mut Opened<'_>, shard: &mut Shard) {
        shard.number(column::FLAGS, parcel.number());
        shard.text(column::KEY, parcel.text());
        shard.words([self.fields.street], &analysis::street(parcel.text()));
        let (departement, commune, postcode) = (parcel.text(), parcel.text(), parcel.text());
        shard.words([self.fields.facet], self.facets.of_place(departement, commune, postcode));
        self.facets.clear();
        self.facets.push('k', parcel.text());
        shard.words([self.fields.facet], self.facets.text());
        for _ in 0..parcel.count() {
            self.add_town(parcel.text(), shard);
        }
        let names: Vec<&str> = (0..parcel.count()).map(|_| parcel.text()).collect();
        for (i, name) in names.iter().enumerate() {
            let form = analysis::structure_name(name);
            if !form.is_empty() && !names[..i].contains(name) {
                shard.words([self.fields.name, self.fields.pair], &form);
                shard.text(column::NAME, &form);
            }
        }
    }

    fn add_town(&mut self, published: &str, shard: &mut Shard) {
        let Town { city, postcode } = self.towns.form(published);
        shard.words([self.fields.facet], postcode);
        if !city.is_empty() {
            shard.words([self.fields.city, self.fields.town, self.fields.pair], city);
            shard.text(column::CITY, city);
        }
    }

    /// What is indexed of a text of a field.
    pub(super) fn indexed<'t>(&self, field: Field, text: &'t str) -> Cow<'t, str> {
        if field == self.fields.facet { Facets::indexed(text) } else { text.into() }
    }
}
