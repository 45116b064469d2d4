//! Files found through the index of a data.gouv.fr dataset.

use aiguilleur_sync::{
    config::SourceOverride,
    fetch::ChecksumPolicy,
    publisher::SourceName::{FinessStructures, SireneUniteLegale},
};
use serde_json::json;
use sha1::{Digest as _, Sha1};

use crate::{
    reply::{Reply, Served, page, status},
    world::{World, words},
};

const INDEX: &str = "/api/1/datasets/finess-structures-1/";

fn sha1(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha1::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// An index that publishes `file` at `path`, with this size and checksum.
fn index(world: &World, path: &str, size: usize, checksum: &str) -> Reply {
    let url = format!("http://{}{path}", world.stub.address);
    let body = json!({"resources": [
        {"id": "m", "title": "finess-structures-mensuel-202610.json.gz", "url": "https://static.example/m"},
        {"id": "j", "title": "finess-structures-journalier-20261120.json.gz", "url": url, "filesize": size,
         "checksum": {"type": "sha1", "value": checksum}, "last_modified": "2026-11-20T02:14:31+00:00"},
    ]});
    Reply::Status(200, vec![], serde_json::to_vec(&body).unwrap())
}

async fn world(file: &Served, size: usize, checksum: &str) -> World {
    let world = World::new().await;
    world.stub.script(INDEX, [index(&world, "/a/finess.json.gz", size, checksum)]);
    world.stub.script("/a/finess.json.gz", [Reply::File(file.clone())]);
    world
}

#[tokio::test(start_paused = true)]
async fn the_file_of_the_day_is_found_by_its_title_and_verified() {
    let file = Served::gzip(70_000);
    let world = world(&file, 70_000, &sha1(&file.body)).await;
    let outcome = world.fetch(FinessStructures).await;
    assert_eq!(words(&outcome), "fetched after 1");
    let fetched = outcome.file().unwrap();
    assert_eq!(fetched.dated.unwrap().to_string(), "2026-11-20");
    assert_eq!(fetched.path.file_name().unwrap(), "finess-20261120.json.gz");
    // The index shows the same bytes: the file's own address is not even asked.
    assert_eq!(words(&world.fetch(FinessStructures).await), "unchanged: SamePublication");
    assert_eq!(world.stub.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_checksum_is_refused_unless_it_is_known_to_be_wrong() {
    let file = Served::gzip(70_000);
    let mut world = world(&file, 70_000, &"0".repeat(40)).await;
    assert_eq!(words(&world.fetch(FinessStructures).await), "Transient WrongChecksum after 3");
    assert_eq!(world.waits(), [30, 60]);
    assert_eq!(world.installed().len(), 0);
    let tolerant =
        SourceOverride { checksum: Some(ChecksumPolicy::TolerateKnownWrong), ..SourceOverride::default() };
    world.config.overrides.insert(FinessStructures, tolerant);
    assert_eq!(words(&world.fetch(FinessStructures).await), "fetched after 1, checksum tolerated");
    // A checksum that did not match proves nothing the next day: the server is asked.
    assert_eq!(words(&world.fetch(FinessStructures).await), "unchanged: SaidByServer");
}

#[tokio::test(start_paused = true)]
async fn tolerance_ends_where_the_length_differs() {
    let file = Served::gzip(70_000);
    let mut world = world(&file, 70_001, &"0".repeat(40)).await;
    let tolerant =
        SourceOverride { checksum: Some(ChecksumPolicy::TolerateKnownWrong), ..SourceOverride::default() };
    world.config.overrides.insert(FinessStructures, tolerant);
    assert_eq!(words(&world.fetch(FinessStructures).await), "Transient WrongLength after 3");
    // Nor is a file taken whose length was not published either: an index writes it as 0.
    world.stub.script(INDEX, [index(&world, "/a/finess.json.gz", 0, &"0".repeat(40))]);
    assert_eq!(words(&world.fetch(FinessStructures).await), "Transient WrongChecksum after 3");
}

#[tokio::test(start_paused = true)]
async fn a_length_other_than_published_is_refused() {
    let file = Served::gzip(70_000);
    let world = world(&file, 80_000, &sha1(&file.body)).await;
    assert_eq!(words(&world.fetch(FinessStructures).await), "Transient WrongLength after 3");
    assert_eq!(world.installed().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_address_that_died_meanwhile_is_looked_up_again() {
    let file = Served::gzip(70_000);
    let world = World::new().await;
    let digest = sha1(&file.body);
    let (old, new) =
        (index(&world, "/gone", 70_000, &digest), index(&world, "/b/f.json.gz", 70_000, &digest));
    world.stub.script(INDEX, [old, new]);
    world.stub.script("/b/f.json.gz", [Reply::File(file)]);
    assert_eq!(words(&world.fetch(FinessStructures).await), "fetched after 2");
    assert_eq!(world.waits(), [10]);
}

#[tokio::test(start_paused = true)]
async fn an_index_that_is_of_no_use() {
    let check = |replies: Vec<Reply>, expect: &'static str| async move {
        let world = World::new().await;
        world.stub.script(INDEX, replies);
        assert_eq!(words(&world.fetch(FinessStructures).await), expect);
    };
    check(vec![page()], "Transient MalformedIndex after 3").await;
    check(vec![status(404)], "Permanent NotFound after 2").await;
    check(vec![status(500)], "Transient ServerError after 7").await;
    let empty = Reply::Status(200, vec![], br#"{"resources": []}"#.to_vec());
    check(vec![empty], "Transient NotPublished after 1").await;
    let endless = Reply::Status(200, vec![], vec![b' '; 9 << 20]);
    check(vec![endless], "Permanent BodyTooLarge after 1").await;
    let unsafe_scheme = Reply::Status(
        200,
        vec![],
        br#"{"resources": [{"id": "j",
        "title": "finess-structures-journalier-20261120", "url": "ftp://static.example/f"}]}"#
            .to_vec(),
    );
    check(vec![unsafe_scheme], "Permanent Redirect after 1").await;
}

#[tokio::test(start_paused = true)]
async fn a_monthly_file_is_not_asked_for_twice_in_its_month() {
    let world = World::new().await;
    let file = Served::zip(9_000);
    let url = format!("http://{}/StockUniteLegale_utf8.zip", world.stub.address);
    let body = json!({"resources": [{"id": "825f4199-cadd-486c-ac46-a65a8ea1a047", "title": "Sirene",
        "url": url, "last_modified": "2026-11-01T06:00:00+00:00"}]});
    let index = Reply::Status(200, vec![], serde_json::to_vec(&body).unwrap());
    world.stub.script("/api/1/datasets/5b7ffc618b4c4169d30727e0/", [index]);
    world.stub.script("/StockUniteLegale_utf8.zip", [Reply::File(Served { disposition: None, ..file })]);
    let first = world.fetch(SireneUniteLegale).await;
    assert_eq!(words(&first), "fetched after 1");
    assert_eq!(first.file().unwrap().path.file_name().unwrap(), "StockUniteLegale_utf8-20261101.zip");
    let asked = world.stub.requests().len();
    assert_eq!(words(&world.fetch(SireneUniteLegale).await), "unchanged: NotDue");
    assert_eq!(world.stub.requests().len(), asked);
}
