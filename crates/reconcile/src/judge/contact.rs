//! How a client is reached, against the telephones and addresses that the directory publishes: further evidence of who
//! it is, never by itself.

use aiguilleur_directory::{Snapshot, StoreError, StructureId};
use aiguilleur_domain::{IdNatPp, IdNatStruct, entity::Contact};

use crate::{answer::Comparison, record::ClientRecord};

/// Public mail services: their domain is no evidence.
const SHARED: &[&str] = &[
    "aol.com",
    "bbox.fr",
    "club-internet.fr",
    "free.fr",
    "gmail.com",
    "gmx.fr",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "live.fr",
    "me.com",
    "msn.com",
    "neuf.fr",
    "numericable.fr",
    "offisecure.com",
    "orange.fr",
    "outlook.com",
    "outlook.fr",
    "perso.alliadis.net",
    "proton.me",
    "protonmail.com",
    "sfr.fr",
    "wanadoo.fr",
    "yahoo.com",
    "yahoo.fr",
];

/// How two e-mail addresses compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mail {
    Same,
    /// Another address of a domain that is theirs.
    Domain,
    Differs,
}

/// How a client is reached, against one candidate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reached {
    /// Whether a telephone is the same; nothing where one side has none.
    pub(super) phone: Option<bool>,
    /// The same of an e-mail address.
    pub(super) mail: Option<Mail>,
}

impl Reached {
    /// Whether a telephone or a whole address is the same.
    pub(super) fn agrees(self) -> bool {
        self.phone == Some(true) || self.mail == Some(Mail::Same)
    }

    /// What it weighs, in bits. Numbers change and practices share one: neither alone outweighs a name.
    pub(super) fn bits(self) -> f32 {
        let phone = match self.phone {
            Some(true) => 8.0,
            Some(false) => -1.0,
            None => 0.0,
        };
        let mail = match self.mail {
            Some(Mail::Same) => 8.0,
            Some(Mail::Domain) => 4.0,
            Some(Mail::Differs) | None => 0.0,
        };
        phone + mail
    }

    /// What agrees and what does not, in French.
    pub(super) fn evidence(self) -> impl Iterator<Item = &'static str> {
        let phone = self.phone.map(|same| if same { "même téléphone" } else { "autre téléphone" });
        let mail = self.mail.map(|mail| match mail {
            Mail::Same => "même adresse électronique",
            Mail::Domain => "même domaine de messagerie",
            Mail::Differs => "autre adresse électronique",
        });
        phone.into_iter().chain(mail)
    }
}

/// French numbers of ten digits, out of whatever a field holds.
fn phones(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+.-()\u{A0}".contains(c)));
    parts.filter_map(phone).collect()
}

fn phone(text: &str) -> Option<String> {
    let abroad = text.trim_start().starts_with('+') || text.trim_start().starts_with("00");
    // « +33 (0)1… »
    let text = if abroad { text.replace("(0)", "") } else { text.to_owned() };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").filter(|_| abroad).unwrap_or(&digits);
    let national = ["33", "262", "590", "594", "596"].iter().find_map(|code| {
        digits.strip_prefix(code).filter(|rest| rest.len() == 9 && (abroad || digits.len() > 10))
    });
    match (national, digits.len()) {
        (Some(rest), _) => Some(format!("0{rest}")),
        (None, 10) if digits.starts_with('0') => Some(digits.to_owned()),
        // A spreadsheet dropped the zero in front.
        (None, 9) if !digits.starts_with('0') => Some(format!("0{digits}")),
        _ => None,
    }
}

fn mail(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    let (local, domain) = text.split_once('@')?;
    (!local.is_empty() && domain.contains('.') && !text.contains(char::is_whitespace))
        .then(|| text.to_owned())
}

/// Whether the domain of an address is its holder's own: MSSanté's are shared by professions and regions.
fn own_domain(address: &str) -> Option<&str> {
    let (_, domain) = address.split_once('@')?;
    let shared = SHARED.contains(&domain) || domain.ends_with(".mssante.fr");
    (!shared).then_some(domain)
}

/// How a candidate is reached, as the directory has it.
#[derive(Debug, Default)]
pub(super) struct Known {
    contacts: Vec<Contact<'static>>,
    /// Addresses of MSSanté mailboxes.
    mailboxes: Vec<String>,
}

impl Known {
    fn addresses(&self) -> impl Iterator<Item = &str> {
        let published = self.contacts.iter().map(|contact| contact.email.as_ref());
        published.chain(self.mailboxes.iter().map(String::as_str)).filter(|address| !address.is_empty())
    }
}

/// Whether the record says how the client is reached.
pub(super) fn is_on_file(record: &ClientRecord) -> bool {
    !(record.phone.is_empty() && record.email.is_empty())
}

