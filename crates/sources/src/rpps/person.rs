//! Rows of `PS_LibreAcces_Personne_activite` to people and situations.

use std::{borrow::Cow, io::Read, sync::Arc};

use aiguilleur_domain::{
    IdNatPp, IdNatStruct,
    entity::{
        Address, Contact, Exercice, Person, PersonRow, PracticePlace, SavoirFaire, Situation, departement,
    },
};

use super::{
    columns::{self as col, PERSONNE_ACTIVITE},
    crowd::Crowd,
    table::{self, Row},
};
use crate::{
    defect::{About, Defect, Rule},
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::{
        fields::{Notes, explain},
        tidy::{join, split_postcode, telephones, tidy, trim},
    },
};

/// Decodes the text of a `PS_LibreAcces_Personne_activite` file, calling `visit` with each row, reject and
/// anomaly in the order of the file. `file` names it in the locations.
///
/// # Errors
/// When the file cannot be read or is not one, and whatever `visit` returns, which stops the reading.
pub fn decode_persons<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    mut visit: impl FnMut(Event<PersonRow<'_>>) -> Result<(), E>,
) -> Result<Summary, E> {
    let (mut street, mut crowd) = (String::new(), Crowd::default());
    table::read(input, file, &PERSONNE_ACTIVITE, |row, notes, summary| {
        let person = row.and_then(|row| {
            let counted = |id, notes: &Notes| crowd.count(id, notes);
            person_row(&row, notes, &mut street, counted)
                .map_err(|defect| Defect { about: Some(Box::new(about(&row))), ..defect })
        });
        deliver(person, notes, summary, &mut visit)
    })
}

fn person_row<'a>(
    row: &Row<'a>,
    notes: &mut Notes,
    street: &'a mut String,
    counted: impl FnOnce(IdNatPp, &Notes) -> Result<(), Defect>,
) -> Result<PersonRow<'a>, Defect> {
    let id = person_id(row, notes)?;
    counted(id, notes)?;
    let person = Person {
        id,
        family_name: tidy(row.get(col::NOM)),
        given_name: tidy(row.get(col::PRENOM)),
        civilite: notes
            .code("Code civilité d'exercice", row.get(col::CIVILITE_EXERCICE))
            .or_else(|| notes.code("Code civilité", row.get(col::CIVILITE))),
    };
    Ok(PersonRow {
        person,
        exercice: exercice(row, notes),
        savoir_faire: savoir_faire(row, notes),
        situation: situation(row, notes, street),
    })
}

/// What a lost row would have been counted with.
fn about(row: &Row<'_>) -> About {
    About {
        profession: row.get(col::PROFESSION).parse().ok(),
        departement: departement(row.get(col::COMMUNE), row.get(col::CODE_POSTAL)),
        secteur_activite: row.get(col::SECTEUR).parse().ok(),
    }
}

/// The person of a row: `Identification nationale PP`, which must be the type followed by the number.
pub(super) fn person_id(row: &Row<'_>, notes: &Notes) -> Result<IdNatPp, Defect> {
    let column = "Identification nationale PP";
    let text = trim(row.get(col::ID_NAT_PP));
    if text.is_empty() {
        return Err(notes.defect(column, Rule::Missing, "identifiant de la personne absent"));
    }
    let id: IdNatPp = text.parse().map_err(|error| notes.unreadable(column, &error))?;
    let (kind, number) = (trim(row.get(col::TYPE_PP)), trim(row.get(col::ID_PP)));
    if text.strip_prefix(kind) != Some(number) || kind.len() != 1 {
        let message = "ce n'est pas le type suivi de l'« Identifiant PP » de la même ligne";
        return Err(notes.defect(column, Rule::IdentityMismatch, message));
    }
    Ok(id)
}

/// The exercice of a row.
pub(super) fn exercice(row: &Row<'_>, notes: &mut Notes) -> Exercice {
    Exercice {
        profession: notes.code("Code profession", row.get(col::PROFESSION)),
        categorie: notes.code("Code catégorie professionnelle", row.get(col::CATEGORIE)),
    }
}

/// The savoir-faire of a row.
pub(super) fn savoir_faire(row: &Row<'_>, notes: &mut Notes) -> Option<SavoirFaire> {
    let code = notes.code("Code savoir-faire", row.get(col::SAVOIR_FAIRE_CODE))?;
    Some(SavoirFaire { kind: notes.code("Code type savoir-faire", row.get(col::TYPE_SAVOIR_FAIRE)), code })
}

fn situation<'a>(row: &Row<'a>, notes: &mut Notes, street: &'a mut String) -> Option<Situation<'a>> {
    let place = place(row, notes, street);
    let secteur_activite = notes.code("Code secteur d'activité", row.get(col::SECTEUR));
    if place.is_none() && secteur_activite.is_none() {
        return None;
    }
    Some(Situation {
        mode_exercice: notes.code("Code mode exercice", row.get(col::MODE_EXERCICE)),
        secteur_activite,
        section_pharmacien: notes.code("Code section tableau pharmaciens", row.get(col::SECTION)),
        role: notes.code("Code rôle", row.get(col::ROLE)),
        genre_activite: notes.code("Code genre activité", row.get(col::GENRE)),
        place,
    })
}

