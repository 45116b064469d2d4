//! Rows of `Structure` and `CoordStruct`.

use aiguilleur_domain::entity::{CoordStruct, RestrictedStructure};

use super::columns::{coord_struct as coord, structure as st};
use crate::{
    defect::{Defect, Rule},
    rpps::{
        person::{AddressColumns, address, id_nat_struct},
        table::Row,
    },
    text::{
        fields::Notes,
        tidy::{tidy, trim},
    },
};

const ADDRESS: AddressColumns = AddressColumns {
    numero: coord::NUMERO_VOIE,
    indice: coord::INDICE_VOIE,
    code_type_voie: coord::CODE_TYPE_VOIE,
    type_voie: coord::TYPE_VOIE,
    voie: coord::VOIE,
    bureau_cedex: coord::BUREAU_CEDEX,
    code_postal: coord::CODE_POSTAL,
    commune: coord::COMMUNE,
    libelle_commune: coord::LIBELLE_COMMUNE,
};

pub(super) fn structure<'a>(row: &Row<'a>, notes: &mut Notes) -> Result<RestrictedStructure<'a>, Defect> {
    let id_nat_column = "Identification nationale de la structure";
    Ok(RestrictedStructure {
        technical_id: technical_id(row.get(st::TECHNICAL_ID), notes)?,
        id_nat_struct: id_nat_struct(id_nat_column, row.get(st::ID_NAT_STRUCT), notes),
        siret: notes.siret("Numéro SIRET", row.get(st::SIRET)),
        finess_eg: notes.identifier("Numéro FINESS Etablissement", row.get(st::FINESS_EG)),
        finess_ej: notes.identifier("Numéro FINESS EJ", row.get(st::FINESS_EJ)),
        rpps_rang: notes.identifier("RPPS rang", row.get(st::RPPS_RANG)),
        adeli_rang: notes.identifier("ADELI rang", row.get(st::ADELI_RANG)),
        opened_on: notes.day("Date d'ouverture structure", row.get(st::OUVERTURE)),
        closed_on: notes.day("Date de fermeture structure", row.get(st::FERMETURE)),
        categorie_juridique: notes.code("Code catégorie juridique", row.get(st::CATEGORIE_JURIDIQUE)),
        secteur_activite: notes.code("Code secteur d'activité", row.get(st::SECTEUR)),
        raison_sociale: tidy(row.get(st::RAISON_SOCIALE)),
        enseigne: tidy(row.get(st::ENSEIGNE)),
    })
}

pub(super) fn coord_struct<'a>(
    row: &Row<'a>,
    notes: &mut Notes,
    street: &'a mut String,
) -> Result<CoordStruct<'a>, Defect> {
    Ok(CoordStruct {
        technical_id: technical_id(row.get(coord::TECHNICAL_ID), notes)?,
        complement_destinataire: tidy(row.get(coord::COMPLEMENT_DESTINATAIRE)),
        address: address(row, &ADDRESS, street),
        ended_on: notes.day("Date de fin (coord. structure)", row.get(coord::FIN)),
    })
}

fn technical_id<'a>(text: &'a str, notes: &Notes) -> Result<&'a str, Defect> {
    match trim(text) {
        "" => Err(notes.defect("Identifiant technique de la structure", Rule::Missing, "identifiant absent")),
        id => Ok(id),
    }
}
