//! What the ANS publishes beside people and their situations: holders of cards, mailboxes of MSSante, certificates of
//! structures. Names of people are not read.

use std::{io::Read, sync::Arc};

use aiguilleur_domain::{
    Adeli, IdNatPp, IdNatStruct, IdentifierError, Rpps,
    entity::{Card, CertificatPm, ComplementRow, Mailbox, SourceKind},
};

use super::{
    columns::{Dialect, Table, always, late, positions},
    layout::normalise,
    table::{self, Row},
};
use crate::{
    defect::{Defect, Rule},
    deliver::deliver,
    error::SourceError,
    event::{Event, Summary},
    text::{
        fields::Notes,
        tidy::{tidy, trim},
    },
};

/// `Porteurs_CPS_CPF`: `|`, no quotes. The order of its columns is not known; they are found by name.
static PORTEURS: Table = Table {
    kind: SourceKind::Porteurs,
    dialect: Dialect::Pipe,
    columns: &[
        always("Identifiant PP"),
        always("Numéro carte"),
        always("Date fin validité"),
        late("Identification nationale PP"),
        late("Code type de carte"),
        late("Libellé type de carte"),
        late("Date début validité"),
        late("Date opposition"),
        late("Date de mise à jour"),
    ],
};

mod porteurs {
    super::positions! { ID NUMBER VALID_TO ID_NAT KIND KIND_LABEL VALID_FROM OPPOSED_ON UPDATED_ON }
}

/// `Extraction_Correspondance_MSSante`: `|`, no quotes, 31 columns.
static MSSANTE: Table = Table {
    kind: SourceKind::Mssante,
    dialect: Dialect::Pipe,
    columns: &[
        always("Adresse BAL"),
        always("Type de BAL"),
        late("Identification nationale PP"),
        late("Identifiant PP"),
        late("Type identifiant structure"),
        late("Identification Structure"),
        late("Service de rattachement"),
    ],
};

mod mssante {
    super::positions! { ADDRESS KIND ID_NAT ID STRUCTURE_TYPE STRUCTURE SERVICE }
}

/// `Extraction_Certificat_PM`: `;`, every field quoted, 10 columns.
static CERTIFICAT_PM: Table = Table {
    kind: SourceKind::CertificatPm,
    dialect: Dialect::Quoted,
    columns: &[
        always("Identifiant technique de la structure"),
        always("DN sujet"),
        always("Date de début"),
        always("Date de fin"),
        late("DN Emetteur"),
        late("Référence support"),
        late("Date de révocation"),
        late("Nom domaine"),
    ],
};

mod certificat {
    super::positions! { TECHNICAL_ID SUBJECT FROM TO ISSUER REFERENCE REVOKED DOMAIN }
}

/// The table that a header is one of.
pub(crate) fn by_header(header: &str) -> Option<&'static Table> {
    let pipe = Dialect::Pipe.names(header);
    let has = |names: &[String], name: &str| names.contains(&normalise(name));
    if has(&pipe, "Adresse BAL") {
        return Some(&MSSANTE);
    }
    if has(&pipe, "Numéro carte") || has(&pipe, "Code type de carte") {
        return Some(&PORTEURS);
    }
    let quoted = Dialect::Quoted.names(header);
    let of_structures =
        has(&quoted, "Identifiant technique de la structure") || has(&quoted, "Type de structure");
    (of_structures && has(&quoted, "DN sujet")).then_some(&CERTIFICAT_PM)
}

/// Decodes the text of one of these files, which its header tells, calling `visit` with each row, reject and anomaly
/// in the order of the file. `file` names it in the locations.
///
/// # Errors
/// When the file cannot be read or is none of them, and whatever `visit` returns, which stops the reading.
pub fn decode_complement<E: From<SourceError>>(
    input: impl Read,
    file: &Arc<str>,
    mut visit: impl FnMut(Event<ComplementRow>) -> Result<(), E>,
) -> Result<Summary, E> {
    let choose = |header: &str| by_header(header).map(|table| (table.kind, table));
    table::read_any(input, file, choose, |kind, row, notes, summary| {
        let row = row.and_then(|row| match kind {
            SourceKind::Porteurs => card(&row, notes),
            SourceKind::Mssante => mailbox(&row, notes).map(ComplementRow::Mailbox),
            _ => certificat(&row, notes).map(ComplementRow::Certificat),
        });
        deliver(row, notes, summary, &mut visit)
    })
}

fn card(row: &Row<'_>, notes: &mut Notes) -> Result<ComplementRow, Defect> {
    use porteurs as col;
    let holder = match person(row.get(col::ID_NAT), row.get(col::ID)) {
        Some(Ok(id)) => id,
        Some(Err(error)) => return Err(notes.unreadable("Identifiant PP", &error)),
        None => {
            return Err(notes.defect("Identifiant PP", Rule::Missing, "identifiant de la personne absent"));
        }
    };
    let number = trim(row.get(col::NUMBER));
    if number.is_empty() || number.len() > 20 || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(notes.defect("Numéro carte", Rule::Format, "ce n'est pas un numéro de carte"));
    }
    let card = Card {
        kind: notes.code("Code type de carte", row.get(col::KIND)),
        kind_label: tidy(row.get(col::KIND_LABEL)).into_owned(),
        number: number.to_owned(),
        valid_from: notes.any_day("Date début validité", row.get(col::VALID_FROM)),
        valid_to: notes.any_day("Date fin validité", row.get(col::VALID_TO)),
        opposed_on: notes.any_day("Date opposition", row.get(col::OPPOSED_ON)),
        updated_on: notes.any_day("Date de mise à jour", row.get(col::UPDATED_ON)),
    };
    Ok(ComplementRow::Card(holder, card))
}

