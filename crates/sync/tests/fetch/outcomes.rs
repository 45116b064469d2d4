//! What one answer becomes, without a retry in between.

use aiguilleur_sync::{fetch::Outcome, publisher::SourceName};

use crate::{
    reply::{Reply, Served, page, redirect, status},
    world::{DIRECT, World, check, words},
};

#[tokio::test(start_paused = true)]
async fn a_file_is_fetched_whole_under_its_own_name() {
    let file = Served::zip(300_000);
    let world = World::scripted([Reply::File(file.clone())]).await;
    let outcome = world.direct().await;
    let Outcome::Fetched { file: fetched, attempts: 1 } = &outcome else { panic!("{outcome:?}") };
    assert_eq!(std::fs::read(&fetched.path).unwrap(), file.body);
    assert_eq!(fetched.path.file_name().unwrap(), "PS_LibreAcces_202611200312.zip");
    assert_eq!(fetched.dated.unwrap().to_string(), "2026-11-20");
    assert_eq!(fetched.fetched_at.to_string(), "2026-11-20T05:00:00Z");
    assert_eq!(world.fetcher().held(SourceName::RppsLibreAcces).as_ref(), Some(fetched));
    let request = &world.stub.requests()[0];
    assert_eq!(request.headers["accept-encoding"], "identity");
    assert!(!request.headers.contains_key("if-none-match"));
}

#[tokio::test(start_paused = true)]
async fn an_unchanged_file_is_not_sent_again() {
    let world = World::scripted([Reply::File(Served::zip(5_000))]).await;
    let first = world.direct().await;
    let second = world.direct().await;
    assert_eq!(words(&second), "unchanged: SaidByServer");
    assert_eq!(first.file().unwrap().path, second.file().unwrap().path);
    let asked = &world.stub.requests()[1].headers;
    assert_eq!(asked["if-none-match"], "\"one\"");
    assert_eq!(asked["if-modified-since"], "Fri, 20 Nov 2026 02:14:31 GMT");
}

#[tokio::test(start_paused = true)]
async fn yesterdays_file_again_is_unchanged_and_its_new_validators_are_kept() {
    let yesterday = Served::zip(5_000);
    let again = Served { etag: Some("\"two\""), ..yesterday.clone() };
    let world = World::scripted([Reply::File(yesterday), Reply::File(again)]).await;
    let first = world.direct().await;
    assert_eq!(words(&world.direct().await), "unchanged: SameBytes");
    assert_eq!(words(&world.direct().await), "unchanged: SaidByServer");
    assert_eq!(world.installed(), [first.file().unwrap().path.clone()]);
}

#[tokio::test(start_paused = true)]
async fn a_new_file_replaces_the_one_held() {
    let world = World::scripted([Reply::File(Served::zip(5_000))]).await;
    let first = world.direct().await;
    world.stub.script(DIRECT, [Reply::File(Served { etag: Some("\"two\""), ..Served::zip(6_000) })]);
    let second = world.direct().await;
    assert_eq!(words(&second), "fetched after 1");
    assert_ne!(first.file().unwrap().path, second.file().unwrap().path);
    assert_eq!(world.installed(), [second.file().unwrap().path.clone()]);
}

#[tokio::test(start_paused = true)]
async fn a_file_lost_from_the_disk_is_fetched_again() {
    let world = World::scripted([Reply::File(Served::zip(5_000))]).await;
    let first = world.direct().await;
    std::fs::write(&first.file().unwrap().path, b"PK").unwrap();
    assert_eq!(words(&world.direct().await), "fetched after 1");
    std::fs::write(world.folder(SourceName::RppsLibreAcces).join("state.json"), b"{\"for").unwrap();
    assert_eq!(words(&world.direct().await), "fetched after 1");
}

#[tokio::test(start_paused = true)]
async fn a_failure_leaves_the_file_held_before() {
    let world = World::scripted([Reply::File(Served::zip(5_000)), status(403)]).await;
    let first = world.direct().await;
    let second = world.direct().await;
    assert_eq!(words(&second), "Permanent Refused after 1, one held");
    assert_eq!(first.file(), second.file());
    assert!(first.file().unwrap().path.is_file());
}

#[tokio::test(start_paused = true)]
async fn statuses_that_bring_no_file() {
    check([status(404)], "Permanent NotFound after 2").await;
    check([status(410)], "Permanent NotFound after 2").await;
    check([status(401)], "Permanent Refused after 1").await;
    check([status(403)], "Permanent Refused after 1").await;
    check([status(400)], "Permanent UnexpectedStatus after 1").await;
    check([status(304)], "Permanent UnexpectedStatus after 1").await;
    check([status(204)], "Permanent UnexpectedStatus after 1").await;
}

#[tokio::test(start_paused = true)]
async fn a_page_in_place_of_the_file_is_refused_whatever_its_type_says() {
    check([page()], "Transient NotTheFile after 3").await;
    let empty = Reply::Status(200, vec![], vec![]);
    check([empty], "Transient NotTheFile after 3").await;
    let error = Reply::Status(200, vec![], br#"{"code":"FL_005"}"#.to_vec());
    check([error], "Transient NotTheFile after 3").await;
    check([page(), Reply::File(Served::zip(900))], "fetched after 2").await;
}

#[tokio::test(start_paused = true)]
async fn redirections_are_few() {
    let world = World::scripted([redirect("/elsewhere")]).await;
    world.stub.script("/elsewhere", [Reply::File(Served::zip(900))]);
    assert_eq!(words(&world.direct().await), "fetched after 1");
    let world = check([redirect(DIRECT)], "Permanent Redirect after 1").await;
    assert_eq!(world.stub.requests().len(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_name_that_tells_the_minute_spares_the_download() {
    let bare = Served { etag: None, last_modified: None, ..Served::zip(5_000) };
    let world = World::scripted([Reply::File(bare.clone())]).await;
    let first = world.direct().await;
    assert_eq!(words(&world.direct().await), "unchanged: SameName");
    let methods: Vec<String> = world.stub.requests().into_iter().map(|request| request.method).collect();
    assert_eq!(methods, ["GET", "HEAD"]);
    // A publisher that answers no HEAD is asked for the file.
    world.stub.script(DIRECT, [status(405), Reply::File(bare.clone())]);
    assert_eq!(words(&world.direct().await), "unchanged: SameBytes");
    let next = "attachment; filename=\"PS_LibreAcces_202611200512.zip\"";
    world.stub.script(DIRECT, [Reply::File(Served { disposition: Some(next), ..Served::zip(6_000) })]);
    let second = world.direct().await;
    assert_eq!(words(&second), "fetched after 1");
    assert_ne!(first.file().unwrap().path, second.file().unwrap().path);
}

#[tokio::test(start_paused = true)]
async fn days_without_anything_new_are_counted_once_each() {
    let world = World::scripted([Reply::File(Served::zip(5_000))]).await;
    let days = |outcome: &Outcome| outcome.file().unwrap().unchanged_days;
    assert_eq!(days(&world.direct().await), 0);
    for day in 1..=3 {
        assert_eq!(days(&world.direct().await), day);
        assert_eq!(days(&world.direct().await), day);
        tokio::time::advance(std::time::Duration::from_secs(24 * 3600)).await;
    }
    world.stub.script(DIRECT, [Reply::File(Served { etag: Some("\"two\""), ..Served::zip(6_000) })]);
    assert_eq!(days(&world.direct().await), 0);
}
