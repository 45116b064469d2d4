//! The keys of pointers: ed25519, in PEM files as `openssl genpkey` and `openssl pkey -pubout` write them.

use std::path::Path;

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use rustls::pki_types::{PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer, pem::PemObject as _};

use crate::DepotError;

/// How the public half of an ed25519 key begins in DER (RFC 8410); its 32 bytes follow.
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The writer's key.
pub struct SigningKey(Ed25519KeyPair);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey")
    }
}

impl SigningKey {
    /// Reads it from a file.
    ///
    /// # Errors
    /// When the file does not hold one.
    pub fn read(path: &Path) -> Result<Self, DepotError> {
        let wrong = |detail: String| {
            DepotError::config("depot.signing_key", format!("{} : {detail}", path.display()))
        };
        let der = PrivatePkcs8KeyDer::from_pem_file(path).map_err(|error| wrong(error.to_string()))?;
        // openssl leaves the public half out, which this way of reading works out again.
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der());
        pair.map(Self).map_err(|_| wrong("une clé ed25519 (PKCS#8) est attendue".to_owned()))
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes).as_ref().to_vec()
    }

    /// What trusts this key alone.
    pub fn trusted(&self) -> TrustedKeys {
        TrustedKeys(vec![self.0.public_key().as_ref().to_vec()])
    }
}

/// The keys that a reader trusts: several while one takes the place of another.
#[derive(Debug, Clone)]
pub struct TrustedKeys(Vec<Vec<u8>>);

impl TrustedKeys {
    /// Reads them from a file.
    ///
    /// # Errors
    /// When the file holds none, or something else.
    pub fn read(path: &Path) -> Result<Self, DepotError> {
        let wrong =
            |detail: String| DepotError::config("depot.verify_key", format!("{} : {detail}", path.display()));
        let found = SubjectPublicKeyInfoDer::pem_file_iter(path).map_err(|error| wrong(error.to_string()))?;
        let mut keys = Vec::new();
        for der in found {
            let der = der.map_err(|error| wrong(error.to_string()))?;
            let key = der.strip_prefix(&SPKI).filter(|key| key.len() == 32);
            keys.push(key.ok_or_else(|| wrong("une clé publique ed25519 est attendue".to_owned()))?.to_vec());
        }
        if keys.is_empty() { Err(wrong("aucune clé publique".to_owned())) } else { Ok(Self(keys)) }
    }

    pub(crate) fn vouch(&self, bytes: &[u8], signature: &[u8]) -> bool {
        self.0.iter().any(|key| UnparsedPublicKey::new(&ED25519, key).verify(bytes, signature).is_ok())
    }
}
