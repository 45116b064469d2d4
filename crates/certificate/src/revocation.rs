//! What revocation lists say of a certificate. A list counts when its issuer's signature on it is right; that a
//! certificate is not in it says something only when the list is whole and in date.

use aiguilleur_domain::Date;
use serde::Serialize;
use x509_parser::{
    certificate::X509Certificate,
    extensions::{IssuingDistributionPoint, ParsedExtension},
    prelude::FromDer,
    revocation_list::{CertificateRevocationList, RevokedCertificate},
    x509::ReasonCode,
};

use crate::read::day;

/// deltaCRLIndicator.
const DELTA: &str = "2.5.29.27";

/// Whether a certificate is revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationStatus {
    /// A list of its issuer names it.
    Revoked,
    /// A whole list of its issuer, in date, does not name it.
    NotRevoked,
    /// Not in any usable list.
    Unchecked,
}

/// What the lists say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revocation {
    /// Whether it is revoked.
    pub status: RevocationStatus,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_on: Option<Date>,
    /// Date of the list used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_dated: Option<Date>,
    /// One French sentence.
    pub message: String,
}

impl Revocation {
    pub(crate) fn unchecked(addresses: &[String]) -> Self {
        let message = match addresses.first() {
            Some(address) => {
                format!("Révocation non vérifiée : aucune liste (LCR) donnée. La sienne : {address}")
            }
            None => "Révocation non vérifiée : aucune liste (LCR) de son émetteur n'est donnée.".to_owned(),
        };
        Self::saying(RevocationStatus::Unchecked, message)
    }

    const fn saying(status: RevocationStatus, message: String) -> Self {
        Self { status, revoked_on: None, list_dated: None, message }
    }
}

/// What `lists` say of `certificate`, which `issuer` signed.
pub(crate) fn check<'a>(
    certificate: &X509Certificate<'_>,
    issuer: Option<&X509Certificate<'_>>,
    lists: impl Iterator<Item = &'a [u8]>,
    today: Date,
    addresses: &[String],
) -> Revocation {
    let mut best = Revocation::unchecked(addresses);
    for list in lists {
        let Ok((_, list)) = CertificateRevocationList::from_der(list) else { continue };
        if list.issuer().as_raw() != certificate.issuer().as_raw() {
            continue;
        }
        let said = of_list(certificate, issuer, &list, today);
        match said.status {
            RevocationStatus::Revoked => return said,
            RevocationStatus::NotRevoked => best = said,
            RevocationStatus::Unchecked if best.status == RevocationStatus::Unchecked => best = said,
            RevocationStatus::Unchecked => {}
        }
    }
    best
}

fn of_list(
    certificate: &X509Certificate<'_>,
    issuer: Option<&X509Certificate<'_>>,
    list: &CertificateRevocationList<'_>,
    today: Date,
) -> Revocation {
    let unchecked = |message: &str| Revocation::saying(RevocationStatus::Unchecked, message.to_owned());
    let Some(issuer) = issuer else {
        return unchecked(
            "Révocation non vérifiée : la signature de la liste demande le certificat de l'autorité.",
        );
    };
    if list.verify_signature(issuer.public_key()).is_err() {
        return unchecked(
            "Révocation non vérifiée : la liste n'est pas signée par l'autorité du certificat.",
        );
    }
    let dated = day(list.last_update()).ok();
    let entry = list.iter_revoked_certificates().find(|entry| entry.raw_serial() == certificate.raw_serial());
    if let Some(entry) = entry.filter(|entry| reason(entry) != Some(ReasonCode::RemoveFromCRL)) {
        let on = day(entry.revocation_date).ok();
        return Revocation {
            revoked_on: on,
            list_dated: dated,
            ..Revocation::saying(RevocationStatus::Revoked, revoked(on, reason(entry)))
        };
    }
    if !is_whole(list, certificate.is_ca()) {
        return unchecked("Révocation non vérifiée : la liste n'est pas complète (delta ou partielle).");
    }
    let fresh = list.next_update().and_then(|next| day(next).ok()).is_some_and(|next| today <= next);
    let text = dated.map(|date| date.to_string()).unwrap_or_default();
    if !fresh {
        return unchecked(&format!("Révocation non vérifiée : la liste du {text} est périmée."));
    }
    let message = format!("Non révoqué dans la liste du {text}.");
    Revocation { list_dated: dated, ..Revocation::saying(RevocationStatus::NotRevoked, message) }
}

fn reason(entry: &RevokedCertificate<'_>) -> Option<ReasonCode> {
    entry.reason_code().map(|(_, code)| code)
}

fn revoked(on: Option<Date>, reason: Option<ReasonCode>) -> String {
    let since = on.map(|on| format!(" depuis le {on}")).unwrap_or_default();
    let why = match reason {
        Some(ReasonCode::KeyCompromise) => " (clé compromise)",
        Some(ReasonCode::CACompromise) => " (autorité compromise)",
        Some(ReasonCode::AffiliationChanged) => " (rattachement changé)",
        Some(ReasonCode::Superseded) => " (remplacé)",
        Some(ReasonCode::CessationOfOperation) => " (cessation d'activité)",
        Some(ReasonCode::CertificateHold) => " (suspendu)",
        Some(ReasonCode::PrivilegeWithdrawn) => " (droit retiré)",
        _ => "",
    };
    format!("Révoqué{since}{why}.")
}

/// Whether a list names every revoked certificate of its issuer that is of this kind.
fn is_whole(list: &CertificateRevocationList<'_>, authority: bool) -> bool {
    list.extensions().iter().all(|extension| match extension.parsed_extension() {
        ParsedExtension::IssuingDistributionPoint(point) => covers(point, authority),
        // A delta says what changed since another list.
        _ if extension.oid.to_id_string() == DELTA => false,
        ParsedExtension::UnsupportedExtension { .. } | ParsedExtension::ParseError { .. } => {
            !extension.critical
        }
        _ => true,
    })
}

fn covers(point: &IssuingDistributionPoint<'_>, authority: bool) -> bool {
    let other_kind = if authority { point.only_contains_user_certs } else { point.only_contains_ca_certs };
    !other_kind
        && !point.only_contains_attribute_certs
        && !point.indirect_crl
        && point.only_some_reasons.is_none()
}
