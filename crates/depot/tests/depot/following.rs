//! A reader under faults at every step: it serves the old generation or the complete new one.

use std::{fs, sync::Arc, time::Duration};

use aiguilleur_depot::{DepotError, Look, Nature, Opens, Publishing, Reader, ReaderStatus, State};
use futures_util::FutureExt as _;
use object_store::{ObjectStoreExt as _, PutPayload, memory::InMemory, path::Path};

use crate::{
    faulty::{Fault, Faulty},
    world::{Desk, Writer, any, depot, plainly},
};

/// A depot in which `b` is published, and a reader of it that answers `a`.
async fn b_is_out(writer: &Writer) -> (InMemory, InMemory) {
    let a_out = writer.about_to_publish_b().await;
    let store = Arc::new(Faulty::over(&a_out));
    writer.send(&store, &plainly()).await.unwrap();
    (a_out, store.inner.fork())
}

async fn answering_a(a_out: &InMemory) -> Desk {
    let desk = Desk::empty();
    desk.look(&Arc::new(Faulty::over(a_out))).await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("a"));
    desk
}

async fn every_step(fault: Fault) {
    let writer = Writer::new();
    let (a_out, b_out) = b_is_out(&writer).await;
    for step in 0.. {
        let desk = answering_a(&a_out).await;
        let store = Arc::new(Faulty::over(&b_out));
        store.plan(Some((step, fault)));
        // A look that hangs is dropped in the middle: what is left on the disk is what a kill leaves.
        let looked = desk.look(&store).now_or_never();
        let answer = desk.answer().unwrap();
        match looked {
            Some(Ok(_)) => assert_eq!(answer, "b", "{fault:?} at {step}"),
            _ => assert_eq!(answer, "a", "{fault:?} at {step}"),
        }
        let reached = store.done() > step;
        store.plan(None);
        desk.look(&store).await.unwrap();
        assert_eq!(desk.answer().as_deref(), Some("b"), "{fault:?} at {step}");
        if !reached {
            assert!(step > 3, "{step}");
            break;
        }
    }
}

#[tokio::test]
async fn an_object_that_does_not_come() {
    every_step(Fault::Fails).await;
}

#[tokio::test]
async fn an_object_that_comes_altered() {
    every_step(Fault::Corrupts).await;
}

#[tokio::test]
async fn an_object_that_comes_short() {
    every_step(Fault::Truncates).await;
}

#[tokio::test]
async fn an_object_that_comes_long() {
    every_step(Fault::Lengthens).await;
}

#[tokio::test]
async fn a_reader_that_is_killed() {
    every_step(Fault::Hangs).await;
}

#[tokio::test]
async fn what_both_generations_hold_is_fetched_once() {
    let writer = Writer::new();
    let (a_out, b_out) = b_is_out(&writer).await;
    let desk = answering_a(&a_out).await;
    let store = Arc::new(Faulty::over(&b_out));
    desk.look(&store).await.unwrap();
    let shared = |data: &aiguilleur_store::DataDir| {
        let (a, b) = (data.manifest(&writer.a).unwrap(), data.manifest(&writer.b).unwrap());
        b.files.iter().filter(|file| a.files.iter().any(|other| other.sha256 == file.sha256)).count()
    };
    let files = desk.data.manifest(&writer.b).unwrap().files.len();
    assert!(shared(&desk.data) >= 2);
    // The pointer, the manifest, and each file that `a` did not have.
    assert_eq!(store.done(), 2 + files - shared(&desk.data));
}

#[tokio::test]
async fn what_came_before_a_cut_is_not_fetched_again() {
    let writer = Writer::large();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    writer.send(&store, &plainly()).await.unwrap();
    let files = writer.data.manifest(&writer.a).unwrap().files.len();
    let desk = Desk::empty();
    store.plan(Some((2 + files - 1, Fault::Fails)));
    assert!(desk.look(&store).await.is_err());
    assert_eq!(desk.answer(), None);
    store.plan(None);
    desk.look(&store).await.unwrap();
    assert!(store.done() < 2 + files, "{} of {files}", store.done());
    assert_eq!(desk.answer().as_deref(), Some("a"));
}

