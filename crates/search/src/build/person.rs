//! A person as index document.

use rustc_hash::FxHashMap;
use tantivy::TantivyDocument;

use crate::{
    analysis::{self, ALIASES},
    document::{PersonDoc, Place},
    schema::{self, PersonFields},
    searcher::number_of,
};

/// Distinct towns and structure names are some tens of thousands: each is brought to its form once.
const MAX_CACHED: usize = 100_000;

pub(super) struct PersonForm {
    fields: PersonFields,
    forms: Forms,
    facets: Facets,
    text: String,
}

impl PersonForm {
    pub(super) fn new() -> Self {
        let fields = schema::people().1;
        Self { fields, forms: Forms::default(), facets: Facets::default(), text: String::new() }
    }

    /// The document, and the folded family name.
    pub(super) fn document(&mut self, person: &PersonDoc<'_>) -> (String, TantivyDocument) {
        let family = analysis::person_name(person.family_name);
        let given = analysis::person_name(person.given_name);
        let mut document = TantivyDocument::with_capacity(192);
        document.add_text(self.fields.family, &family);
        document.add_text(self.fields.given, &given);
        match number_of(person.id) {
            Some(number) => document.add_u64(self.fields.number, number),
            None => document.add_text(self.fields.key, person.id),
        }
        let ended = if person.ended { schema::ENDED } else { 0 };
        let doctor = person.civilite.is_some_and(|civilite| civilite.is_one_of(&["DR", "PR"]));
        self.facets.clear();
        for (profession, savoir_faire) in person.professions {
            self.facets.push('j', profession.as_str());
            for code in *savoir_faire {
                self.facets.push('s', code.as_str());
            }
        }
        let current_towns = self.add_places(&mut document, person.places);
        let doctor = if doctor { schema::DOCTOR } else { 0 };
        document.add_u64(self.fields.flags, ended | doctor | current_towns << schema::TOWNS_SHIFT);
        document.add_text(self.fields.facet, &self.facets.text);
        (family, document)
    }

    /// Adds places, those of current practice first, and tells how many towns these are.
    fn add_places(&mut self, document: &mut TantivyDocument, places: &[Place<'_>]) -> u64 {
        self.text.clear();
        let (mut towns, mut current_towns) = (Vec::new(), 0);
        let current = places.iter().filter(|place| place.active);
        for place in current.chain(places.iter().filter(|place| !place.active)) {
            self.facets.push_place(place.departement, place.commune, place.postcode, place.active);
            if !towns.contains(&place.city) {
                towns.push(place.city);
                let city = self.forms.city(place.city);
                if !city.is_empty() {
                    document.add_text(self.fields.city, city);
                    current_towns += u64::from(place.active);
                }
            }
        }
        for (i, place) in places.iter().enumerate() {
            if !places[..i].iter().any(|other| other.structure_name == place.structure_name) {
                let name = self.forms.structure(place.structure_name);
                if !name.is_empty() {
                    self.text.push(ALIASES);
                    self.text.push_str(name);
                }
            }
        }
        if !self.text.is_empty() {
            document.add_text(self.fields.work, &self.text);
        }
        current_towns
    }
}

/// Canonical forms met before.
#[derive(Default)]
pub(super) struct Forms {
    cities: Known,
    structures: Known,
}

impl Forms {
    pub(super) fn city(&mut self, text: &str) -> &str {
        self.cities.form(text, analysis::city)
    }

    fn structure(&mut self, text: &str) -> &str {
        self.structures.form(text, analysis::structure_name)
    }
}

/// Forms by their texts: one look-up for a text that is known, since each is a miss of the processor's cache.
#[derive(Default)]
struct Known {
    places: FxHashMap<String, usize>,
    forms: Vec<String>,
}

impl Known {
    fn form(&mut self, text: &str, form: fn(&str) -> String) -> &str {
        let known = self.places.get(text).copied();
        let at = known.unwrap_or_else(|| self.add(text, form(text)));
        self.forms.get(at).map_or("", String::as_str)
    }

    fn add(&mut self, text: &str, form: String) -> usize {
        if self.forms.len() >= MAX_CACHED {
            self.places.clear();
            self.forms.clear();
        }
        self.places.insert(text.to_owned(), self.forms.len());
        self.forms.push(form);
        self.forms.len() - 1
    }
}

/// The codes of a document, one text of terms, each told apart by its first letter.
#[derive(Default)]
pub(super) struct Facets {
    pub(super) text: String,
}

impl Facets {
    pub(super) fn clear(&mut self) {
        self.text.clear();
    }

    /// Adds a code, once, and tells whether it is new.
    pub(super) fn push(&mut self, kind: char, code: &str) -> bool {
        if code.is_empty() {
            return false;
        }
        let before = self.text.len();
        if before > 0 {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push(kind);
        self.text.extend(code.split_whitespace());
        let (known, term) = self.text.split_at(start);
        let new = !known.split(' ').any(|other| other == term);
        if !new {
            self.text.truncate(before);
        }
        new
    }

    /// Adds the codes of a place; those of current places come first.
    pub(super) fn push_place(&mut self, departement: &str, commune: &str, postcode: &str, current: bool) {
        let departement = analysis::departement(departement, commune, postcode).unwrap_or_default();
        for (kind, code) in [('d', departement.as_str()), ('c', commune), ('p', postcode)] {
            if self.push(kind, code) && !current {
                self.push(kind.to_ascii_uppercase(), code);
            }
        }
    }
}
