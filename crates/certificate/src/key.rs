//! A key and a request for a certificate, made on this machine: RSA 2048, SHA-256, the exact name.
//!
//! The key is returned once, to be written for its owner alone; nothing else of this crate holds one. No HTTP route
//! reaches this module.

use rcgen::{CertificateParams, DistinguishedName, DnType, DnValue, KeyPair, PKCS_RSA_SHA256};
use rsa::{
    PrivateKey,
    pkcs8::{EncodePrivateKey, LineEnding, SecretDocument, der::zeroize::Zeroizing},
};

/// Size of the key, in bits: that of every certificate of the IGC-Santé read since 2016.
const BITS: usize = 2048;

/// Longest name that a certificate admits (X.520, `ub-common-name`).
const LONGEST: usize = 64;

/// A key and its request.
pub struct NewRequest {
    /// The private key, PKCS#8 in PEM; its memory is cleared when it is dropped.
    pub key: Zeroizing<String>,
    /// The request, in PEM.
    pub request: String,
}

/// Why no request could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestFailed {
    /// The name is empty, too long, or holds a character that a name does not.
    Name,
    /// The system gave no random numbers, or the key could not be made.
    Key,
    /// The request could not be signed or written.
    Request,
}

impl std::fmt::Display for RequestFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Name => {
                "le nom (CN) doit tenir en 64 caractères, sans caractère de commande ni espace au début ou à la fin"
            }
            Self::Key => "la clé n'a pas pu être faite",
            Self::Request => "la demande n'a pas pu être signée",
        })
    }
}

impl std::error::Error for RequestFailed {}

/// Makes a key, and a request that bears the name `cn` and the country alone: the platform takes the structure from
/// the order.
///
/// # Errors
/// [`RequestFailed`].
pub fn new_request(cn: &str) -> Result<NewRequest, RequestFailed> {
    let fits =
        !cn.is_empty() && cn.chars().count() <= LONGEST && cn.trim() == cn && !cn.contains(char::is_control);
    if !fits {
        return Err(RequestFailed::Name);
    }
    let key = PrivateKey::new(&mut getrandom::SysRng, BITS).map_err(|_| RequestFailed::Key)?;
    let der = key.to_pkcs8_der().map_err(|_| RequestFailed::Key)?;
    let request = signed(cn, &der)?;
    let key = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| RequestFailed::Key)?;
    Ok(NewRequest { key, request })
}

fn signed(cn: &str, key: &SecretDocument) -> Result<String, RequestFailed> {
    let failed = |_| RequestFailed::Request;
    let pair =
        KeyPair::from_pkcs8_der_and_sign_algo(&key.as_bytes().into(), &PKCS_RSA_SHA256).map_err(failed)?;
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    let country = "FR".try_into().map_err(failed)?;
    params.distinguished_name.push(DnType::CountryName, DnValue::PrintableString(country));
    params.distinguished_name.push(DnType::CommonName, cn);
    params.serialize_request(&pair).and_then(|request| request.pem()).map_err(failed)
}
