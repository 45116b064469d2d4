//! The extensions that say what a certificate is: usage of its key, policies, and those of the ANS.

use x509_parser::{
    certificate::X509Certificate,
    der_parser::asn1_rs::{Any, FromDer, Tag},
    extensions::{GeneralName, ParsedExtension},
};

/// TRE_G01, CategorieProduit: one byte, in an octet string.
const CATEGORY: &str = "1.2.250.1.71.1.2.5";
/// TRE_G02, TypeProduit: an integer, on cards.
const CARD_TYPE: &str = "1.2.250.1.71.1.2.2";
/// The number of the card: `issuer/number`.
const CARD_NUMBER: &str = "1.2.250.1.71.1.2.3";

/// What the extensions of a certificate say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Extensions {
    pub(crate) is_authority: bool,
    pub(crate) digital_signature: bool,
    pub(crate) non_repudiation: bool,
    pub(crate) key_encipherment: bool,
    pub(crate) server_auth: bool,
    pub(crate) client_auth: bool,
    pub(crate) email_protection: bool,
    pub(crate) policies: Vec<String>,
    pub(crate) dns_names: Vec<String>,
    pub(crate) crl_addresses: Vec<String>,
    /// CategorieProduit: `00` card, `02` security module, `03` software, `80` to `83` the same in test.
    pub(crate) category: Option<u8>,
    pub(crate) card_type: Option<u8>,
    /// Issuer and number.
    pub(crate) card: Option<(String, String)>,
}

impl Extensions {
    /// Those of `certificate`. One that cannot be read says nothing.
    pub(crate) fn of(certificate: &X509Certificate<'_>) -> Self {
        let mut found = Self::default();
        let mut signs_certificates = false;
        for extension in certificate.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::BasicConstraints(constraints) => found.is_authority |= constraints.ca,
                ParsedExtension::KeyUsage(usage) => {
                    found.digital_signature = usage.digital_signature();
                    found.non_repudiation = usage.non_repudiation();
                    found.key_encipherment = usage.key_encipherment();
                    signs_certificates = usage.key_cert_sign();
                }
                ParsedExtension::ExtendedKeyUsage(usage) => {
                    found.server_auth = usage.server_auth;
                    found.client_auth = usage.client_auth;
                    found.email_protection = usage.email_protection;
                }
                ParsedExtension::CertificatePolicies(policies) => {
                    found.policies = policies.iter().map(|policy| policy.policy_id.to_id_string()).collect();
                }
                ParsedExtension::SubjectAlternativeName(names) => {
                    found.dns_names = names.general_names.iter().filter_map(dns_name).collect();
                }
                ParsedExtension::CRLDistributionPoints(points) => {
                    let names = points.points.iter().filter_map(|point| point.distribution_point.as_ref());
                    found.crl_addresses = names.flat_map(addresses).collect();
                }
                _ => found.read_ans(&extension.oid.to_id_string(), extension.value),
            }
        }
        // A certificate of before extensions (version 1) that signs itself is an authority's.
        let bare =
            certificate.version().0 == 0 && certificate.subject().as_raw() == certificate.issuer().as_raw();
        found.is_authority |= signs_certificates || bare;
        found
    }

    fn read_ans(&mut self, oid: &str, value: &[u8]) {
        let Ok((_, any)) = Any::from_der(value) else { return };
        match (oid, any.tag()) {
            (CATEGORY, Tag::OctetString | Tag::Integer) => self.category = any.data.last().copied(),
            (CARD_TYPE, Tag::Integer | Tag::OctetString) => self.card_type = any.data.last().copied(),
            (CARD_NUMBER, _) => {
                let text = String::from_utf8_lossy(any.data);
                let (issuer, number) = text.split_once('/').unwrap_or(("", &text));
                self.card = Some((issuer.trim().to_owned(), number.trim().to_owned()));
            }
            _ => {}
        }
    }
}

fn dns_name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        _ => None,
    }
}

/// The addresses by HTTP: the directory's are for the ANS's own tools.
fn addresses(point: &x509_parser::extensions::DistributionPointName<'_>) -> Vec<String> {
    let x509_parser::extensions::DistributionPointName::FullName(names) = point else { return Vec::new() };
    let http = names.iter().filter_map(|name| match name {
        GeneralName::URI(address) if address.starts_with("http") => Some((*address).to_owned()),
        _ => None,
    });
    http.collect()
}
