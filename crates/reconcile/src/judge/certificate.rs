//! The findings on a certificate: its identifier, its name, its issuer, its dates.

use aiguilleur_directory::Standing;
use aiguilleur_resolver::{Identifier, NumberRole, Rule, Severity, Usage, rule};

use crate::{
    certificate::{CertificateRead, IssuerFamily},
    finding::{Finding, FindingCode},
};

/// The field that these findings are about.
const FIELD: &str = "certificate";

fn resting(finding: Finding, id: &str) -> Finding {
    let found: Option<&'static Rule> = rule(id);
    match found {
        Some(rule) => finding.by(rule),
        None => finding,
    }
}

/// The findings on its dates; `thresholds` in ascending order.
pub(crate) fn dates(read: &CertificateRead, thresholds: &[i32]) -> Vec<Finding> {
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
pub(crate) fn name(read: &CertificateRead, usages: &[Usage]) -> Vec<Finding> {
    let cn = read.cn();
    let exact = |usage: &Usage| {
        usage.products().iter().find_map(|product| product.cn.value.filter(|_| product.cn.rule == "exact"))
    };
    let wanted: Vec<&'static str> = usages.iter().filter_map(exact).collect();
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

fn folded(cn: &str) -> String {
    aiguilleur_domain::name::fold(cn).replace(' ', "")
}

/// The findings on its issuer.
pub(crate) fn issuer(read: &CertificateRead, usages: &[Usage]) -> Option<Finding> {
    if read.test {
        return Some(Finding::new(FindingCode::TestCertificate, FIELD));
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

/// The findings on the identifier that it carries, by how that one stands.
pub(crate) fn identifier(
    read: &CertificateRead,
    standing: Option<&Standing>,
    proposed: Option<&Identifier>,
    wrong: Option<Finding>,
) -> Vec<Finding> {
    let Some(standing) = standing else {
        return vec![Finding::new(FindingCode::CertificateWithoutIdentifier, FIELD)];
    };
    let Some(wrong) = wrong else { return Vec::new() };
    let carried = read.id_nat_struct.as_deref().unwrap_or_default();
    let still_valid = read.days_left >= 0;
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
