//! Certificates, inspected, as text.

use aiguilleur_certificate::{CertificateRead, Hierarchy, Owner};
use aiguilleur_reconcile::{Inspected, Inspection};

use crate::console::plain;

/// The inspection; `origins` says where each certificate comes from.
pub(crate) fn text(inspection: &Inspection, origins: &[String]) -> String {
    let mut text = String::new();
    for (one, origin) in inspection.certificates.iter().zip(origins) {
        text.push_str(&certificate(one, origin));
        text.push('\n');
    }
    for set in &inspection.sets {
        text.push_str(&format!("Structure {} — {}\n", plain(&set.id_nat_struct), set.message));
    }
    text
}

/// What it is, in a few words.
fn product(read: &CertificateRead) -> String {
    let what = match (&read.product, &read.authority, read.hierarchy) {
        (_, Some(name), _) => format!("autorité « {} »", plain(name)),
        (Some(product), _, _) => product.label.clone(),
        (None, _, Hierarchy::IgcCps) => "certificat de l'ancienne IGC-CPS".to_owned(),
        (None, ..) => "certificat dont le produit ne se reconnaît pas".to_owned(),
    };
    if read.test { format!("{what}, de test") } else { what }
}

fn owner(one: &Inspected) -> String {
    let read = &one.certificate;
    let id = read.id_nat_struct.as_deref().map(plain).unwrap_or_default();
    match read.owner {
        Owner::Structure => {
            let known = one.structure.as_ref().map(|structure| structure.name.as_str());
            let name = known.or(read.subject.organisation.as_deref()).map(plain).unwrap_or_default();
            format!("structure {id} ({name})")
        }
        Owner::Person => {
            let person = read.person.as_ref();
            let name = person.map(|p| format!("{} {}", p.given_name, p.family_name)).unwrap_or_default();
            let number = read.card.as_ref().and_then(|card| card.number.as_deref()).map(plain);
            let card = number.map(|number| format!(", carte n° {number}")).unwrap_or_default();
            let place = if id.is_empty() { String::new() } else { format!(", structure {id}") };
            format!("{}{card}{place}", plain(name.trim()))
        }
        Owner::Authority => read.authority.as_deref().map(plain).unwrap_or_default(),
        Owner::Unknown => "rien dans le sujet ne le dit".to_owned(),
    }
}

fn certificate(one: &Inspected, origin: &str) -> String {
    let read = &one.certificate;
    let mut text = format!("{} : {}\n", plain(origin), product(read));
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("  {name:<12} {value}\n"));
        }
    };
    line("à qui", &owner(one));
    if read.owner != Owner::Authority {
        line("nom (CN)", &plain(read.cn()));
    }
    line("domaines", &plain(&read.dns_names.join(", ")));
    let left = match read.days_left {
        days if days < 0 => format!("expiré depuis {} jours", -i64::from(days)),
        days => format!("{days} jours restants"),
    };
    line("validité", &format!("du {} au {} ({left})", read.not_before, read.not_after));
    line("émetteur", &plain(&read.issuer));
    line("chaîne", &plain(&one.chain.message));
    line("révocation", &plain(&one.revocation.message));
    if let Some(action) = &one.action {
        line("à faire", &format!("{} (règle {})", action.message, action.rule));
    }
    for finding in &one.findings {
        text.push_str(&format!(
            "  {} : {} [{}]\n",
            finding.severity.label_fr(),
            plain(&finding.message),
            finding.code.code()
        ));
    }
    text
}