/// The columns any of which names a structure.
const NAMES_A_STRUCTURE: [usize; 7] = [
    col::TECHNICAL_ID,
    col::ANCIEN_IDENTIFIANT,
    col::SIRET,
    col::FINESS_EG,
    col::FINESS_EJ,
    col::RAISON_SOCIALE,
    col::ENSEIGNE,
];

fn place<'a>(row: &Row<'a>, notes: &mut Notes, street: &'a mut String) -> Option<PracticePlace<'a>> {
    if NAMES_A_STRUCTURE.iter().all(|column| row.get(*column).is_empty()) {
        return None;
    }
    Some(PracticePlace {
        technical_id: trim(row.get(col::TECHNICAL_ID)),
        id_nat_struct: id_nat_struct(
            "Ancien identifiant de la structure",
            row.get(col::ANCIEN_IDENTIFIANT),
            notes,
        ),
        siret: notes.siret("Numéro SIRET site", row.get(col::SIRET)),
        finess_eg: notes.identifier("Numéro FINESS site", row.get(col::FINESS_EG)),
        finess_ej: notes.identifier("Numéro FINESS établissement juridique", row.get(col::FINESS_EJ)),
        raison_sociale: tidy(row.get(col::RAISON_SOCIALE)),
        enseigne: tidy(row.get(col::ENSEIGNE)),
        complement_destinataire: tidy(row.get(col::COMPLEMENT_DESTINATAIRE)),
        address: address(row, &ADDRESS, street),
        contact: contact(row),
    })
}

fn contact<'a>(row: &Row<'a>) -> Contact<'a> {
    let (first, second) = telephones(row.get(col::TELEPHONE));
    let other = row.get(col::TELEPHONE_2);
    Contact {
        telephone: tidy(first),
        telephone_2: tidy(if trim(other).is_empty() { second } else { other }),
        telecopie: tidy(row.get(col::TELECOPIE)),
        email: tidy(row.get(col::EMAIL)),
    }
}

/// Type 1 is a FINESS at ten characters only: seven rows of the sample hold a technical id instead.
pub(super) fn id_nat_struct(column: &'static str, text: &str, notes: &mut Notes) -> Option<IdNatStruct> {
    let text = trim(text);
    if text.is_empty() {
        return None;
    }
    match text.parse() {
        Ok(id) => Some(id),
        Err(_) if text.starts_with('1') && text.len() != 10 => {
            let message = "type 1 sans être un FINESS (10 caractères) : identifiant technique, non retenu";
            notes.note(column, Rule::NotAnIdNatStruct, message);
            None
        }
        Err(error) => {
            let (rule, message) = explain(&error);
            notes.note(column, rule, message);
            None
        }
    }
}

/// Where the columns of an address stand in a table.
pub(super) struct AddressColumns {
    pub(super) numero: usize,
    pub(super) indice: usize,
    pub(super) code_type_voie: usize,
    pub(super) type_voie: usize,
    pub(super) voie: usize,
    pub(super) bureau_cedex: usize,
    pub(super) code_postal: usize,
    pub(super) commune: usize,
    pub(super) libelle_commune: usize,
}

const ADDRESS: AddressColumns = AddressColumns {
    numero: col::NUMERO_VOIE,
    indice: col::INDICE_VOIE,
    code_type_voie: col::CODE_TYPE_VOIE,
    type_voie: col::TYPE_VOIE,
    voie: col::VOIE,
    bureau_cedex: col::BUREAU_CEDEX,
    code_postal: col::CODE_POSTAL,
    commune: col::COMMUNE,
    libelle_commune: col::LIBELLE_COMMUNE,
};

/// The address of a row.
pub(super) fn address<'a>(row: &Row<'a>, at: &AddressColumns, street: &'a mut String) -> Address<'a> {
    let kind = match row.get(at.type_voie) {
        "" => row.get(at.code_type_voie),
        label => label,
    };
    let parts = [row.get(at.numero), row.get(at.indice), kind, row.get(at.voie)];
    let (cedex_code, cedex_city) = split_postcode(row.get(at.bureau_cedex));
    let (postcode, commune_name) = (trim(row.get(at.code_postal)), tidy(row.get(at.libelle_commune)));
    let city = if cedex_city.is_empty() { commune_name.clone() } else { tidy(cedex_city) };
    Address {
        street: Cow::Borrowed(join(street, &parts)),
        postcode: if postcode.is_empty() { cedex_code } else { postcode },
        commune_name: if commune_name == city { Cow::Borrowed("") } else { commune_name },
        city,
        commune: trim(row.get(at.commune)),
    }
}