#[tokio::test]
async fn a_file_that_is_damaged_here_is_fetched_anew() {
    let writer = Writer::new();
    let (a_out, b_out) = b_is_out(&writer).await;
    let desk = answering_a(&a_out).await;
    let sealed = desk.data.root().join("generations").join(writer.a.as_str()).join("search/shared");
    fs::write(&sealed, "what both h0ld").unwrap();
    desk.look(&Arc::new(Faulty::over(&b_out))).await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("b"));
}

#[tokio::test]
async fn an_empty_depot_is_waited_for() {
    let (store, desk) = (Arc::new(Faulty::over(&InMemory::new())), Desk::empty());
    assert_eq!(desk.look(&store).await.unwrap(), Look::Nothing);
    assert_eq!(desk.answer(), None);
}

#[tokio::test]
async fn going_back_is_a_new_pointer() {
    let writer = Writer::new();
    let (a_out, b_out) = b_is_out(&writer).await;
    let desk = answering_a(&a_out).await;
    let store = Arc::new(Faulty::over(&b_out));
    let mut reader = desk.reader(&store);
    reader.look().await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("b"));
    writer.data.publish(&writer.a).unwrap();
    let published = writer.send(&store, &plainly()).await.unwrap();
    assert_eq!((published.sent, published.unchanged), (0, false));
    reader.look().await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("a"));
    // The depot as it was when `b` was out: its pointer is older than the last one.
    let back = Arc::new(Faulty::over(&b_out));
    let refused = desk.look(&back).await.unwrap_err();
    assert!(matches!(&refused, DepotError::Pointer(why) if why.contains("séquence")), "{refused}");
    assert_eq!(desk.answer().as_deref(), Some("a"));
}

#[tokio::test]
async fn a_generation_that_does_not_open_is_not_served() {
    let writer = Writer::new();
    let (a_out, b_out) = b_is_out(&writer).await;
    let desk = answering_a(&a_out).await;
    let store = Arc::new(Faulty::over(&b_out));
    let opens: Opens = Box::new(|_, _| Err("an index of another age".into()));
    let mut reader = Reader::new(depot(&store), desk.data.clone(), None, 2, opens);
    let error = reader.look().await.unwrap_err();
    assert!(matches!(error, DepotError::Unreadable { .. }), "{error}");
    assert_eq!(error.nature(), Nature::Refused);
    assert_eq!(desk.answer().as_deref(), Some("a"));
    // The next program that opens it, opens what is here.
    store.plan(None);
    desk.look(&store).await.unwrap();
    assert_eq!((desk.answer().as_deref(), store.done()), (Some("b"), 1));
}

#[tokio::test]
async fn what_this_disk_has_spoilt_is_fetched_again() {
    let writer = Writer::new();
    let (a_out, _) = b_is_out(&writer).await;
    let desk = answering_a(&a_out).await;
    let sealed = desk.data.root().join("generations").join(writer.a.as_str());
    fs::write(sealed.join("rejects.jsonl"), "spoilt").unwrap();
    desk.data.withdraw().unwrap();
    desk.look(&Arc::new(Faulty::over(&a_out))).await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("a"));
}

#[tokio::test]
async fn a_generation_of_another_format_is_refused_before_it_is_fetched() {
    let writer = Writer::new();
    let (a_out, b_out) = b_is_out(&writer).await;
    let desk = answering_a(&a_out).await;
    let store = Arc::new(Faulty::over(&b_out));
    // As a newer program would publish it: fields that this one does not know, and another number.
    let path = Path::from(format!("manifests/{}.json", writer.b));
    let manifest = br#"{"format": 99, "files": {"objects": []}}"#;
    store.inner.put(&path, PutPayload::from_static(manifest)).await.unwrap();
    let pointer = store.inner.get(&Path::from("pointer")).await.unwrap().bytes().await.unwrap();
    let line = pointer.split(|byte| *byte == b'\n').next().unwrap();
    let mut pointer: serde_json::Value = serde_json::from_slice(line).unwrap();
    pointer["manifest"] = serde_json::json!({ "size": manifest.len(), "sha256": sha256(manifest) });
    store.inner.put(&Path::from("pointer"), format!("{pointer}\n").into()).await.unwrap();
    let error = desk.look(&store).await.unwrap_err();
    assert!(error.to_string().contains("format 99"), "{error}");
    assert_eq!((error.nature(), store.done()), (Nature::Refused, 2));
    assert_eq!(desk.answer().as_deref(), Some("a"));
}

