//! A person as index document.

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
    document::PersonDoc,
    schema::{self, PersonFields, column},
    searcher::number_of,
};

/// Puts a person into a parcel. `family` is the folded family name.
pub(super) fn pack(person: &PersonDoc<'_>, family: &str, parcel: &mut Parcel) {
    let doctor = person.civilite.is_some_and(|civilite| civilite.is_one_of(&["DR", "PR"]));
    let flags = [(person.ended, schema::ENDED), (doctor, schema::DOCTOR)];
    parcel.number(flags.iter().filter(|(holds, _)| *holds).map(|(_, bit)| bit).sum());
    for text in [person.id, family, person.given_name] {
        parcel.text(text);
    }
    parcel.count(person.former_names.len());
    for (family, given) in person.former_names {
        parcel.text(family);
        parcel.text(given);
    }
    parcel.count(person.professions.len());
    for (profession, savoir_faire) in person.professions {
        parcel.text(profession.as_str());
        parcel.count(savoir_faire.len());
        for code in *savoir_faire {
            parcel.text(code.as_str());
        }
    }
    parcel.count(person.listed.len());
    for listed in person.listed {
        parcel.number(u64::from(u32::from(listed.letter())));
        parcel.text(listed.code());
    }
    parcel.count(person.places.len());
    for place in person.places {
        parcel.number(u64::from(place.active));
        for text in [place.city, place.postcode, place.departement, place.commune, place.structure_name] {
            parcel.text(text);
        }
    }
    parcel.end_document();
}

/// A place as it was put into a parcel.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place<'p> {
    active: bool,
    city: &'p str,
    postcode: &'p str,
    departement: &'p str,
    commune: &'p str,
    structure_name: &'p str,
}

impl<'p> Place<'p> {
    fn unpack(parcel: &mut Opened<'p>) -> Self {
        Self {
            active: parcel.number() != 0,
            city: parcel.text(),
            postcode: parcel.text(),
            departement: parcel.text(),
            commune: parcel.text(),
            structure_name: parcel.text(),
        }
    }
}

pub(super) struct PersonForm {
    fields: PersonFields,
    towns: Towns,
    facets: Facets,
}

impl PersonForm {
    pub(super) fn new() -> Self {
        Self { fields: schema::people().1, towns: Towns::default(), facets: Facets::default() }
    }

    /// Takes the next person out of a parcel and adds them to the shard.
    pub(super) fn add(&mut self, parcel: &mut Opened<'_>, shard: &mut Shard) {
        let flags = parcel.number();
        let (id, family, given) = (parcel.text(), parcel.text(), analysis::person_name(parcel.text()));
        let former: Vec<[String; 2]> =
            (0..parcel.count()).map(|_| [(); 2].map(|()| analysis::person_name(parcel.text()))).collect();
        let columns = [(self.fields.family, column::FAMILY), (self.fields.given, column::GIVEN)];
        for (part, (field, column)) in columns.into_iter().enumerate() {
            // The current name comes first.
            let mut names = vec![[family, &given][part]];
            for name in former.iter().map(|names| names[part].as_str()) {
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
            for name in names {
                shard.words([field], name);
                shard.text(column, name);
            }
        }
        match number_of(id) {
            Some(number) => shard.number(column::NUMBER, number),
            None => shard.text(column::KEY, id),
        }
        self.facets.clear();
        for _ in 0..parcel.count() {
            self.facets.push('j', parcel.text());
            for _ in 0..parcel.count() {
                self.facets.push('s', parcel.text());
            }
        }
        shard.words([self.fields.facet], self.facets.text());
        self.facets.clear();
        for _ in 0..parcel.count() {
            let letter = u32::try_from(parcel.number()).ok().and_then(char::from_u32).unwrap_or_default();
            self.facets.push(letter, parcel.text());
        }
        shard.words([self.fields.facet], self.facets.text());
        let places: Vec<Place<'_>> = (0..parcel.count()).map(|_| Place::unpack(parcel)).collect();
        self.add_facets(shard, &places);
        let current_towns = self.add_places(shard, &places);
        shard.number(column::FLAGS, flags | current_towns << schema::TOWNS_SHIFT);
    }

    /// Adds the codes of places: those of a current place in one text, which thousands share; where one has ended,
    /// code by code, since a code shared with another place is added once.
    fn add_facets(&mut self, shard: &mut Shard, places: &[Place<'_>]) {
        let (current, ended): (Vec<&Place<'_>>, Vec<_>) = places.iter().partition(|place| place.active);
        self.facets.clear();
        for place in &current {
            let text = self.facets.of_place(place.departement, place.commune, place.postcode);
            shard.words([self.fields.facet], text);
        }
        if ended.is_empty() {
            return;
        }
        self.facets.clear();
        for place in current.into_iter().chain(ended) {
            self.facets.push_place(place.departement, place.commune, place.postcode, place.active);
        }
        for code in self.facets.codes() {
            shard.words([self.fields.facet], code);
        }
    }

    /// Adds places, those of current practice first, and tells how many towns these are.
    fn add_places(&mut self, shard: &mut Shard, places: &[Place<'_>]) -> u64 {
        let (mut towns, mut current_towns) = (Vec::new(), 0);
        let current = places.iter().filter(|place| place.active);
        for at in current.chain(places.iter().filter(|place| !place.active)) {
            shard.words([self.fields.work], at.structure_name);
            if !towns.contains(&at.city) {
                towns.push(at.city);
                let Town { city, postcode } = self.towns.form(at.city);
                shard.words([self.fields.facet], postcode);
                if !city.is_empty() {
                    shard.words([self.fields.city], city);
                    shard.text(column::CITY, city);
                    current_towns += u64::from(at.active);
                }
            }
        }
        current_towns
    }

    /// What is indexed of a text of a field.
    pub(super) fn indexed<'t>(&self, field: Field, text: &'t str) -> Cow<'t, str> {
        if field == self.fields.work {
            analysis::structure_name(text).into()
        } else if field == self.fields.facet {
            Facets::indexed(text)
        } else {
            text.into()
        }
    }
}
