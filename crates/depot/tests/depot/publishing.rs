//! A publication: what is sent, what is not sent twice, and what is never published.

use std::{fs, sync::Arc};

use aiguilleur_depot::{Config, Depot, DepotError, Location, Publishing, Reader, Reread, publish};
use object_store::{ObjectStoreExt as _, memory::InMemory, path::Path};

use crate::{
    faulty::{Fault, Faulty},
    world::{Desk, Writer, any, plainly},
};

#[tokio::test]
async fn what_is_there_is_not_sent_again() {
    let writer = Writer::large();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    let first = writer.send(&store, &plainly()).await.unwrap();
    assert_eq!((first.sent, first.unchanged), (first.files, false));
    let again = writer.send(&store, &plainly()).await.unwrap();
    assert_eq!((again.sent, again.unchanged, again.sequence), (0, true, first.sequence));
    writer.data.publish(&writer.b).unwrap();
    let second = writer.send(&store, &plainly()).await.unwrap();
    // The large file and the shared one are there.
    assert!(second.sent + 2 <= second.files && second.sent_bytes < 8 << 20, "{second:?}");
    assert!(second.sequence > first.sequence);
    let desk = Desk::empty();
    desk.look(&store).await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("b"));
}

#[tokio::test]
async fn what_is_damaged_here_is_not_published() {
    for writer in [Writer::new(), Writer::large()] {
        let store = Arc::new(Faulty::over(&InMemory::new()));
        let sealed = writer.data.root().join("generations").join(writer.a.as_str()).join("search/large");
        let mut bytes = fs::read(&sealed).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&sealed, bytes).unwrap();
        let error = writer.send(&store, &plainly()).await.unwrap_err();
        assert!(matches!(&error, DepotError::LocalDamage { path } if *path == sealed), "{error}");
        assert!(store.inner.get(&Path::from("pointer")).await.is_err());
    }
}

#[tokio::test]
async fn what_was_damaged_there_is_sent_again_when_it_is_read_again() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    writer.send(&store, &plainly()).await.unwrap();
    let manifest = writer.data.manifest(&writer.a).unwrap();
    let file = manifest.files.iter().find(|file| file.path == "rejects.jsonl").unwrap();
    let at = Path::from(format!("objects/{}", file.sha256));
    store.inner.put(&at, "x\n".into()).await.unwrap();
    let desk = Desk::empty();
    let error = desk.look(&store).await.unwrap_err();
    assert!(matches!(error, DepotError::Damaged { .. }) && error.to_string().contains("--check"), "{error}");
    let trusting = writer.send(&store, &plainly()).await.unwrap();
    assert_eq!(trusting.sent, 0);
    let checked = Publishing { reread: Reread::Everything, ..plainly() };
    let mended = writer.send(&store, &checked).await.unwrap();
    assert_eq!((mended.sent, mended.unchanged), (1, false));
    desk.look(&store).await.unwrap();
    assert_eq!(desk.answer().as_deref(), Some("a"));
}

#[tokio::test]
async fn a_depot_has_one_writer() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&writer.about_to_publish_b().await));
    let inner = store.inner.clone();
    // Between the look at the pointer and the move, somebody else writes one.
    let meddling = async move {
        inner.put(&Path::from("pointer"), "{}\n".into()).await.unwrap();
    };
    store.meanwhile(3, Box::new(move || Box::pin(meddling)));
    let error = writer.send(&store, &plainly()).await.unwrap_err();
    assert!(matches!(error, DepotError::Overtaken), "{error}");
}

#[tokio::test]
async fn a_folder_of_files_is_a_depot() {
    let writer = Writer::large();
    let folder = tempfile::tempdir().unwrap();
    let location: Location = format!("file://{}/depot", folder.path().display()).parse().unwrap();
    let depot = || Depot::open(&location, &Config::default(), []).unwrap();
    let desk = Desk::empty();
    for (id, marker) in [(&writer.a, "a"), (&writer.b, "b")] {
        writer.data.publish(id).unwrap();
        publish(&depot(), &writer.data, &plainly()).await.unwrap();
        let mut reader = Reader::new(depot(), desk.data.clone(), None, 2, any());
        reader.look().await.unwrap();
        assert_eq!(desk.answer().as_deref(), Some(marker));
    }
}

#[tokio::test]
async fn a_depot_that_lets_nobody_in_says_so_without_saying_who_asked() {
    let writer = Writer::new();
    let store = Arc::new(Faulty::over(&InMemory::new()));
    store.plan(Some((0, Fault::Fails)));
    let error = writer.send(&store, &plainly()).await.unwrap_err();
    assert!(error.to_string().contains("ne répond pas"), "{error}");
}

#[test]
fn addresses_and_endpoints_are_checked() {
    for wrong in ["", "bucket", "s3://", "http://a/b", "s3://key:secret@bucket/a", "s3://bucket/a?x=1"] {
        assert!(wrong.parse::<Location>().is_err(), "{wrong}");
    }
    let location: Location = "s3://bucket/a/b/".parse().unwrap();
    assert_eq!(location.to_string(), "s3://bucket/a/b");
    let check = |endpoint: &str, variables: &[(&str, &str)], expect: bool| {
        let config = Config { endpoint: endpoint.to_owned(), ..Config::default() };
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let opened = Depot::open(&location, &config, variables);
        assert_eq!(opened.is_ok(), expect, "{endpoint}: {opened:?}");
    };
    check("", &[], true);
    check("https://s3.example.org", &[], true);
    check("http://127.0.0.1:9000", &[], true);
    check("http://[::1]:9000", &[], true);
    check("http://10.0.0.1:9000", &[], false);
    check("http://s3.example.org", &[], false);
    // Whatever the environment says of it.
    check("", &[("AWS_ENDPOINT_URL", "http://s3.example.org"), ("AWS_ALLOW_HTTP", "true")], false);
    check("", &[("AWS_ENDPOINT_URL", "http://127.0.0.1:9000"), ("AWS_REGION", "eu-west-3")], true);
}