fn sha256(bytes: &[u8]) -> String {
    aiguilleur_files::hash(bytes).sha256
}

#[tokio::test]
async fn a_manifest_names_no_file_outside_its_generation() {
    let writer = Writer::new();
    let sealed_as = writer.data.manifest_bytes(&writer.a).unwrap();
    for path in ["../outside", "/outside", "a//b", "./a", "manifest.json", "a\\b", ""] {
        let mut manifest: serde_json::Value = serde_json::from_slice(&sealed_as).unwrap();
        manifest["files"][0]["path"] = path.into();
        manifest["checksum"] = "".into();
        let read: aiguilleur_store::Manifest = serde_json::from_value(manifest).unwrap();
        let checksum = sha256(&serde_json::to_vec(&read).unwrap());
        let bytes = serde_json::to_vec(&aiguilleur_store::Manifest { checksum, ..read }).unwrap();
        let desk = Desk::empty();
        let error = desk.data.receive(&writer.a, bytes).unwrap_err();
        assert!(error.to_string().contains("n'est pas le nom"), "{path}: {error}");
        assert!(!desk.data.root().join("receiving").exists());
    }
}

#[tokio::test(start_paused = true)]
async fn the_state_is_reported() {
    let writer = Writer::new();
    let (a_out, b_out) = b_is_out(&writer).await;
    let desk = answering_a(&a_out).await;
    let store = Arc::new(Faulty::over(&b_out));
    store.plan(Some((0, Fault::Killed)));
    let reader = Reader::new(depot(&store), desk.data.clone(), None, 2, any());
    let (to, mut heard) = tokio::sync::mpsc::unbounded_channel::<ReaderStatus>();
    let following = tokio::spawn(reader.follow(Duration::from_secs(1), move |status| {
        to.send(status.clone()).unwrap_or_default();
    }));
    let away = heard.recv().await.unwrap();
    assert_eq!((away.state, away.sequence, away.followed_at), (State::Away, None, None));
    assert!(away.why.is_some());
    let still = heard.recv().await.unwrap();
    assert_eq!((still.state, still.since), (State::Away, away.since));
    assert_eq!(desk.answer().as_deref(), Some("a"));
    store.plan(None);
    let mut last = still;
    while last.state != State::Followed {
        last = heard.recv().await.unwrap();
    }
    assert!(last.sequence.is_some() && last.followed_at.is_some() && last.why.is_none());
    assert_eq!(desk.answer().as_deref(), Some("b"));
    following.abort();
}

#[tokio::test]
async fn what_is_removed_while_it_is_fetched_is_looked_for_again() {
    let writer = Writer::new();
    let a_out = writer.about_to_publish_b().await;
    for (grace, goes_on) in [(Duration::from_secs(3600), true), (Duration::ZERO, false)] {
        let store = Arc::new(Faulty::over(&a_out));
        let desk = Desk::empty();
        let (other, data) = (depot(&store), writer.data.clone());
        // After the pointer and the manifest were read, `b` takes the place of `a` and nothing older is kept.
        let publish_b = async move {
            let now = Publishing { keep: 0, grace, ..plainly() };
            let removed = aiguilleur_depot::publish(&other, &data, &now).await.unwrap();
            assert_eq!(removed.removed_generations.len(), usize::from(!goes_on));
        };
        store.meanwhile(2, Box::new(move || publish_b.boxed()));
        let looked = desk.look(&store).await;
        assert_eq!(looked.is_ok(), goes_on, "{looked:?}");
        assert_eq!(desk.answer().as_deref(), goes_on.then_some("a"));
        desk.look(&store).await.unwrap();
        assert_eq!(desk.answer().as_deref(), Some("b"));
    }
}
