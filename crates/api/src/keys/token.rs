//! The text of a key, and its hash.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What a key begins with, so that scanners of secrets find one that leaked.
const PREFIX: &str = "aig_";

/// Bytes of the secret.
const SECRET: usize = 32;

/// Bytes of the salt.
const SALT: usize = 16;

/// Bytes of the public id: enough for keys never to collide in one file.
const ID: usize = 5;

fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A key as its owner holds it, and what is kept of it.
pub(super) struct Made {
    pub(super) token: String,
    pub(super) id: String,
    pub(super) salt: String,
    pub(super) hash: String,
}

/// Makes a key.
///
/// # Errors
/// When the system has no randomness to give.
pub(super) fn make() -> Result<Made, getrandom::Error> {
    let id = random::<ID>()?.map(|byte| format!("{byte:02x}")).concat();
    let secret = URL_SAFE_NO_PAD.encode(random::<SECRET>()?);
    let salt = URL_SAFE_NO_PAD.encode(random::<SALT>()?);
    let hash = URL_SAFE_NO_PAD.encode(digest(&salt, &secret));
    Ok(Made { token: format!("{PREFIX}{id}_{secret}"), id, salt, hash })
}

/// The public id and the secret of a key's text.
pub(super) fn split(token: &str) -> Option<(&str, &str)> {
    token.strip_prefix(PREFIX)?.split_once('_')
}

fn digest(salt: &str, secret: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt.as_bytes()).chain_update(secret.as_bytes()).finalize().into()
}

/// Whether `secret` is the one that `hash` was made of. Takes the same time whatever the answer.
pub(super) fn matches(salt: &str, hash: &str, secret: &str) -> bool {
    let expected = URL_SAFE_NO_PAD.decode(hash).unwrap_or_default();
    digest(salt, secret).ct_eq(expected.as_slice()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_with_its_own_secret_only() {
        let (made, other) = (make().unwrap(), make().unwrap());
        let (id, secret) = split(&made.token).unwrap();
        assert_eq!(id, made.id);
        assert_eq!(secret.len(), 43);
        assert!(matches(&made.salt, &made.hash, secret));
        assert!(!matches(&made.salt, &made.hash, split(&other.token).unwrap().1));
        assert!(!matches(&made.salt, "", secret));
        assert!(!matches(&other.salt, &made.hash, secret));
    }

    #[test]
    fn what_is_no_key_is_not_split() {
        for text in ["", "aig_", "aig_0123456789", "bearer", "AIG_01_x"] {
            assert!(split(text).is_none(), "{text:?}");
        }
    }
}
