//! A structure as index document.

use tantivy::TantivyDocument;

use super::person::{Facets, Forms};
use crate::{
    analysis,
    document::StructureDoc,
    schema::{self, StructureFields},
};

pub(super) struct StructureForm {
    fields: StructureFields,
    forms: Forms,
    facets: Facets,
}

impl StructureForm {
    pub(super) fn new() -> Self {
        Self { fields: schema::structures().1, forms: Forms::default(), facets: Facets::default() }
    }

    pub(super) fn document(&mut self, structure: &StructureDoc<'_>) -> TantivyDocument {
        let mut document = TantivyDocument::with_capacity(256);
        for (i, name) in structure.names.iter().enumerate() {
            let form = analysis::structure_name(name);
            if !form.is_empty() && !structure.names[..i].contains(name) {
                document.add_text(self.fields.name, form);
            }
        }
        let city = self.forms.city(structure.city);
        if !city.is_empty() {
            document.add_text(self.fields.city, city);
        }
        document.add_text(self.fields.key, structure.key);
        let ended = if structure.closed { schema::ENDED } else { 0 };
        document.add_u64(self.fields.flags, ended | (structure.kind.to_bits() << schema::KIND_SHIFT));
        self.facets.clear();
        self.facets.push_place(structure.departement, structure.commune, structure.postcode, true);
        if let Some(categorie) = structure.categorie {
            self.facets.push('k', categorie.as_str());
        }
        document.add_text(self.fields.facet, &self.facets.text);
        document
    }
}
