//! Certificates made here and thrown away: every product, every wrapping, chains, lists, and what is never read.

mod authorities;
mod products;
mod requests;
mod wrappings;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, CustomExtension, DistinguishedName,
    DnType, ExtendedKeyUsagePurpose as Eku, IsCa, KeyPair, KeyUsagePurpose as Ku, SerialNumber,
};

use super::*;
use aiguilleur_domain::Date;

const ORGANISATIONS: &str = "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS";
const TEST_POLICY: &str = "1.2.250.1.213.1.7.2.1.1.1.1";
const STRUCTURE: &str = "499700000104007";

fn today() -> Date {
    Date::constant(2026, 11, 20)
}

fn numbers(oid: &str) -> Vec<u64> {
    oid.split('.').map(|arc| arc.parse().unwrap()).collect()
}

/// An OID in DER: its arcs in base 128.
fn oid(text: &str) -> Vec<u8> {
    let arcs = numbers(text);
    let mut body = vec![u8::try_from(arcs[0] * 40 + arcs[1]).unwrap()];
    for arc in &arcs[2..] {
        let mut groups: Vec<u8> = Vec::new();
        let mut left = *arc;
        loop {
            let more = if groups.is_empty() { 0 } else { 0x80 };
            groups.insert(0, u8::try_from(left & 0x7F).unwrap() | more);
            left >>= 7;
            if left == 0 {
                break;
            }
        }
        body.extend(groups);
    }
    wrapped(6, &body)
}

fn wrapped(tag: u8, inside: &[u8]) -> Vec<u8> {
    let length = u16::try_from(inside.len()).unwrap().to_be_bytes();
    match inside.len() {
        0..0x80 => [&[tag, length[1]], inside].concat(),
        _ => [&[tag, 0x82, length[0], length[1]], inside].concat(),
    }
}

/// A certificate to make.
struct Spec {
    cn: &'static str,
    ou: &'static str,
    usages: Vec<Ku>,
    extended: Vec<Eku>,
    policy: &'static str,
    category: Option<u8>,
    to: (i32, u8, u8),
    serial: u8,
}

impl Default for Spec {
    /// An ORG AUTH_CLI of production.
    fn default() -> Self {
        Self {
            cn: "PROXY",
            ou: STRUCTURE,
            usages: vec![Ku::DigitalSignature],
            extended: vec![Eku::ClientAuth],
            policy: "1.2.250.1.213.1.7.1.1.2.4.1",
            category: Some(3),
            to: (2027, 1, 2),
            serial: 1,
        }
    }
}

/// An ORG SIGN of production.
fn sign() -> Spec {
    Spec {
        usages: vec![Ku::DigitalSignature, Ku::ContentCommitment],
        extended: vec![Eku::EmailProtection],
        policy: "1.2.250.1.213.1.7.1.1.2.3.1",
        serial: 2,
        ..Spec::default()
    }
}

impl Spec {
    fn params(&self) -> CertificateParams {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, "SEL A, B");
        if !self.ou.is_empty() {
            params.distinguished_name.push(DnType::OrganizationalUnitName, self.ou);
        }
        params.distinguished_name.push(DnType::CommonName, self.cn);
        params.key_usages.clone_from(&self.usages);
        params.extended_key_usages.clone_from(&self.extended);
        params.use_authority_key_identifier_extension = true;
        params.serial_number = Some(SerialNumber::from(vec![0x10, self.serial]));
        if !self.policy.is_empty() {
            let policies = wrapped(0x30, &wrapped(0x30, &oid(self.policy)));
            params.custom_extensions.push(CustomExtension::from_oid_content(&[2, 5, 29, 32], policies));
        }
        if let Some(category) = self.category {
            let ans = numbers("1.2.250.1.71.1.2.5");
            params.custom_extensions.push(CustomExtension::from_oid_content(&ans, vec![4, 1, category]));
        }
        params.not_before = rcgen::date_time_ymd(2024, 1, 2);
        params.not_after = rcgen::date_time_ymd(self.to.0, self.to.1, self.to.2);
        params
    }
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority_params(name: &str, depth: Option<u8>) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, "ASIP-SANTE");
    params.distinguished_name.push(DnType::OrganizationalUnitName, "0002 187512751");
    params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 11]), "IGC-SANTE");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(depth.map_or(BasicConstraints::Unconstrained, BasicConstraints::Constrained));
    params.key_usages = vec![Ku::KeyCertSign, Ku::CrlSign];
    params.not_before = rcgen::date_time_ymd(2013, 6, 25);
    params.not_after = rcgen::date_time_ymd(2033, 6, 24);
    params
}

/// A root, the authority of organisations under it, and a key for end entities.
struct World {
    root: Authority,
    organisations: Authority,
    key: KeyPair,
}

impl World {
    fn new() -> Self {
        Self::named(ORGANISATIONS)
    }

    fn named(organisations: &str) -> Self {
        let key = || KeyPair::generate().unwrap();
        let root =
            Authority::self_signed(authority_params("AC RACINE IGC-SANTE ELEMENTAIRE", None), key()).unwrap();
        let below = authority_params(organisations, Some(0));
        let organisations = Authority::signed_by(below, key(), &root).unwrap();
        Self { root, organisations, key: key() }
    }

    fn make(&self, spec: &Spec) -> Certificate {
        self.issue(spec.params())
    }

    fn issue(&self, params: CertificateParams) -> Certificate {
        params.signed_by(&self.key, &self.organisations).unwrap()
    }

    fn read(&self, spec: &Spec) -> CertificateRead {
        CertificateRead::from_der(self.make(spec).der(), today()).unwrap()
    }
}
