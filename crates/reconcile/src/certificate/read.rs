//! From PEM or DER bytes to what the certificates say.

use std::borrow::Cow;

use aiguilleur_domain::Date;
use x509_parser::{certificate::X509Certificate, pem::Pem, prelude::FromDer, time::ASN1Time, x509::X509Name};

use super::{CertificateRead, CertificateRefused, MAX_CERTIFICATE, der, family, subject};

/// The certificates of end entities in `bytes`, seen on `today`: PEM, DER or PKCS#7 in either. Those of
/// authorities are left out, unless there is nothing else.
///
/// # Errors
/// [`CertificateRefused`]; a private key anywhere in the text refuses all of it, unread.
pub fn read(bytes: &[u8], today: Date) -> Result<Vec<CertificateRead>, CertificateRefused> {
    if bytes.len() > MAX_CERTIFICATE {
        return Err(CertificateRefused::TooLong);
    }
    let marked = |mark: &[u8]| memchr::memmem::find(bytes, mark).is_some();
    if marked(b"PRIVATE KEY-----") {
        return Err(CertificateRefused::PrivateKey);
    }
    if marked(b"CERTIFICATE REQUEST-----") {
        return Err(CertificateRefused::Request);
    }
    let blocks: Vec<Vec<u8>> = if marked(b"-----BEGIN ") { blocks(bytes)? } else { vec![bytes.to_vec()] };
    let mut read = Vec::new();
    for block in &blocks {
        for certificate in der::certificates(block)? {
            let (_, parsed) =
                X509Certificate::from_der(certificate).map_err(|_| CertificateRefused::NotACertificate)?;
            read.push((parsed.is_ca(), one(&parsed, today)?));
        }
    }
    if read.iter().any(|(authority, _)| !authority) {
        read.retain(|(authority, _)| !authority);
    }
    Ok(read.into_iter().map(|(_, certificate)| certificate).collect())
}

fn blocks(bytes: &[u8]) -> Result<Vec<Vec<u8>>, CertificateRefused> {
    let mut found = Vec::new();
    for pem in Pem::iter_from_buffer(bytes) {
        let pem = pem.map_err(|_| CertificateRefused::NotACertificate)?;
        if matches!(
            pem.label.as_str(),
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" | "PKCS7" | "CMS"
        ) {
            found.push(pem.contents);
        }
    }
    if found.is_empty() { Err(CertificateRefused::NotACertificate) } else { Ok(found) }
}

fn one(certificate: &X509Certificate<'_>, today: Date) -> Result<CertificateRead, CertificateRefused> {
    let validity = certificate.validity();
    let (not_before, not_after) = (day(validity.not_before)?, day(validity.not_after)?);
    let issuer = certificate.issuer().iter_common_name().next().and_then(|cn| cn.as_str().ok());
    let issuer = issuer.unwrap_or_default().to_owned();
    let (issuer_family, test) = family(&issuer);
    let (subject, identifier, warnings) = subject(text(certificate.subject()));
    let id_nat_struct = identifier
        .as_ref()
        .filter(|read| read.kind.is_some() || read.checksum == "not_applicable")
        .map(|read| format!("{}{}", read.type_code, read.value));
    Ok(CertificateRead {
        subject,
        id_nat_struct,
        identifier,
        issuer,
        issuer_family,
        test,
        serial: certificate.raw_serial().iter().map(|byte| format!("{byte:02x}")).collect(),
        not_before,
        not_after,
        days_left: today.until(not_after).map_or(0, |span| span.get_days()),
        warnings,
    })
}

fn day(time: ASN1Time) -> Result<Date, CertificateRefused> {
    let moment =
        jiff::Timestamp::from_second(time.timestamp()).map_err(|_| CertificateRefused::NotACertificate)?;
    Ok(jiff::tz::Offset::UTC.to_datetime(moment).date())
}

/// The subject in the order and with the escapes that the resolver reads.
fn text(name: &X509Name<'_>) -> String {
    let mut parts = Vec::new();
    for attribute in name.iter_attributes() {
        let label = match attribute.attr_type().to_id_string().as_str() {
            "2.5.4.6" => "C",
            "2.5.4.8" => "ST",
            "2.5.4.10" => "O",
            "2.5.4.11" => "OU",
            "2.5.4.3" => "CN",
            _ => continue,
        };
        // A TeletexString of these authorities is Latin-1.
        let latin = || attribute.as_slice().iter().map(|byte| char::from(*byte)).collect();
        let value: Cow<'_, str> = attribute.as_str().map_or_else(|_| Cow::Owned(latin()), Cow::Borrowed);
        let mut part = format!("{label}=");
        for c in value.chars() {
            if matches!(c, ',' | '+' | ';' | '"' | '\\' | '\n') {
                part.push('\\');
            }
            part.push(c);
        }
        parts.push(part);
    }
    parts.join(", ")
}

/// PEM as cells hold it: `\n` written out, line ends turned into spaces, or the base64 alone.
pub(crate) fn inline(text: &str) -> Option<String> {
    let text = text.replace("\\n", "\n").replace("\\r", "");
    if !text.contains("-----BEGIN ") {
        let base64 =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=') || b.is_ascii_whitespace();
        let alone = text.len() > 200 && text.starts_with("MI") && text.bytes().all(base64);
        let body: String = text.split_whitespace().collect();
        return alone.then(|| format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"));
    }
    let mut pem = String::with_capacity(text.len() + 64);
    for (index, part) in text.split("-----").enumerate() {
        // Text, « BEGIN X », body, « END X », text…
        match index % 2 {
            1 => pem.push_str(&format!("-----{part}-----\n")),
            _ => {
                pem.extend(part.split_whitespace());
                if !pem.is_empty() && !pem.ends_with('\n') {
                    pem.push('\n');
                }
            }
        }
    }
    Some(pem)
}
