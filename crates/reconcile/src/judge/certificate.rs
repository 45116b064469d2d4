//! The findings on a certificate: whose it is, its product, its identifier, its name, its issuer, its dates.

use aiguilleur_certificate::{CertificateRead, Hierarchy, IssuerFamily, Owner};
use aiguilleur_directory::Standing;
use aiguilleur_resolver::{Identifier, NumberRole, Product, Rule, Severity, Usage, rule};

use super::Options;
use crate::finding::{Finding, FindingCode};

/// The field that these findings are about.
const FIELD: &str = "certificate";

fn resting(finding: Finding, id: &str) -> Finding {
    let found: Option<&'static Rule> = rule(id);
    match found {
        Some(rule) => finding.by(rule),
        None => finding,
    }
}

/// What there is to say of a certificate by itself, without any directory.
pub(crate) fn alone(read: &CertificateRead, usages: &[Usage], options: &Options) -> Vec<Finding> {
    let mut findings: Vec<Finding> = owner(read).into_iter().collect();
    let of_structure = matches!(read.owner, Owner::Structure | Owner::Unknown);
    if read.owner != Owner::Authority {
        findings.extend(dates(read, &options.thresholds));
    }
    if of_structure {
        findings.extend(product(read, usages));
        findings.extend(name(read, usages));
    }
    findings.extend(issuer(read, usages).filter(|_| of_structure || read.test));
    if read.not_before > options.as_of {
        findings.push(Finding::new(FindingCode::NotYetValid, FIELD));
    }
    findings
}

/// Whose it is, when it is no structure's.
fn owner(read: &CertificateRead) -> Option<Finding> {
    match (read.owner, &read.card) {
        (Owner::Authority, _) => {
            let name = read.authority.as_deref().unwrap_or_default();
            let message =
                format!("C'est le certificat de l'autorité « {name} » : il sert à vérifier les autres.");
            Some(Finding::new(FindingCode::AuthorityCertificate, FIELD).says(message))
        }
        (Owner::Person, Some(card)) => {
            let kind = card.kind.map(|kind| format!(" {kind}")).unwrap_or_default();
            let number = card.number.as_deref().map(|number| format!(" n° {number}")).unwrap_or_default();
            let message = format!(
                "C'est le certificat d'une carte{kind}{number} : il ne remplace pas un certificat logiciel de structure."
            );
            Some(Finding::new(FindingCode::CardCertificate, FIELD).says(message))
        }
        (Owner::Person, None) => Some(Finding::new(FindingCode::PersonCertificate, FIELD)),
        _ => None,
    }
}

fn is(read: &CertificateRead, product: &Product) -> bool {
    read.product.as_ref().is_some_and(|of| of.offer == product.offer && of.usage == product.usage)
}

/// A product that none of the usages asks for.
fn product(read: &CertificateRead, usages: &[Usage]) -> Option<Finding> {
    let own = read.product.as_ref()?;
    if own.contradiction {
        let message = format!("Sa politique dit {}, l'usage de sa clé dit autre chose.", own.label);
        return Some(Finding::new(FindingCode::ProductUnexpected, FIELD).says(message));
    }
    let wanted = usages.iter().flat_map(|usage| usage.products()).any(|product| is(read, product));
    (!usages.is_empty() && !wanted).then(|| {
        let message = format!("Ce certificat est un {} : l'usage demandé n'en veut pas.", own.label);
        Finding::new(FindingCode::ProductUnexpected, FIELD).says(message)
    })
}

/// The findings on its dates; `thresholds` in ascending order.
fn dates(read: &CertificateRead, thresholds: &[i32]) -> Vec<Finding> {
    let days = read.days_left;
    let dated = |finding: Finding, id| Finding { days_left: Some(days), ..resting(finding, id) };
    if days < 0 {
        let message = format!(
            "Le certificat a expiré le {} : il ne se renouvelle plus, faire une nouvelle demande.",
            read.not_after
        );
        return vec![dated(Finding::new(FindingCode::Expired, FIELD).says(message), "R-VIE-EXPIRE")];
    }
    let mut findings = Vec::new();
    if let Some(threshold) = thresholds.iter().copied().find(|threshold| days <= *threshold) {
        let message = format!(
            "Le certificat expire dans {days} jours, le {} : le renouveler sur la plateforme IGC-Santé.",
            read.not_after
        );
        let finding = dated(Finding::new(FindingCode::ExpirySoon, FIELD).says(message), "R-VIE-RENOUVELER");
        findings.push(Finding { threshold: Some(threshold), ..finding });
    }
    findings
}

