//! Which product a certificate is, from codes alone: policy, key usage, the ANS's category and card type.
//!
//! Test products share one policy, so only the key usage distinguishes them.

use serde::Serialize;

use crate::extension::Extensions;

/// Policies of production, one a product.
const POLICIES: &[(&str, &str, &str)] = &[
    ("1.2.250.1.213.1.7.1.1.2.3.1", "ORG", "SIGN"),
    ("1.2.250.1.213.1.7.1.1.2.4.1", "ORG", "AUTH_CLI"),
    ("1.2.250.1.213.1.7.1.1.2.5.1", "SERV", "SSL"),
];
/// Policies of the IGC-Santé's test authorities begin so.
const TEST_POLICY: &str = "1.2.250.1.213.1.7.2.";
/// The arc of the GIP-CPS, whose authorities came before the IGC-Santé.
const OLD_POLICY: &str = "1.2.250.1.71.";

/// Which infrastructure issued it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hierarchy {
    /// The IGC-Santé, as the name of its issuer says; only a verified chain proves it.
    IgcSante,
    /// The GIP-CPS's, of before, replaced by the IGC-Santé.
    IgcCps,
    /// Any other.
    Other,
}

/// The product of a certificate, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductRead {
    /// `ORG`, `SERV`, `PS` or `carte`.
    pub offer: &'static str,
    /// `AUTH_CLI`, `SIGN`, `SSL` or `AUTH`.
    pub usage: &'static str,
    /// In French.
    pub label: String,
    /// Evidence: `policy`, or `key_usage` where the policy names no product.
    pub by: &'static str,
    /// Whether policy and key usage contradict each other.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub contradiction: bool,
}

/// The card that a certificate is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardRead {
    /// `CPS`, `CPE`, or `None` for a type that is not known here.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// The number that a form 413 asks for.
    pub number: Option<String>,
    /// Number of the issuer.
    pub issuer: Option<String>,
}

/// The card, when it is one, by its category or its card number.
pub(crate) fn card(extensions: &Extensions) -> Option<CardRead> {
    let is_card = matches!(extensions.category, Some(0x00 | 0x80)) || extensions.card.is_some();
    is_card.then(|| CardRead {
        kind: match extensions.card_type {
            Some(0) => Some("CPS"),
            Some(2) => Some("CPE"),
            _ => None,
        },
        number: extensions.card.as_ref().map(|(_, number)| number.clone()).filter(|text| !text.is_empty()),
        issuer: extensions.card.as_ref().map(|(issuer, _)| issuer.clone()).filter(|text| !text.is_empty()),
    })
}

/// What the usage of the key says: offer and usage of a structure's product.
fn by_key_usage(extensions: &Extensions) -> Option<(&'static str, &'static str)> {
    let e = extensions;
    match (e.digital_signature, e.non_repudiation, e.key_encipherment) {
        (true, false, false) if e.client_auth && !e.server_auth => Some(("ORG", "AUTH_CLI")),
        (true, true, false) if e.email_protection => Some(("ORG", "SIGN")),
        (true, false, true) if e.server_auth => Some(("SERV", "SSL")),
        _ => None,
    }
}

/// What a person's key is for.
fn personal_usage(extensions: &Extensions) -> Option<&'static str> {
    match (extensions.digital_signature, extensions.non_repudiation) {
        (_, true) => Some("SIGN"),
        (true, false) => Some("AUTH"),
        _ => None,
    }
}

/// The product of an end entity.
pub(crate) fn product(
    extensions: &Extensions,
    person: bool,
    hierarchy: Hierarchy,
    card: Option<&CardRead>,
) -> Option<ProductRead> {
    if person || card.is_some() {
        let usage = personal_usage(extensions)?;
        let purpose = if usage == "SIGN" { "signature" } else { "authentification" };
        let (offer, label) = match card {
            Some(card) => ("carte", format!("carte {}, {purpose}", card.kind.unwrap_or("de professionnel"))),
            None => ("PS", format!("certificat logiciel de personne, {purpose}")),
        };
        return Some(ProductRead { offer, usage, label, by: "key_usage", contradiction: false });
    }
    // The old authorities sold other products: only those of the IGC-Santé have these names.
    if hierarchy == Hierarchy::IgcCps {
        return None;
    }
    let policy = POLICIES.iter().find(|(oid, ..)| extensions.policies.iter().any(|known| known == oid));
    let of_key = by_key_usage(extensions);
    let named = policy.map(|(_, offer, usage)| (*offer, *usage));
    let (offer, usage) = named.or(of_key)?;
    Some(ProductRead {
        offer,
        usage,
        label: format!("{offer} {usage}"),
        by: if named.is_some() { "policy" } else { "key_usage" },
        contradiction: named.is_some_and(|named| of_key.is_some_and(|of_key| of_key != named)),
    })
}

/// Which infrastructure, by policy, else by the issuer's own name.
pub(crate) fn hierarchy(
    extensions: &Extensions,
    issuer: &[(String, String)],
    issuer_is_igc: bool,
) -> Hierarchy {
    let gip = crate::name::values(issuer, "O").any(|o| o == "GIP-CPS" || o == "GIP-CPS-TEST");
    if gip || extensions.policies.iter().any(|policy| policy.starts_with(OLD_POLICY)) {
        Hierarchy::IgcCps
    } else if issuer_is_igc {
        Hierarchy::IgcSante
    } else {
        Hierarchy::Other
    }
}

/// What says that this is a test product: `issuer`, `policy`, `category`.
pub(crate) fn test_evidence(extensions: &Extensions, issuer: &[(String, String)]) -> Vec<&'static str> {
    let names = crate::name::values(issuer, "CN").any(|cn| cn.starts_with("TEST "))
        || crate::name::values(issuer, "O").any(|o| o == "GIP-CPS-TEST");
    let policy = extensions.policies.iter().any(|policy| policy.starts_with(TEST_POLICY));
    let category = extensions.category.is_some_and(|byte| byte >= 0x80);
    [(names, "issuer"), (policy, "policy"), (category, "category")]
        .into_iter()
        .filter_map(|(says, what)| says.then_some(what))
        .collect()
}
