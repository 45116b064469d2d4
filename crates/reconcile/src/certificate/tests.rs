//! Certificates made for these tests, in every wrapping, and what must never be read.

use std::fmt::Write;

use rcgen::{CertificateParams, DnType, DnValue, Issuer, KeyPair};

use super::*;

fn today() -> Date {
    Date::constant(2026, 11, 20)
}

fn made() -> (String, Vec<u8>, KeyPair) {
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::default();
    authority.distinguished_name.push(DnType::CommonName, "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS");
    authority.distinguished_name.push(DnType::OrganizationalUnitName, "0002 187512751");
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CountryName, DnValue::PrintableString("FR".try_into().unwrap()));
    params.distinguished_name.push(DnType::OrganizationName, "SEL A, B");
    params.distinguished_name.push(DnType::OrganizationalUnitName, "499700000104007");
    params.distinguished_name.push(DnType::CommonName, "INSI-MANU");
    params.not_before = rcgen::date_time_ymd(2024, 1, 2);
    params.not_after = rcgen::date_time_ymd(2027, 1, 2);
    let certificate = params.signed_by(&key, &issuer).unwrap();
    (certificate.pem(), certificate.der().to_vec(), key)
}

fn wrapped(tag: u8, inside: &[u8]) -> Vec<u8> {
    let length = u16::try_from(inside.len()).unwrap().to_be_bytes();
    [&[tag, 0x82, length[0], length[1]][..], inside].concat()
}

/// A degenerate SignedData, as `openssl crl2pkcs7 -nocrl` makes it.
fn pkcs7(der: &[u8]) -> Vec<u8> {
    let data = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
    let signed_data = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    let content = wrapped(0x30, &data);
    let signed = [&[2, 1, 1, 0x31, 0][..], &content, &wrapped(0xA0, der), &[0x31, 0]].concat();
    wrapped(0x30, &[&signed_data[..], &wrapped(0xA0, &wrapped(0x30, &signed))].concat())
}

#[test]
fn every_wrapping_gives_the_same() {
    let (pem, der, _) = made();
    let expect = read(pem.as_bytes(), today()).unwrap();
    assert_eq!(expect.len(), 1);
    let one = &expect[0];
    assert_eq!(one.id_nat_struct.as_deref(), Some("499700000104007"));
    assert_eq!((one.cn(), one.subject.organisation.as_deref()), ("INSI-MANU", Some("SEL A, B")));
    assert_eq!(one.issuer_family, IssuerFamily::ElementaireOrganisations);
    assert_eq!((one.not_after, one.days_left, one.test), (Date::constant(2027, 1, 2), 43, false));
    let bundle = pkcs7(&der);
    for bytes in [der.clone(), bundle] {
        assert_eq!(read(&bytes, today()).unwrap(), expect);
    }
    for cell in [
        pem.replace('\n', "\\n"),
        pem.replace('\n', " "),
        pem.lines().filter(|l| !l.starts_with('-')).collect(),
    ] {
        let text = inline(&cell).unwrap();
        assert_eq!(read(text.as_bytes(), today()).unwrap(), expect, "{cell}");
    }
    assert_eq!(inline("certs/a.pem"), None);
}

#[test]
fn private_keys_are_refused_whatever_stands_beside_them() {
    let (pem, _, key) = made();
    let both = format!("{pem}{}", key.serialize_pem());
    for bytes in [both.into_bytes(), key.serialize_pem().into_bytes(), key.serialize_der()] {
        assert_eq!(read(&bytes, today()), Err(CertificateRefused::PrivateKey));
    }
    let pkcs12 = wrapped(0x30, &[&[2, 1, 3][..], &wrapped(0x30, &[6, 1, 0x2A])].concat());
    assert_eq!(read(&pkcs12, today()), Err(CertificateRefused::Pkcs12));
}

#[test]
fn what_is_no_certificate_is_told() {
    for text in ["", "bonjour", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "0"] {
        assert_eq!(read(text.as_bytes(), today()), Err(CertificateRefused::NotACertificate), "{text}");
    }
    let (_, der, _) = made();
    for length in 0..der.len() {
        assert!(read(&der[..length], today()).is_err());
    }
    let mut hex = String::new();
    write!(hex, "{:02x}", der[0]).unwrap();
    assert_eq!(read(hex.as_bytes(), today()), Err(CertificateRefused::NotACertificate));
    assert_eq!(read(&vec![b'x'; MAX_CERTIFICATE + 1], today()), Err(CertificateRefused::TooLong));
}

#[test]
fn issuers() {
    for (issuer, expect) in [
        ("AC IGC-SANTE ELEMENTAIRE ORGANISATIONS", (IssuerFamily::ElementaireOrganisations, false)),
        ("TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS", (IssuerFamily::ElementaireOrganisations, true)),
        ("AC IGC-SANTE STANDARD PERSONNES", (IssuerFamily::OtherIgcSante, false)),
        ("R3", (IssuerFamily::Other, false)),
    ] {
        assert_eq!(family(issuer), expect, "{issuer}");
    }
}
