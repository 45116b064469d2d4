//! From what people send to the certificates and revocation lists in it: PEM as mail, spreadsheets and Windows leave
//! it, base64 alone, DER, PKCS#7. What holds a private key is refused as a whole.

use std::borrow::Cow;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use memchr::memmem;

use crate::{CertificateRefused, der, private::has_private_key};

/// Largest text of certificates that is read, in bytes: the ANS's whole chain of authorities takes a tenth of it.
pub const MAX_INPUT: usize = 256 << 10;

/// Base64 inside base64 (a PEM file in a JSON or YAML secret) is taken apart once.
const NESTING: u8 = 1;

/// The certificates and revocation lists of an input, as DER, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Material {
    /// Certificates, of end entities and of authorities, in their order.
    pub certificates: Vec<Vec<u8>>,
    /// Revocation lists.
    pub lists: Vec<Vec<u8>>,
}

impl Material {
    /// Adds what `bytes` holds to this.
    ///
    /// # Errors
    /// [`CertificateRefused`].
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), CertificateRefused> {
        take(self, bytes, NESTING)
    }

    fn take_der(&mut self, mut bytes: &[u8]) -> Result<(), CertificateRefused> {
        let mut first = true;
        while !bytes.is_empty() {
            let taken = match der::take(bytes) {
                Ok(taken) => taken,
                Err(refused) if first || refused.is_private_key() => return Err(refused),
                Err(_) => break,
            };
            let one = taken.certificates.len() + taken.lists.len() == 1;
            let length =
                taken.certificates.iter().chain(&taken.lists).map(|whole| whole.len()).sum::<usize>();
            push(&mut self.certificates, &taken.certificates);
            push(&mut self.lists, &taken.lists);
            // Only single certificates are written one after another.
            bytes = if one { bytes.get(length..).unwrap_or_default() } else { &[] };
            first = false;
        }
        if first { Err(CertificateRefused::NotACertificate) } else { Ok(()) }
    }
}

fn push(known: &mut Vec<Vec<u8>>, found: &[&[u8]]) {
    for one in found {
        if !known.iter().any(|known| known == one) {
            known.push(one.to_vec());
        }
    }
}

/// The certificates and lists in `bytes`.
///
/// # Errors
/// [`CertificateRefused`]; a private key anywhere in the text refuses all of it, unread.
pub fn material(bytes: &[u8]) -> Result<Material, CertificateRefused> {
    if bytes.len() > MAX_INPUT {
        return Err(CertificateRefused::TooLong);
    }
    let mut material = Material::default();
    material.add(bytes)?;
    Ok(material)
}

fn take(into: &mut Material, bytes: &[u8], nesting: u8) -> Result<(), CertificateRefused> {
    if bytes.starts_with(&[0xFE, 0xED, 0xFE, 0xED]) || bytes.starts_with(&[0xCE, 0xCE, 0xCE, 0xCE]) {
        return Err(CertificateRefused::KeyStore);
    }
    if bytes.starts_with(b"openssh-key-v1") {
        return Err(CertificateRefused::PrivateKey);
    }
    // Of indefinite length, as some Java tools write it.
    if bytes.starts_with(&[0x30, 0x80, 2, 1, 3]) {
        return Err(CertificateRefused::Pkcs12);
    }
    if is_der(bytes) {
        return into.take_der(bytes);
    }
    let text = plain(bytes);
    if has_private_key(&text) {
        return Err(CertificateRefused::PrivateKey);
    }
    if memmem::find(&text, b"BEGIN ").is_some() {
        return blocks(into, &text);
    }
    let decoded = decode(&text).ok_or(CertificateRefused::NotACertificate)?;
    match nesting.checked_sub(1) {
        Some(left) => take(into, &decoded, left),
        None => into.take_der(&decoded),
    }
}

/// Whether this is a DER sequence and not a text that begins with a zero.
fn is_der(bytes: &[u8]) -> bool {
    let long = bytes.get(1).is_some_and(|length| *length >= 0x80);
    bytes.first() == Some(&0x30)
        && (long || bytes.get(1).is_some_and(|length| bytes.len() == usize::from(*length) + 2))
}

/// The text in UTF-8, without its byte order mark: Windows tools also write UTF-16.
pub(crate) fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wide = |rest: &[u8], join: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| join([pair[0], pair[1]])).collect();
        Cow::Owned(String::from_utf16_lossy(&units).into_bytes())
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => Cow::Borrowed(bytes),
    }
}

/// The blocks of a PEM text. Its dashes are not asked for: word processors change them.
fn blocks(into: &mut Material, text: &[u8]) -> Result<(), CertificateRefused> {
    let mut rest = text;
    let (mut found, mut request) = (false, false);
    while let Some(begin) = memmem::find(rest, b"BEGIN ") {
        rest = &rest[begin + 6..];
        let label = label(rest);
        let body = &rest[label.len()..];
        match label {
            b"CERTIFICATE"
            | b"X509 CERTIFICATE"
            | b"TRUSTED CERTIFICATE"
            | b"PKCS7"
            | b"CMS"
            | b"X509 CRL" => {
                let end = memmem::find(body, &[b"END ", label].concat());
                let end = end.ok_or(CertificateRefused::NotACertificate)?;
                let der = decode(&body[..end]).ok_or(CertificateRefused::NotACertificate)?;
                into.take_der(&der)?;
                rest = &body[end..];
                found = true;
            }
            b"PKCS12" => return Err(CertificateRefused::Pkcs12),
            b"CERTIFICATE REQUEST" | b"NEW CERTIFICATE REQUEST" => request = true,
            _ => {}
        }
    }
    match (found, request) {
        (true, _) => Ok(()),
        (false, true) => Err(CertificateRefused::Request),
        (false, false) => Err(CertificateRefused::NotACertificate),
    }
}

fn label(text: &[u8]) -> &[u8] {
    let is = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b' ';
    let length = text.iter().position(|byte| !is(byte)).unwrap_or(text.len());
    text[..length].trim_ascii_end()
}

/// What base64 says, through line ends in any form (`\n` written out too), quotes, mail's `>` and dashes around it.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    const BASE64: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let mut kept = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => match bytes.next()? {
                b'n' | b'r' => {}
                _ => return None,
            },
            b'-' | b'"' | b'\'' | b'>' | 0x80.. => {}
            _ if byte.is_ascii_whitespace() || byte == 0x0B => {}
            _ => kept.push(byte),
        }
    }
    if kept.len() < 4 {
        return None;
    }
    BASE64.decode(kept).ok()
}

/// Whether a cell holds the certificate itself: PEM in any form, or base64 alone. Anything else is a path.
pub fn inline(text: &str) -> bool {
    let base64 =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=') || b.is_ascii_whitespace();
    let alone = || {
        let start = text.trim_start_matches(['\u{FEFF}', ' ']);
        text.len() > 200
            && (start.starts_with("MI") || start.starts_with("LS0t"))
            && start.replace("\\n", "").bytes().all(base64)
    };
    text.contains("BEGIN ") || alone()
}