/// The findings on its name, for the usages it serves.
fn name(read: &CertificateRead, usages: &[Usage]) -> Vec<Finding> {
    let cn = read.cn();
    let exact = |product: &Product| product.cn.value.filter(|_| product.cn.rule == "exact");
    // A product that its codes do not name may serve every usage.
    let served = |usage: &&Usage| {
        let mut products = usage.products().iter();
        products.any(|product| read.product.is_none() || is(read, product))
    };
    let served: Vec<Usage> = usages.iter().filter(served).copied().collect();
    let free = served.iter().any(|usage| !usage.is_insi());
    let wanted: Vec<&'static str> =
        served.iter().flat_map(|usage| usage.products()).filter_map(exact).filter(|_| !free).collect();
    let insi = matches!(cn, "INSI-AUTO" | "INSI-MANU");
    let nearly = !insi && matches!(folded(cn).as_str(), "insiauto" | "insimanu");
    if (!wanted.is_empty() && !wanted.contains(&cn)) || nearly {
        let expected =
            if wanted.is_empty() { "INSI-AUTO ou INSI-MANU".to_owned() } else { wanted.join(" ou ") };
        let message =
            format!("Le certificat s'appelle « {cn} » : pour l'INSi, son nom est exactement {expected}.");
        let id = usages.iter().find(|usage| usage.is_insi()).map_or("P-INSI-AUTO", |usage| usage.rule().id);
        return vec![resting(Finding::new(FindingCode::CnWrong, FIELD).says(message), id)];
    }
    let other = usages.iter().any(|usage| !usage.is_insi());
    if insi && other {
        let message =
            format!("Un certificat {cn} ne sert qu'à l'INSi : il en faut un autre pour les autres usages.");
        return vec![resting(Finding::new(FindingCode::InsiNotMutualisable, FIELD).says(message), "P-OTHER")];
    }
    Vec::new()
}

/// No structure can be looked for: there is no OU, or it holds what is no number of the directory's.
fn without_identifier(carried: &str) -> Finding {
    if carried.is_empty() {
        Finding::new(FindingCode::CertificateWithoutIdentifier, FIELD)
    } else {
        unknown(carried)
    }
}

pub(crate) fn unknown(carried: &str) -> Finding {
    let message = format!("L'annuaire ne connaît pas la structure {carried} : rien n'a été comparé.");
    Finding::new(FindingCode::UnknownIdentifier, FIELD).says(message).graded(Severity::Warning)
}

fn folded(cn: &str) -> String {
    aiguilleur_domain::name::fold(cn).replace(' ', "")
}

/// The findings on its issuer.
fn issuer(read: &CertificateRead, usages: &[Usage]) -> Option<Finding> {
    if read.test {
        return Some(Finding::new(FindingCode::TestCertificate, FIELD));
    }
    if read.hierarchy == Hierarchy::IgcCps {
        return Some(Finding::new(FindingCode::OldHierarchy, FIELD));
    }
    if read.issuer_family == IssuerFamily::ElementaireOrganisations {
        return None;
    }
    let message = format!(
        "Ce certificat est émis par « {} », pas par l'IGC-Santé, gamme élémentaire, organisations.",
        read.issuer
    );
    let strict = usages.iter().any(|usage| usage.is_insi());
    let finding = Finding::new(FindingCode::IssuerUnexpected, FIELD).says(message);
    Some(if strict { finding.graded(Severity::Error) } else { finding })
}

/// The findings on the identifier that it carries, by its role.
pub(crate) fn identifier(
    read: &CertificateRead,
    standing: Option<&Standing>,
    proposed: Option<&Identifier>,
    wrong: Option<Finding>,
) -> Vec<Finding> {
    if matches!(read.owner, Owner::Person | Owner::Authority) {
        return Vec::new();
    }
    let carried = read.id_nat_struct.as_deref().unwrap_or_default();
    let Some(standing) = standing else {
        return vec![without_identifier(carried)];
    };
    let Some(wrong) = wrong else { return Vec::new() };
    // Nothing was compared where nothing is proposed and the directory does not hold the structure.
    if standing.role == NumberRole::Unknown && proposed.is_none() {
        return vec![unknown(carried)];
    }
    let still_valid = read.days_left >= 0 && !read.test;
    let mut findings = match standing.role {
        NumberRole::Ended | NumberRole::Closed | NumberRole::ScmSiret => {
            vec![Finding { field: FIELD, ..wrong }]
        }
        _ => {
            let wanted = proposed.and_then(|identifier| identifier.id_nat_struct.as_deref());
            let wanted = wanted.map(|id| format!(" Il faut {id}.")).unwrap_or_default();
            let message =
                format!("Le certificat porte {carried}, qui n'est pas l'identifiant à utiliser.{wanted}");
            let finding = Finding::new(FindingCode::CertificateIdentifierMismatch, FIELD).says(message);
            vec![resting(finding, "R-SUJET").proposing(proposed.cloned())]
        }
    };
    if still_valid && matches!(standing.role, NumberRole::Ended | NumberRole::Closed) {
        let cause = if standing.role == NumberRole::Ended {
            "l'activité est terminée"
        } else {
            "la structure est fermée"
        };
        let message = format!("Ce certificat est à révoquer : {cause}.");
        findings
            .push(resting(Finding::new(FindingCode::RevocationDue, FIELD).says(message), "R-VIE-REVOQUER"));
    }
    findings
}
