//! Interrupted bodies, and range requests for the rest.

use aiguilleur_sync::publisher::SourceName;

use crate::{
    reply::{Reply, Served, status},
    world::{DIRECT, World, check, words},
};

const SIZE: usize = 400_000;

fn file() -> Served {
    Served::zip(SIZE)
}

/// The ranges that were asked for.
fn ranges(world: &World) -> Vec<Option<String>> {
    world.stub.requests().iter().map(|request| request.headers.get("range").cloned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_cut_body_is_resumed_where_it_stopped() {
    let script = [Reply::Cut(file(), 100_000), Reply::Cut(file(), 100_000), Reply::File(file())];
    let world = check(script, "fetched after 3").await;
    assert_eq!(world.waits(), [1, 2]);
    assert_eq!(ranges(&world), [None, Some("bytes=100000-".into()), Some("bytes=200000-".into())]);
    assert_eq!(std::fs::read(&world.installed()[0]).unwrap(), file().body);
    assert_eq!(world.stub.requests()[1].headers["if-range"], "\"one\"");
}

#[tokio::test(start_paused = true)]
async fn a_cut_body_is_resumed_after_a_restart() {
    let world = World::scripted([Reply::Cut(file(), 100_000), status(403)]).await;
    assert_eq!(words(&world.direct().await), "Permanent Refused after 2");
    assert_eq!(world.installed().len(), 0);
    world.stub.script(DIRECT, [Reply::File(file())]);
    assert_eq!(words(&world.direct().await), "fetched after 1");
    assert_eq!(ranges(&world).last().unwrap().as_deref(), Some("bytes=100000-"));
    assert_eq!(std::fs::read(&world.installed()[0]).unwrap(), file().body);
}

#[tokio::test(start_paused = true)]
async fn a_file_that_changed_meanwhile_is_fetched_whole() {
    let other = Served { etag: Some("\"two\""), ..Served::zip(SIZE + 7) };
    let world = check([Reply::Cut(file(), 100_000), Reply::File(other.clone())], "fetched after 2").await;
    assert_eq!(std::fs::read(&world.installed()[0]).unwrap(), other.body);
}

#[tokio::test(start_paused = true)]
async fn without_a_validator_nothing_is_resumed() {
    let bare = Served { etag: Some("W/\"weak\""), last_modified: None, ..file() };
    let world = check([Reply::Cut(bare.clone(), 100_000), Reply::File(bare)], "fetched after 2").await;
    assert_eq!(ranges(&world), [None, None]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_ignores_ranges_is_read_from_the_start() {
    let whole = Reply::Status(200, vec![], file().body);
    let world = check([Reply::Cut(file(), 100_000), whole], "fetched after 2").await;
    assert_eq!(std::fs::read(&world.installed()[0]).unwrap(), file().body);
}

#[tokio::test(start_paused = true)]
async fn a_range_that_was_not_asked_for_is_refused() {
    // As many bytes as were missing, from the wrong place: only their announced place tells.
    let headers = vec![("content-range", format!("bytes 0-299999/{SIZE}"))];
    let wrong = Reply::Status(206, headers, file().body[..300_000].to_vec());
    let world = check([Reply::Cut(file(), 100_000), wrong, Reply::File(file())], "fetched after 3").await;
    assert_eq!(std::fs::read(&world.installed()[0]).unwrap(), file().body);
    let unasked = Reply::Status(206, vec![], b"54321".to_vec());
    check([unasked], "Permanent UnexpectedStatus after 1").await;
}

#[tokio::test(start_paused = true)]
async fn a_part_that_is_whole_already_is_only_verified() {
    let world = World::scripted([Reply::Cut(file(), 100_000), status(403)]).await;
    world.direct().await;
    // Killed between the last byte and the rename.
    std::fs::write(world.folder(SourceName::RppsLibreAcces).join("download.part"), file().body).unwrap();
    world.stub.script(DIRECT, [Reply::File(file())]);
    assert_eq!(words(&world.direct().await), "fetched after 1");
    assert_eq!(std::fs::read(&world.installed()[0]).unwrap(), file().body);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_always_cut_ends() {
    let bare = Served { etag: None, last_modified: None, ..file() };
    check([Reply::Cut(bare, 100_000)], "Transient CutBody after 9").await;
}

#[tokio::test(start_paused = true)]
async fn a_slow_drip_is_cut_off_and_resumed() {
    let world = check([Reply::Drip(file(), 50_000), Reply::File(file())], "fetched after 2").await;
    assert_eq!(std::fs::read(&world.installed()[0]).unwrap(), file().body);
    assert!(ranges(&world)[1].is_some());
}
