//! What a reader trusts: pointers signed by a key that it knows, never one that is older than the last.

use std::{fs, sync::Arc};

use aiguilleur_depot::{DepotError, Look, SigningKey, TrustedKeys};
use object_store::{ObjectStoreExt as _, memory::InMemory, path::Path};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use tempfile::TempDir;

use crate::{
    faulty::Faulty,
    world::{Desk, Writer, plainly, signed},
};

/// A pair of keys, read from the files that an operator would have.
struct Pair {
    _folder: TempDir,
    signing: SigningKey,
    public_pem: String,
}

impl Pair {
    fn new() -> Self {
        let (folder, made) = (tempfile::tempdir().unwrap(), KeyPair::generate_for(&PKCS_ED25519).unwrap());
        let path = folder.path().join("signing.pem");
        fs::write(&path, made.serialize_pem()).unwrap();
        Self { signing: SigningKey::read(&path).unwrap(), public_pem: made.public_key_pem(), _folder: folder }
    }
}

/// What trusts these keys, read from one file.
fn trusting(pairs: &[&Pair]) -> TrustedKeys {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("verify.pem");
    fs::write(&path, pairs.iter().map(|pair| pair.public_pem.as_str()).collect::<String>()).unwrap();
    TrustedKeys::read(&path).unwrap()
}

fn store() -> Arc<Faulty> {
    Arc::new(Faulty::over(&InMemory::new()))
}

#[track_caller]
fn refused(looked: Result<Look, DepotError>, why: &str) {
    let error = looked.unwrap_err();
    assert!(matches!(&error, DepotError::Pointer(said) if said.contains(why)), "{error}");
}

#[tokio::test]
async fn only_a_trusted_signature_is_followed() {
    let (ours, other, writer) = (Pair::new(), Pair::new(), Writer::new());
    let (store, desk) = (store(), Desk::empty());
    let look = async || desk.trusting(&store, Some(trusting(&[&ours]))).look().await;
    writer.send(&store, &plainly()).await.unwrap();
    refused(look().await, "pas signé");
    writer.send(&store, &signed(&other.signing)).await.unwrap();
    refused(look().await, "aucune clé");
    assert_eq!(desk.answer(), None);
    // The writer's own key makes it write a pointer anew, although the generation is there.
    let published = writer.send(&store, &signed(&ours.signing)).await.unwrap();
    assert!(published.signed && !published.unchanged && published.sent == 0);
    look().await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("a"));
    // A reader without keys follows a signed depot as well.
    let anyone = Desk::empty();
    anyone.look(&store).await.unwrap();
}

#[tokio::test]
async fn not_a_byte_of_a_signed_pointer_can_change() {
    let (ours, writer) = (Pair::new(), Writer::new());
    let store = store();
    writer.send(&store, &signed(&ours.signing)).await.unwrap();
    let at = Path::from("pointer");
    let pointer = store.inner.get(&at).await.unwrap().bytes().await.unwrap().to_vec();
    let line = pointer.iter().position(|byte| *byte == b'\n').unwrap();
    for place in (0..pointer.len() - 1).step_by(7).chain([line, line + 1, pointer.len() - 2]) {
        let mut altered = pointer.clone();
        altered[place] ^= 1;
        store.inner.put(&at, altered.into()).await.unwrap();
        let looked = Desk::empty().trusting(&store, Some(trusting(&[&ours]))).look().await;
        assert!(matches!(looked, Err(DepotError::Pointer(_))), "{place}: {looked:?}");
    }
    store.inner.put(&at, pointer[..line].to_vec().into()).await.unwrap();
    refused(Desk::empty().trusting(&store, Some(trusting(&[&ours]))).look().await, "tronqué");
}

#[tokio::test]
async fn nor_of_one_that_is_only_hashed() {
    let (writer, store, at) = (Writer::new(), store(), Path::from("pointer"));
    writer.send(&store, &plainly()).await.unwrap();
    let pointer = store.inner.get(&at).await.unwrap().bytes().await.unwrap().to_vec();
    let line = pointer.iter().position(|byte| *byte == b'\n').unwrap();
    for place in (0..line).step_by(5) {
        let mut altered = pointer.clone();
        altered[place] ^= 1;
        store.inner.put(&at, altered.into()).await.unwrap();
        refused(Desk::empty().look(&store).await, "altéré");
    }
}

#[tokio::test]
async fn an_older_pointer_is_refused_however_well_it_is_signed() {
    let (ours, writer, desk) = (Pair::new(), Writer::new(), Desk::empty());
    let store = store();
    let how = signed(&ours.signing);
    writer.send(&store, &how).await.unwrap();
    let old = store.inner.fork();
    writer.data.publish(&writer.b).unwrap();
    writer.send(&store, &how).await.unwrap();
    desk.trusting(&store, Some(trusting(&[&ours]))).look().await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("b"));
    let replayed = Arc::new(Faulty::over(&old));
    refused(desk.trusting(&replayed, Some(trusting(&[&ours]))).look().await, "séquence");
    assert_eq!(desk.answer().as_deref(), Some("b"));
    // To go back is to publish again: the writer points to `a` anew.
    writer.data.publish(&writer.a).unwrap();
    writer.send(&store, &how).await.unwrap();
    desk.trusting(&store, Some(trusting(&[&ours]))).look().await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("a"));
}

#[tokio::test]
async fn a_key_takes_the_place_of_another_without_a_pause() {
    let (old, new, writer, desk) = (Pair::new(), Pair::new(), Writer::new(), Desk::empty());
    let store = store();
    writer.send(&store, &signed(&old.signing)).await.unwrap();
    desk.trusting(&store, Some(trusting(&[&old]))).look().await.unwrap();
    // Readers trust both, then the writer signs with the new one, then readers forget the old one.
    desk.trusting(&store, Some(trusting(&[&old, &new]))).look().await.unwrap();
    writer.data.publish(&writer.b).unwrap();
    writer.send(&store, &signed(&new.signing)).await.unwrap();
    refused(desk.trusting(&store, Some(trusting(&[&old]))).look().await, "aucune clé");
    desk.trusting(&store, Some(trusting(&[&old, &new]))).look().await.unwrap();
    desk.trusting(&store, Some(trusting(&[&new]))).look().await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("b"));
}

#[test]
fn files_that_hold_no_such_key_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (other, path) =
        (KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap(), folder.path().join("key.pem"));
    for text in ["", "no key", &other.serialize_pem(), &other.public_key_pem()] {
        fs::write(&path, text).unwrap();
        assert!(SigningKey::read(&path).is_err(), "{text}");
        assert!(TrustedKeys::read(&path).is_err(), "{text}");
    }
    assert!(SigningKey::read(&folder.path().join("absent")).is_err());
}
