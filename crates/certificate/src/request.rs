//! Requests for certificates: how to make one with `openssl`, and the check of one received.
//!
//! RSA 2048 and SHA-256, as every certificate of the IGC-Santé that was read since 2016. The platform takes the structure
//! and the name from the order itself; the subject of a request says only which service it is for. `key` makes one here.

use serde::Serialize;
use x509_parser::{certification_request::X509CertificationRequest, prelude::FromDer};

use crate::{CertificateRefused, KeyRead, has_private_key, input, name, read};

/// Size of the key, in bits.
const BITS: usize = 2048;

/// sha256WithRSAEncryption.
const SHA256_RSA: &str = "1.2.840.113549.1.1.11";

/// How to make a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestRecipe {
    /// The exact name.
    pub cn: String,
    /// Name of the configuration file.
    pub file: String,
    /// The configuration of `openssl req`.
    pub configuration: String,
    /// The command, to be run on the server that will use the certificate.
    pub command: String,
}

/// The recipe of a request of that exact name.
pub fn recipe(cn: &str) -> RequestRecipe {
    let stem: String = cn
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' })
        .collect();
    recipe_as(cn, stem.trim_start_matches(['.', '-']))
}

/// The same, its files named `stem`.
pub fn recipe_as(cn: &str, stem: &str) -> RequestRecipe {
    // A configuration file takes `$` and `#` for itself.
    let escaped: String = cn
        .chars()
        .flat_map(|c| if matches!(c, '$' | '#' | '\\' | '"') { vec!['\\', c] } else { vec![c] })
        .collect();
    RequestRecipe {
        cn: cn.to_owned(),
        file: format!("{stem}.cnf"),
        configuration: format!(
            "[req]\nprompt = no\nutf8 = yes\ndefault_md = sha256\ndistinguished_name = sujet\n\n[sujet]\nC = FR\nCN = {escaped}\n"
        ),
        command: format!(
            "umask 077 && openssl req -new -newkey rsa:{BITS} -nodes -config {stem}.cnf -keyout {stem}.key -out {stem}.csr"
        ),
    }
}

/// The fields of a decoded PKCS#10 request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestRead {
    /// Its whole subject.
    pub subject: String,
    /// CN, unchanged.
    pub cn: String,
    /// The public key.
    pub key: KeyRead,
    /// What is wrong with it, one French sentence each.
    pub problems: Vec<String>,
}

/// Reads a request; `wanted` is the name that it must bear.
///
/// # Errors
/// When it is none, or when a private key is sent with it.
pub fn check_request(bytes: &[u8], wanted: Option<&str>) -> Result<RequestRead, CertificateRefused> {
    let der = request_der(bytes)?;
    let (_, request) =
        X509CertificationRequest::from_der(&der).map_err(|_| CertificateRefused::NotACertificate)?;
    let attributes = name::attributes(&request.certification_request_info.subject);
    let cn = name::common_name(&attributes);
    let key = read::key(&request.certification_request_info.subject_pki);
    let mut problems = Vec::new();
    if request.verify_signature().is_err() {
        problems.push("La signature n'est pas celle de sa clé : la demande a été modifiée, ou son algorithme n'est pas admis.".to_owned());
    }
    if key.algorithm != "RSA" || key.bits.is_none_or(|bits| bits < BITS) {
        let bits = key.bits.map(|bits| format!(" {bits}")).unwrap_or_default();
        problems.push(format!("La clé est {}{bits} : il faut RSA {BITS}.", key.algorithm));
    }
    if request.signature_algorithm.algorithm.to_id_string() != SHA256_RSA {
        problems.push("La demande n'est pas signée en SHA-256 avec RSA.".to_owned());
    }
    if let Some(wanted) = wanted.filter(|wanted| *wanted != cn) {
        problems.push(format!("Le nom (CN) est « {cn} » : il doit être exactement « {wanted} »."));
    } else if cn.is_empty() {
        problems.push("La demande ne porte pas de nom (CN).".to_owned());
    }
    if attributes.iter().any(|(label, _)| label == "1.2.840.113549.1.9.1") {
        problems.push("Le sujet porte une adresse électronique : à retirer.".to_owned());
    }
    Ok(RequestRead { subject: name::line(&attributes), cn, key, problems })
}

fn request_der(bytes: &[u8]) -> Result<Vec<u8>, CertificateRefused> {
    let refused = CertificateRefused::NotACertificate;
    if bytes.len() > input::MAX_INPUT {
        return Err(CertificateRefused::TooLong);
    }
    if bytes.first() == Some(&0x30) {
        return match crate::der::take(bytes) {
            Err(CertificateRefused::Request) => Ok(bytes.to_vec()),
            Err(other) => Err(other),
            Ok(_) => Err(refused),
        };
    }
    let text = input::plain(bytes);
    if has_private_key(&text) {
        return Err(CertificateRefused::PrivateKey);
    }
    let text = String::from_utf8_lossy(&text);
    let begin = text.find("CERTIFICATE REQUEST").ok_or(refused)?;
    let body = &text[begin + "CERTIFICATE REQUEST".len()..];
    let end = body.find("END ").ok_or(refused)?;
    input::decode(&body.as_bytes()[..end]).ok_or(refused)
}
