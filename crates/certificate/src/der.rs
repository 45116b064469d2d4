//! The DER around certificates: which structure it is, and what a PKCS#7 bundle holds (RFC 5652).

use x509_parser::der_parser::asn1_rs::{Any, Class, FromDer, Tag};

use crate::CertificateRefused;

/// `1.2.840.113549.1.7.2`, signedData.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

/// Elements of one level that are looked at: more than any bundle of authorities holds.
const MAX_ELEMENTS: usize = 256;

/// What a DER structure holds, each whole.
#[derive(Debug, Default)]
pub(super) struct Taken<'a> {
    pub(super) certificates: Vec<&'a [u8]>,
    pub(super) lists: Vec<&'a [u8]>,
}

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

/// Each element of a sequence, beside its own bytes.
type Elements<'a> = Vec<(Any<'a>, &'a [u8])>;

/// The elements of the sequence that `bytes` begins with, and that sequence whole.
fn sequence(bytes: &[u8]) -> Option<(Elements<'_>, &[u8])> {
    let (rest, outer) = Any::from_der(bytes).ok()?;
    (outer.tag() == Tag::Sequence).then(|| (elements(outer.data), &bytes[..bytes.len() - rest.len()]))
}

/// The certificates and revocation lists in DER bytes: one, or those of a PKCS#7 bundle. What follows a certificate
/// (the trust settings of an OpenSSL `TRUSTED CERTIFICATE`) is left out.
///
/// # Errors
/// What it is instead. A private key is recognised by its shape alone: its values are not looked at.
pub(super) fn take(bytes: &[u8]) -> Result<Taken<'_>, CertificateRefused> {
    let (inside, whole) = sequence(bytes).ok_or(CertificateRefused::NotACertificate)?;
    let tags: Vec<Tag> = inside.iter().map(|(element, _)| element.tag()).collect();
    match tags.as_slice() {
        [Tag::Oid, ..] if inside[0].0.data == SIGNED_DATA => {
            bundle(inside.get(1).map_or(&[][..], |(element, _)| element.data))
        }
        // PKCS#12: version 3, then a ContentInfo. PKCS#8: version, algorithm, octets. PKCS#1, SEC 1: version, values.
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => Err(CertificateRefused::PrivateKey),
        [Tag::Integer, Tag::Sequence, ..] => Err(CertificateRefused::Pkcs12),
        // A public key (PKCS#1) is two integers.
        [Tag::Integer, Tag::Integer] => Err(CertificateRefused::NotACertificate),
        [Tag::Integer, ..] | [Tag::Sequence, Tag::OctetString] => Err(CertificateRefused::PrivateKey),
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => signed(inside[0].0.data, whole),
        _ => Err(CertificateRefused::NotACertificate),
    }
}

/// A certificate, a request or a revocation list, by the order of its elements: a list's issuer is followed by a time, a
/// request begins with its version and has no validity.
fn signed<'a>(body: &'a [u8], whole: &'a [u8]) -> Result<Taken<'a>, CertificateRefused> {
    let tags: Vec<Tag> = elements(body).iter().map(|(element, _)| element.tag()).collect();
    let times = [Tag::UtcTime, Tag::GeneralizedTime];
    let is_list = matches!(
        tags.as_slice(),
        [Tag::Sequence, Tag::Sequence, at, ..] | [Tag::Integer, Tag::Sequence, Tag::Sequence, at, ..]
            if times.contains(at)
    );
    if is_list {
        return Ok(Taken { lists: vec![whole], ..Taken::default() });
    }
    if tags.len() <= 4 && tags.first() == Some(&Tag::Integer) {
        return Err(CertificateRefused::Request);
    }
    Ok(Taken { certificates: vec![whole], ..Taken::default() })
}

/// `certificates [0]` and `crls [1]` of a SignedData, both implicit.
fn bundle(bytes: &[u8]) -> Result<Taken<'_>, CertificateRefused> {
    let (signed, _) = sequence(bytes).ok_or(CertificateRefused::NotACertificate)?;
    let set = |number: u32| {
        let is = |element: &Any<'_>| element.class() == Class::ContextSpecific && element.tag().0 == number;
        let found = signed.iter().map(|(element, _)| element).find(|element| is(element));
        let inside = found.map(|found| elements(found.data)).unwrap_or_default();
        let sequences = inside.into_iter().filter(|(element, _)| element.tag() == Tag::Sequence);
        sequences.map(|(_, whole)| whole).collect::<Vec<_>>()
    };
    let taken = Taken { certificates: set(0), lists: set(1) };
    let empty = taken.certificates.is_empty() && taken.lists.is_empty();
    if empty { Err(CertificateRefused::NotACertificate) } else { Ok(taken) }
}
