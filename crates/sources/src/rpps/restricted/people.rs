//! Rows of `ExercPro`, `SavoirFaire` and `Activite`.

use aiguilleur_domain::entity::{
    Activite, DatedSavoirFaire, ExercPro, Person, SavoirFaireRow, StatedActivity,
};

use super::columns::{activite as act, exerc_pro as ex, savoir_faire as sf};
use crate::{
    defect::{Defect, Rule},
    rpps::{
        person::{exercice, person_id, savoir_faire},
        table::Row,
    },
    text::{
        fields::Notes,
        tidy::{tidy, trim},
    },
};

pub(super) fn exerc_pro<'a>(row: &Row<'a>, notes: &mut Notes) -> Result<ExercPro<'a>, Defect> {
    let person = Person {
        id: person_id(row, notes)?,
        family_name: tidy(row.get(ex::NOM)),
        given_name: tidy(row.get(ex::PRENOM)),
        civilite: notes.code("Code civilité d'exercice", row.get(ex::CIVILITE)),
    };
    let ended_on = notes.day("Date de fin exercice", row.get(ex::FIN));
    Ok(ExercPro { person, exercice: exercice(row, notes), ended_on })
}

/// A savoir-faire given up on a day that cannot be read is not handed over as one that is still held.
pub(super) fn dated_savoir_faire(row: &Row<'_>, notes: &mut Notes) -> Result<DatedSavoirFaire, Defect> {
    let id = person_id(row, notes)?;
    let abandoned_on = notes.required_day("Date abandon savoir-faire", row.get(sf::ABANDON))?;
    let Some(savoir_faire) = savoir_faire(row, notes) else {
        return Err(notes.defect("Code savoir-faire", Rule::Missing, "aucun savoir-faire lisible"));
    };
    Ok(DatedSavoirFaire {
        row: SavoirFaireRow { id, exercice: exercice(row, notes), savoir_faire },
        abandoned_on,
    })
}

/// An activité whose end cannot be read is rejected: without its end it would be a current one.
pub(super) fn activite<'a>(row: &Row<'a>, notes: &mut Notes) -> Result<Activite<'a>, Defect> {
    let id = person_id(row, notes)?;
    let number = trim(row.get(act::NUMBER));
    if number.is_empty() {
        return Err(notes.defect("Identifiant de l'activité", Rule::Missing, "identifiant absent"));
    }
    let ends_on = notes.required_day("Date de fin activité", row.get(act::FIN))?;
    Ok(Activite {
        number,
        id,
        exercice: exercice(row, notes),
        technical_id: trim(row.get(act::TECHNICAL_ID)),
        mode_exercice: notes.code("Code mode exercice", row.get(act::MODE)),
        section_pharmacien: notes.code("Code section tableau pharmaciens", row.get(act::SECTION)),
        stated: StatedActivity {
            began_on: notes.day("Date de début activité", row.get(act::DEBUT)),
            ends_on,
            motif_fin: notes.code("Code motif de fin d'activité", row.get(act::MOTIF)),
            fonction: notes.code("Code fonction", row.get(act::FONCTION)),
            genre_activite: notes.code("Code genre activité", row.get(act::GENRE)),
            type_activite_liberale: notes.code("Code type activité libérale", row.get(act::TYPE_LIBERALE)),
        },
    })
}