/// The record against the contacts and mailboxes of one candidate.
pub(super) fn compare(record: &ClientRecord, known: &Known) -> Reached {
    let numbers = |contact: &Contact<'_>| {
        [&contact.telephone, &contact.telephone_2]
            .into_iter()
            .flat_map(|text| phones(text))
            .collect::<Vec<_>>()
    };
    let theirs: Vec<String> = known.contacts.iter().flat_map(numbers).collect();
    let ours = phones(&record.phone);
    let phone = !(ours.is_empty() || theirs.is_empty());
    let addresses: Vec<String> = known.addresses().filter_map(mail).collect();
    Reached {
        phone: phone.then(|| ours.iter().any(|number| theirs.contains(number))),
        mail: mail(&record.email)
            .and_then(|ours| addresses.iter().map(|known| compare_mail(&ours, known)).min()),
    }
}

fn compare_mail(ours: &str, known: &str) -> Mail {
    if ours == known {
        return Mail::Same;
    }
    let same = own_domain(ours).is_some_and(|domain| own_domain(known) == Some(domain));
    if same { Mail::Domain } else { Mail::Differs }
}

/// How a person, in any of their places, or a structure is reached.
pub(super) fn of(snapshot: &Snapshot, id: &str) -> Result<Known, StoreError> {
    let person = id.parse::<IdNatPp>().ok();
    let (contacts, mailboxes): (Vec<Contact<'static>>, _) = if let Some(id) = person {
        let situations = snapshot.professional(id)?.map(|hit| hit.situations).unwrap_or_default();
        let structures = situations.into_iter().filter_map(|practice| practice.structure);
        (structures.map(|structure| structure.contact).collect(), snapshot.mailboxes_of_person(id)?)
    } else if let Ok(id) = id.parse::<IdNatStruct>() {
        let structures = snapshot.structures(StructureId::Known(id))?;
        (structures.into_iter().map(|known| known.contact).collect(), snapshot.mailboxes_of_structure(id)?)
    } else {
        return Ok(Known::default());
    };
    let mailboxes = mailboxes.unwrap_or_default().into_iter().map(|mailbox| mailbox.address);
    Ok(Known { contacts, mailboxes: mailboxes.collect() })
}

/// Each text once, where they follow each other.
fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    texts.dedup();
    texts.join(", ")
}

/// The comparisons that an answer shows.
pub(super) fn comparisons(record: &ClientRecord, known: &Known) -> Vec<Comparison> {
    let reached = compare(record, known);
    let numbers = known.contacts.iter().flat_map(|contact| [&contact.telephone, &contact.telephone_2]);
    let phone = reached.phone.map(|same| Comparison {
        field: "phone",
        on_file: record.phone.clone(),
        directory: joined(numbers.map(AsRef::as_ref)),
        verdict: if same { "same" } else { "differs" },
        reason: if same { "même numéro" } else { "numéros différents" },
    });
    let mail = reached.mail.map(|mail| Comparison {
        field: "email",
        on_file: record.email.clone(),
        directory: joined(known.addresses()),
        verdict: match mail {
            Mail::Same => "same",
            Mail::Domain => "close",
            Mail::Differs => "differs",
        },
        reason: match mail {
            Mail::Same => "même adresse",
            Mail::Domain => "autre adresse du même domaine",
            Mail::Differs => "adresses différentes",
        },
    });
    phone.into_iter().chain(mail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_read_as_people_write_them() {
        for (text, expect) in [
            ("02 35 00 00 01", &["0235000001"][..]),
            ("+33 (0)2.35.00.00.01", &["0235000001"]),
            ("0033235000001", &["0235000001"]),
            ("235000001", &["0235000001"]),
            ("+262 262 00 00 01 / 06-92-00-00-01", &["0262000001", "0692000001"]),
            ("poste 12", &[]),
        ] {
            assert_eq!(phones(text), expect, "{text}");
        }
    }

    #[test]
    fn a_domain_tells_only_where_it_is_theirs() {
        for (ours, known, expect) in [
            ("a@cabinet-x.example", "a@cabinet-x.example", Mail::Same),
            ("a@cabinet-x.example", "b@cabinet-x.example", Mail::Domain),
            ("a@orange.fr", "b@orange.fr", Mail::Differs),
            ("a@medecin.mssante.fr", "b@medecin.mssante.fr", Mail::Differs),
        ] {
            assert_eq!(compare_mail(ours, known), expect, "{ours} {known}");
        }
        assert_eq!(mail(" MAILTO:A@B.example ").as_deref(), Some("a@b.example"));
        assert_eq!(mail("accueil"), None);
    }
}
