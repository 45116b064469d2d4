//! What leaves a depot, and what does not.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use aiguilleur_depot::{Published, Publishing};
use aiguilleur_store::GenerationId;
use futures_util::TryStreamExt as _;
use object_store::{ObjectStore as _, ObjectStoreExt as _, memory::InMemory, path::Path};

use crate::{
    faulty::{Fault, Faulty},
    world::{Desk, Writer, build, plainly},
};

fn keeping(keep: usize, grace: Duration) -> Publishing<'static> {
    Publishing { keep, grace, ..plainly() }
}

async fn names(store: &Faulty, folder: &str) -> BTreeSet<String> {
    let listed: Vec<_> = store.inner.list(Some(&Path::from(folder))).try_collect().await.unwrap();
    listed.into_iter().map(|meta| meta.location.filename().unwrap().to_owned()).collect()
}

/// Publishes `a`, `b` and `c` in turn; what the last publication came to.
async fn three(writer: &Writer, store: &Arc<Faulty>, how: &Publishing<'_>) -> (GenerationId, Published) {
    let c = build(&writer.data, "c", b"small");
    writer.send(store, how).await.unwrap();
    writer.data.publish(&writer.b).unwrap();
    writer.send(store, how).await.unwrap();
    writer.data.publish(&c).unwrap();
    let last = writer.send(store, how).await.unwrap();
    (c, last)
}

/// Every file that a manifest in the depot names is there, and nothing else.
async fn is_tidy(writer: &Writer, store: &Faulty, generations: &[&GenerationId]) {
    let manifests: BTreeSet<String> = generations.iter().map(|id| format!("{id}.json")).collect();
    assert_eq!(names(store, "manifests").await, manifests);
    let files = generations.iter().flat_map(|id| writer.data.manifest(id).unwrap().files);
    assert_eq!(names(store, "objects").await, files.map(|file| file.sha256).collect());
}

#[tokio::test]
async fn old_generations_leave_with_what_they_alone_hold() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    let (c, last) = three(&writer, &store, &keeping(1, Duration::ZERO)).await;
    assert_eq!(last.removed_generations, [writer.a.to_string()]);
    assert!(last.removed_objects > 0 && last.not_removed.is_none());
    is_tidy(&writer, &store, &[&writer.b, &c]).await;
    let desk = Desk::empty();
    desk.look(&store).await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("c"));
}

#[tokio::test]
async fn what_was_superseded_a_moment_ago_stays() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    let (c, last) = three(&writer, &store, &keeping(0, Duration::from_secs(3600))).await;
    assert!(last.removed_generations.is_empty() && last.removed_objects == 0, "{last:?}");
    is_tidy(&writer, &store, &[&writer.a, &writer.b, &c]).await;
}

#[tokio::test]
async fn one_that_was_gone_back_to_is_not_the_oldest() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    let (c, _) = three(&writer, &store, &plainly()).await;
    writer.data.publish(&writer.a).unwrap();
    let back = writer.send(&store, &keeping(1, Duration::ZERO)).await.unwrap();
    assert_eq!(back.removed_generations, [writer.b.to_string()]);
    is_tidy(&writer, &store, &[&writer.a, &c]).await;
}

#[tokio::test]
async fn what_a_killed_writer_left_goes_once_it_is_old() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    writer.send(&store, &plainly()).await.unwrap();
    store.inner.put(&Path::from("objects/0123"), "left".into()).await.unwrap();
    writer.send(&store, &plainly()).await.unwrap();
    assert!(names(&store, "objects").await.contains("0123"));
    writer.send(&store, &keeping(7, Duration::ZERO)).await.unwrap();
    is_tidy(&writer, &store, &[&writer.a]).await;
}

#[tokio::test]
async fn a_manifest_that_cannot_be_read_keeps_everything() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    writer.send(&store, &plainly()).await.unwrap();
    store.inner.put(&Path::from(format!("manifests/{}.json", writer.a)), "{".into()).await.unwrap();
    writer.data.publish(&writer.b).unwrap();
    let before = names(&store, "objects").await;
    let published = writer.send(&store, &keeping(1, Duration::ZERO)).await.unwrap();
    assert!(published.not_removed.unwrap().contains(writer.a.as_str()));
    assert!(before.is_subset(&names(&store, "objects").await));
}

#[tokio::test]
async fn a_removal_that_is_cut_leaves_what_readers_need() {
    let writer = Writer::new();
    let full = Arc::new(Faulty::over(&InMemory::new()));
    let (c, _) = three(&writer, &full, &plainly()).await;
    for step in 0.. {
        let store = Arc::new(Faulty::over(&full.inner));
        store.plan(Some((step, Fault::Killed)));
        let cut = writer.send(&store, &keeping(0, Duration::ZERO)).await;
        let reached = store.done() > step;
        store.plan(None);
        let desk = Desk::empty();
        desk.look(&store).await.unwrap();
        assert_eq!(desk.answer().as_deref(), Some("c"), "{step}: {cut:?}");
        writer.send(&store, &keeping(0, Duration::ZERO)).await.unwrap();
        is_tidy(&writer, &store, &[&c]).await;
        if !reached {
            break;
        }
    }
}
