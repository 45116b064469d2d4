//! From what people send to the certificates and revocation lists in it: PEM as mail, spreadsheets and Windows leave
//! it, base64 alone, DER, PKCS#7. What holds a private key is refused as a whole.

use std::borrow::Cow;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use memchr::memmem;

use crate::{CertificateRefused, der};

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

/// Marks of private keys in text, in capitals: PEM and SSH headers, PuTTY, `openssl rsa -text`, XML and JWK.
const MARKS: &[&[u8]] =
    &[b"PUTTY-USER-KEY-FILE", b"PRIVATE-LINES:", b"PRIVATEEXPONENT:", b"<INVERSEQ>", b"\"DQ\":", b"\"DQ\" :"];

/// Bytes that a mark, or the beginning of a key in base64, takes at most.
const MARK: usize = 128;

/// Looks for private keys in a text that comes piece by piece, before anything of it is written anywhere.
#[derive(Debug, Default)]
pub struct KeyWatch {
    tail: Vec<u8>,
}

impl KeyWatch {
    /// Whether a private key has begun in the pieces so far. Each piece comes once, in order.
    pub fn sees(&mut self, piece: &[u8]) -> bool {
        self.tail.extend_from_slice(piece);
        let seen = has_private_key(&self.tail);
        let kept = self.tail.len().saturating_sub(MARK);
        self.tail.drain(..kept);
        seen
    }
}

/// Whether `text` holds a private key, as text or as base64 inside anything else (a cell, a value of JSON or
/// YAML). « Private Key Usage Period », which `openssl x509 -text` prints, is none.
pub fn has_private_key(text: &[u8]) -> bool {
    let upper = text.to_ascii_uppercase();
    let headed = memmem::find_iter(&upper, b"PRIVATE KEY").any(|at| {
        let before = &upper[at.saturating_sub(40)..at];
        memmem::rfind(before, b"BEGIN").is_some_and(|begin| !before[begin..].contains(&b'\n'))
    });
    headed || MARKS.iter().any(|mark| memmem::find(&upper, mark).is_some()) || is_hidden(text)
}

/// Characters of base64 or hexadecimal that are decoded to know a key by its beginning.
const BEGINNING: usize = 56;

/// The bytes of a run of hexadecimal.
fn hexadecimal(run: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    run.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// Whether a run of base64 or hexadecimal begins as a private key does.
fn is_hidden(text: &[u8]) -> bool {
    let runs =
        text.split(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')));
    runs.filter(|run| run.len() >= BEGINNING).any(|run| {
        let plain = run[..BEGINNING].iter().map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            byte => *byte,
        });
        let readings = [decode(&plain.collect::<Vec<u8>>()), hexadecimal(&run[..BEGINNING])];
        readings.into_iter().flatten().any(|bytes| begins_a_key(&bytes))
    })
}

/// PKCS#1, PKCS#8, SEC 1, PKCS#12 and OpenSSH, by their first bytes; PEM inside base64 by its first line.
fn begins_a_key(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"openssh-key-v1") || memmem::find(bytes, b"PRIVATE KEY").is_some() {
        return true;
    }
    let inside = match bytes {
        [0x30, 0x80, rest @ ..] | [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => rest,
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        _ => return false,
    };
    match inside {
        // A version, then the algorithm, the modulus, the octets of the key or, in PKCS#12, the content.
        [2, 1, 0, 0x30 | 2, ..] | [2, 1, 1, 4 | 0x30, ..] | [2, 1, 3, 0x30, ..] => true,
        // An encryption of PKCS#5 or PKCS#12, then what it hides.
        [0x30, _, 6, length, oid @ ..] if *length >= 8 => {
            oid.starts_with(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5])
                || oid.starts_with(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 12])
        }
        _ => false,
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
