//! The DER around certificates: which structure it is, and the certificates inside a PKCS#7 bundle (RFC 5652).

use x509_parser::der_parser::asn1_rs::{Any, Class, FromDer, Tag};

use super::CertificateRefused;

/// `1.2.840.113549.1.7.2`, signedData.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

/// Elements of one level that are looked at.
const MAX_ELEMENTS: usize = 64;

fn elements(mut bytes: &[u8]) -> Vec<(Any<'_>, &[u8])> {
    let mut found = Vec::new();
    while !bytes.is_empty() && found.len() < MAX_ELEMENTS {
        let Ok((rest, element)) = Any::from_der(bytes) else { break };
        let whole = &bytes[..bytes.len() - rest.len()];
        found.push((element, whole));
        bytes = rest;
    }
    found
}

fn sequence(bytes: &[u8]) -> Option<Vec<(Any<'_>, &[u8])>> {
    let (_, outer) = Any::from_der(bytes).ok()?;
    (outer.tag() == Tag::Sequence).then(|| elements(outer.data))
}

/// The certificates in DER bytes: one, or those of a PKCS#7 bundle.
///
/// # Errors
/// What it is instead. A private key is told by its shape alone: its values are not looked at.
pub(super) fn certificates(bytes: &[u8]) -> Result<Vec<&[u8]>, CertificateRefused> {
    let inside = sequence(bytes).ok_or(CertificateRefused::NotACertificate)?;
    let tags: Vec<Tag> = inside.iter().map(|(element, _)| element.tag()).collect();
    match tags.as_slice() {
        [Tag::Oid, ..] if inside[0].0.data == SIGNED_DATA => {
            bundle(inside.get(1).map_or(&[][..], |(element, _)| element.data))
        }
        // PKCS#12: version 3, then a ContentInfo. PKCS#8: version, algorithm, octets. PKCS#1, SEC 1: version, values.
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => Err(CertificateRefused::PrivateKey),
        [Tag::Integer, Tag::Sequence, ..] => Err(CertificateRefused::Pkcs12),
        [Tag::Integer, ..] | [Tag::Sequence, Tag::OctetString] => Err(CertificateRefused::PrivateKey),
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => Ok(vec![bytes]),
        _ => Err(CertificateRefused::NotACertificate),
    }
}

/// The `certificates [0] IMPLICIT` of a SignedData.
fn bundle(bytes: &[u8]) -> Result<Vec<&[u8]>, CertificateRefused> {
    let signed = sequence(bytes).ok_or(CertificateRefused::NotACertificate)?;
    let set = signed
        .iter()
        .map(|(element, _)| element)
        .find(|element| element.class() == Class::ContextSpecific && element.tag().0 == 0)
        .ok_or(CertificateRefused::NotACertificate)?;
    let found: Vec<&[u8]> = elements(set.data)
        .into_iter()
        .filter(|(element, _)| element.tag() == Tag::Sequence)
        .map(|(_, whole)| whole)
        .collect();
    if found.is_empty() { Err(CertificateRefused::NotACertificate) } else { Ok(found) }
}
