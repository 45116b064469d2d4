//! Flat records of FINESS (XML elements, CSV columns): named texts to legal persons and sites.

use std::borrow::Cow;

use aiguilleur_domain::{
    IdentifierError,
    entity::{Address, Contact, EntiteGeographique, EntiteJuridique, LifeState},
};

use super::longest_name;
use crate::{
    defect::{Defect, Rule},
    text::{
        fields::Notes,
        tidy::{join, split_postcode, telephones, tidy, trim},
    },
};

macro_rules! fields {
    ($($field:ident = $name:literal,)*) => {
        /// A field that is read, by its publisher's name (the same in XML and in CSV documentation).
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Field {
            $($field,)*
        }

        /// Number of fields that are read.
        pub(super) const FIELDS: usize = [$($name),*].len();

        impl Field {
            /// The field of that name.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$field),)*
                    _ => None,
                }
            }

            const fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)*
                }
            }
        }
    };
}

fields! {
    Nofiness = "nofiness",
    Nofinesset = "nofinesset",
    Nofinessej = "nofinessej",
    Rs = "rs",
    Rslongue = "rslongue",
    Numvoie = "numvoie",
    Compvoie = "compvoie",
    Typvoie = "typvoie",
    Voie = "voie",
    Commune = "commune",
    Departement = "departement",
    Codepostal = "codepostal",
    Ligneacheminement = "ligneacheminement",
    Statutjuridique = "statutjuridique",
    Categetab = "categetab",
    Siren = "siren",
    Siret = "siret",
    Telephone = "telephone",
    Telecopie = "telecopie",
    Courriel = "courriel",
    Libcommune = "libcommune",
    Codesph = "codesph",
    Dateouv = "dateouv",
    Datecrea = "datecrea",
    Datefermeture = "datefermeture",
    Typefermeture = "typefermeture",
    Datemaj = "datemaj",
}

/// One record: the text of each field, `None` when the record does not have the field at all.
pub(super) struct Record<'a>(pub(super) [Option<&'a str>; FIELDS]);

impl<'a> Record<'a> {
    /// The text of a field; empty when it is absent.
    pub(super) fn get(&self, field: Field) -> &'a str {
        trim(self.0[field as usize].unwrap_or_default())
    }

    fn has(&self, field: Field) -> bool {
        self.0[field as usize].is_some()
    }

    /// Whether a `structureet` describes the site, as the files about sites do. Files about equipment or
    /// coordinates name sites too, without their EJ or without their category.
    pub(super) fn describes_site(&self) -> bool {
        self.has(Field::Nofinessej) && self.has(Field::Categetab)
    }

    fn number<T: std::str::FromStr<Err = IdentifierError>>(
        &self,
        field: Field,
        notes: &Notes,
    ) -> Result<T, Defect> {
        let text = self.get(field);
        if text.is_empty() {
            return Err(notes.defect(field.name(), Rule::Missing, "numéro FINESS absent"));
        }
        text.parse().map_err(|error| notes.unreadable(field.name(), &error))
    }

    /// The CSV files have neither date nor kind of closing: they do not tell.
    fn life(&self, notes: &mut Notes) -> LifeState {
        if !self.has(Field::Datefermeture) && !self.has(Field::Typefermeture) {
            return LifeState::NotStated;
        }
        let (on, kind) = (self.get(Field::Datefermeture), self.get(Field::Typefermeture));
        if on.is_empty() && kind.is_empty() {
            return LifeState::Open;
        }
        LifeState::Closed {
            on: notes.date(Field::Datefermeture.name(), on),
            kind: notes.code(Field::Typefermeture.name(), kind),
        }
    }

    fn contact(&self) -> Contact<'a> {
        let (first, second) = telephones(self.get(Field::Telephone));
        Contact {
            telephone: tidy(first),
            telephone_2: tidy(second),
            telecopie: tidy(self.get(Field::Telecopie)),
            email: tidy(self.get(Field::Courriel)),
        }
    }

    fn address(&self, scratch: &'a mut Scratch) -> Address<'a> {
        let parts =
            [Field::Numvoie, Field::Compvoie, Field::Typvoie, Field::Voie].map(|field| self.get(field));
        let (line_code, city) = split_postcode(self.get(Field::Ligneacheminement));
        let code = self.get(Field::Codepostal);
        let (city, commune_name) = (tidy(city), tidy(self.get(Field::Libcommune)));
        insee_commune(self.get(Field::Departement), self.get(Field::Commune), &mut scratch.commune);
        Address {
            street: Cow::Borrowed(join(&mut scratch.street, &parts)),
            postcode: if code.is_empty() { line_code } else { code },
            commune_name: if commune_name == city { Cow::Borrowed("") } else { commune_name },
            city,
            commune: &scratch.commune,
        }
    }
}

