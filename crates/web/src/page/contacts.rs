//! Contact details of a structure or a person, and what optional sources add: shown, and nothing decided on.

use aiguilleur_directory::view::{EquipmentView, EstablishmentView, IssuedView, StructureView};

use crate::wording;

/// A label and what it names, a line each.
pub(super) type Lines = Vec<(&'static str, String)>;

/// The lines of a structure.
pub(super) fn of_structure(it: &StructureView) -> Lines {
    let contact = &it.contact;
    let mut lines: Lines = [
        ("Téléphone", &contact.telephone),
        ("Téléphone", &contact.telephone_2),
        ("Télécopie", &contact.telecopie),
        ("Adresse électronique", &contact.email),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(label, text)| (label, text.to_string()))
    .collect();
    lines.extend(mailboxes(it.mailboxes.as_deref()));
    lines.extend(it.establishment.iter().filter_map(closed).map(|text| ("SIRET (SIRENE)", text)));
    lines.extend(it.equipment.iter().flatten().map(|held| ("Équipement lourd (FINESS)", equipment(held))));
    lines.extend(
        it.certificates.iter().flatten().map(|issued| ("Certificat déjà délivré", certificate(issued))),
    );
    lines
}

/// The lines of mailboxes.
pub(super) fn mailboxes(addresses: Option<&[String]>) -> impl Iterator<Item = (&'static str, String)> {
    addresses.into_iter().flatten().map(|address| ("Boîte MSSanté", address.clone()))
}

/// FINESS may hold open a site whose SIRET is closed: that of a company that has moved.
fn closed(found: &EstablishmentView) -> Option<String> {
    let closed = found.etat.is_some_and(|etat| etat == "F");
    let since = found.since.map_or_else(String::new, |on| format!(" depuis le {}", wording::date_fr(on)));
    closed.then(|| format!("établissement fermé{since}"))
}

fn equipment(held: &EquipmentView) -> String {
    let kind = held.kind.map_or_else(|| "type non précisé".to_owned(), |kind| format!("type {kind}"));
    let until =
        held.to.map_or_else(String::new, |to| format!(", autorisé jusqu'au {}", wording::date_fr(to)));
    format!("{}, {kind}{until}", held.nature)
}

fn certificate(issued: &IssuedView) -> String {
    let until = issued.to.map_or_else(String::new, |to| format!(", jusqu'au {}", wording::date_fr(to)));
    let state = match (issued.revoked_on, issued.valid) {
        (Some(on), _) => format!(", révoqué le {}", wording::date_fr(on)),
        (None, true) => String::new(),
        (None, false) => ", hors validité".to_owned(),
    };
    format!("{}{until}{state}", issued.subject)
}
