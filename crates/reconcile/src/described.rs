//! An inspected certificate in French: what it is, whose, until when; and the dates to remember.

use aiguilleur_certificate::{CertificateRead, Event, Hierarchy, Owner};
use aiguilleur_resolver::Outcome;

use crate::{Inspected, Inspection, called};

impl Inspected {
    /// What it is, in a few words.
    pub fn product_fr(&self) -> String {
        let read = &self.certificate;
        let what = match (&read.product, &read.authority, read.hierarchy) {
            (_, Some(name), _) => format!("autorité « {name} »"),
            (Some(product), _, _) => product.label.clone(),
            (None, _, Hierarchy::IgcCps) => "certificat de l'ancienne IGC-CPS".to_owned(),
            (None, ..) => "certificat dont le produit ne se reconnaît pas".to_owned(),
        };
        if read.test { format!("{what}, de test") } else { what }
    }

    /// Whose it is.
    pub fn owner_fr(&self) -> String {
        let read = &self.certificate;
        let id = read.id_nat_struct.as_deref().unwrap_or_default();
        match read.owner {
            Owner::Structure => {
                let known = self.structure.as_ref().map(|structure| structure.name.as_str());
                let name = known.or(read.subject.organisation.as_deref()).unwrap_or_default();
                format!("structure {id} ({name})")
            }
            Owner::Person => {
                let person = read.person.as_ref();
                let name = person.map(|p| format!("{} {}", p.given_name, p.family_name)).unwrap_or_default();
                let number = read.card.as_ref().and_then(|card| card.number.as_deref());
                let card = number.map(|number| format!(", carte n° {number}")).unwrap_or_default();
                let place = if id.is_empty() { String::new() } else { format!(", structure {id}") };
                format!("{}{card}{place}", name.trim())
            }
            Owner::Authority => read.authority.clone().unwrap_or_default(),
            Owner::Unknown => "rien dans le sujet ne le dit".to_owned(),
        }
    }

    /// « 40 jours restants », « expiré depuis 3 jours ».
    pub fn left_fr(&self) -> String {
        match i64::from(self.certificate.days_left) {
            days if days < 0 => format!("expiré depuis {}", counted(-days)),
            days => format!("{} restant{}", counted(days), if days > 1 { "s" } else { "" }),
        }
    }
}

fn counted(days: i64) -> String {
    format!("{days} jour{}", if days > 1 { "s" } else { "" })
}

/// The dates to come: the end of each certificate that lasts.
pub fn deadlines(inspection: &Inspection) -> Vec<Event> {
    let lasting = inspection.certificates.iter().filter(|one| {
        let action = one.action.as_ref().map(|action| action.outcome);
        matches!(action, Some(Outcome::Info | Outcome::Renew))
    });
    lasting.map(|one| deadline(&one.certificate)).collect()
}

fn deadline(read: &CertificateRead) -> Event {
    let structure = read.subject.organisation.as_deref().unwrap_or_default();
    let id = read.id_nat_struct.as_deref().unwrap_or_default();
    Event {
        uid: format!("echeance-{}", &read.sha256[..16]),
        on: read.not_after,
        summary: format!("Échéance : {} ({structure})", called(read)),
        description: format!(
            "Certificat {} de {structure}, identifiant {id}, n° de série {}. À renouveler avant ce jour : un certificat \
             expiré ne se renouvelle plus.",
            called(read),
            read.serial
        ),
    }
}