/// Texts that a record does not hold as such, kept from one record to the next for their memory only.
#[derive(Default)]
pub(super) struct Scratch {
    street: String,
    commune: String,
}

/// The INSEE code of a commune: FINESS numbers the overseas départements its own way (`9D` `411` is 97411,
/// `9J` `613` is 98613, Wallis). Empty when either part does not have its length.
fn insee_commune(departement: &str, commune: &str, insee: &mut String) {
    insee.clear();
    let digits = commune.bytes().all(|b| b.is_ascii_digit());
    if departement.len() != 2 || commune.len() != 3 || !digits {
        return;
    }
    insee.push_str(match departement {
        "9A" | "9B" | "9C" | "9D" | "9E" | "9F" => "97",
        "9J" => "98",
        metropole => metropole,
    });
    insee.push_str(commune);
}

/// The legal person of a `structureej`.
pub(super) fn ej<'a>(
    record: &Record<'a>,
    scratch: &'a mut Scratch,
    notes: &mut Notes,
) -> Result<EntiteJuridique<'a>, Defect> {
    Ok(EntiteJuridique {
        finess: record.number(Field::Nofiness, notes)?,
        pm_smsse_id: None,
        name: longest_name(record.get(Field::Rs), record.get(Field::Rslongue)),
        siren: notes.siren(Field::Siren.name(), record.get(Field::Siren)),
        statut_juridique: notes.code(Field::Statutjuridique.name(), record.get(Field::Statutjuridique)),
        fonction_publique: None,
        address: record.address(scratch),
        created_on: notes.date(Field::Datecrea.name(), record.get(Field::Datecrea)),
        state: record.life(notes),
        succession: None,
    })
}

/// The site of a `structureet`.
pub(super) fn eg<'a>(
    record: &Record<'a>,
    scratch: &'a mut Scratch,
    notes: &mut Notes,
) -> Result<EntiteGeographique<'a>, Defect> {
    Ok(EntiteGeographique {
        finess: record.number(Field::Nofinesset, notes)?,
        ej: notes.identifier(Field::Nofinessej.name(), record.get(Field::Nofinessej)),
        ege_id: None,
        name: longest_name(record.get(Field::Rs), record.get(Field::Rslongue)),
        siret: notes.siret(Field::Siret.name(), record.get(Field::Siret)),
        categorie: notes.code(Field::Categetab.name(), record.get(Field::Categetab)),
        sph: notes.code(Field::Codesph.name(), record.get(Field::Codesph)),
        address: record.address(scratch),
        contact: record.contact(),
        position: None,
        opened_on: notes.date(Field::Dateouv.name(), record.get(Field::Dateouv)),
        state: record.life(notes),
        succession: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes() {
        for (departement, commune, expected) in [
            ("01", "451", "01451"),
            ("2A", "004", "2A004"),
            ("9D", "411", "97411"),
            ("9J", "613", "98613"),
            ("9D", "", ""),
            ("1", "53", ""),
        ] {
            let mut insee = String::new();
            insee_commune(departement, commune, &mut insee);
            assert_eq!(insee, expected);
        }
    }
}