/// A person by `Identification nationale PP`, else by the length of `Identifiant PP`; nothing where both are empty.
fn person(national: &str, number: &str) -> Option<Result<IdNatPp, IdentifierError>> {
    let (national, number) = (trim(national), trim(number));
    match (national.is_empty(), number.len()) {
        (false, _) => Some(national.parse()),
        (true, 0) => None,
        (true, Adeli::LEN) => Some(number.parse().map(IdNatPp::Adeli)),
        (true, _) => Some(number.parse::<Rpps>().map(IdNatPp::Rpps)),
    }
}

fn mailbox(row: &Row<'_>, notes: &mut Notes) -> Result<Mailbox, Defect> {
    use mssante as col;
    let address = trim(row.get(col::ADDRESS));
    let whole =
        address.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'));
    if !whole || address.contains(char::is_whitespace) {
        return Err(notes.defect("Adresse BAL", Rule::Format, "ce n'est pas une adresse"));
    }
    let person = person(row.get(col::ID_NAT), row.get(col::ID)).and_then(|found| match found {
        Ok(id) => Some(id),
        Err(error) => {
            let defect = notes.unreadable("Identifiant PP", &error);
            notes.pending.push(defect);
            None
        }
    });
    Ok(Mailbox {
        address: address.to_lowercase(),
        kind: notes.code("Type de BAL", row.get(col::KIND)),
        person,
        structure: structure(row.get(col::STRUCTURE_TYPE), row.get(col::STRUCTURE)),
        service: tidy(row.get(col::SERVICE)).into_owned(),
    })
}

/// The structure that a type (TRE_G07, or its name) and a number tell. A number whose type is not known is left out:
/// fourteen digits may be a SIRET or a RPPS-rang.
fn structure(kind: &str, number: &str) -> Option<IdNatStruct> {
    let (kind, number) = (trim(kind), trim(number));
    let digit = match kind.to_ascii_uppercase().as_str() {
        "0" | "ADELI-RANG" | "ADELI" => '0',
        "1" | "FINESS" | "FINESS_ET" | "FINESS_EJ" => '1',
        "2" | "SIREN" => '2',
        "3" | "SIRET" => '3',
        "4" | "RPPS-RANG" | "RPPS" => '4',
        _ => return number.parse().ok().filter(|_| kind.is_empty()),
    };
    // Some files write the whole idNatStruct, whose first digit is the type.
    format!("{digit}{number}")
        .parse()
        .ok()
        .or_else(|| number.parse().ok().filter(|_| number.starts_with(digit)))
}

fn certificat(row: &Row<'_>, notes: &mut Notes) -> Result<CertificatPm, Defect> {
    use certificat as col;
    let missing = |column| notes.defect(column, Rule::Missing, "absent");
    let technical_id = trim(row.get(col::TECHNICAL_ID));
    if technical_id.is_empty() {
        return Err(missing("Identifiant technique de la structure"));
    }
    let subject = tidy(row.get(col::SUBJECT));
    if subject.is_empty() {
        return Err(missing("DN sujet"));
    }
    Ok(CertificatPm {
        technical_id: technical_id.to_owned(),
        subject: subject.into_owned(),
        issuer: tidy(row.get(col::ISSUER)).into_owned(),
        reference: tidy(row.get(col::REFERENCE)).into_owned(),
        from: notes.any_day("Date de début", row.get(col::FROM)),
        to: notes.any_day("Date de fin", row.get(col::TO)),
        revoked_on: notes.any_day("Date de révocation", row.get(col::REVOKED)),
        domain: tidy(row.get(col::DOMAIN)).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_agree_with_the_tables() {
        for (table, last, name) in [
            (&PORTEURS, porteurs::UPDATED_ON, "Date de mise à jour"),
            (&MSSANTE, mssante::SERVICE, "Service de rattachement"),
            (&CERTIFICAT_PM, certificat::DOMAIN, "Nom domaine"),
        ] {
            assert_eq!(table.columns[last].name, name);
            assert_eq!(table.columns.len(), last + 1);
        }
    }

    #[test]
    fn a_structure_is_named_by_type_and_number() {
        let check = |kind: &str, number: &str, expect: Option<&str>| {
            let found = structure(kind, number).map(|id| id.to_string());
            assert_eq!(found.as_deref(), expect, "{kind} {number}");
        };
        check("1", "990000010", Some("1990000010"));
        check("FINESS", "990000010", Some("1990000010"));
        check("4", "99700000104007", Some("499700000104007"));
        check("4", "499700000104007", Some("499700000104007"));
        check("", "1990000010", Some("1990000010"));
        // A SIRET or a RPPS-rang: nothing tells.
        check("", "99700000104007", None);
        check("9", "99700000104007", None);
    }
}
