//! Failures that pass, failures that do not, and how long is waited in between.

use std::time::Duration;

use crate::{
    reply::{Reply, Served, retry_after, status},
    world::{World, check, words},
};

fn file() -> Reply {
    Reply::File(Served::zip(5_000))
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_500_passes() {
    let world = check([status(500), status(502), status(503), status(504), file()], "fetched after 5").await;
    assert_eq!(world.waits(), [5, 10, 20, 40]);
}

#[tokio::test(start_paused = true)]
async fn a_storm_that_does_not_pass_ends() {
    let world = check([status(500)], "Transient ServerError after 7").await;
    assert_eq!(world.waits(), [5, 10, 20, 40, 80, 160]);
    assert_eq!(world.stub.requests().len(), 7);
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_in_seconds_and_as_a_date() {
    let date = "Fri, 20 Nov 2026 05:10:00 GMT";
    let world = check([retry_after(429, "120"), retry_after(503, date), file()], "fetched after 3").await;
    // 05:00:00 and 120 s, so the date is 480 s away; the clock's own steps of a millisecond shorten it.
    assert_eq!(world.waits(), [120, 479]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_our_patience_ends_the_fetch_with_its_delay() {
    let world = World::scripted([retry_after(429, "86400")]).await;
    let outcome = world.direct().await;
    assert_eq!(words(&outcome), "Transient Busy after 1");
    let failure = outcome.failure().unwrap();
    assert_eq!(failure.retry_after, Some(Duration::from_secs(86_400)));
    assert_eq!(failure.status, Some(429));
    assert_eq!(world.waits(), [0; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_429_without_retry_after_is_patient() {
    let world = check([status(429), file()], "fetched after 2").await;
    assert_eq!(world.waits(), [60]);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_breaks_before_the_answer() {
    let world = check([Reply::HangUp, Reply::HangUp, file()], "fetched after 3").await;
    assert_eq!(world.waits(), [2, 4]);
    check([Reply::HangUp], "Transient Connection after 6").await;
}

#[tokio::test(start_paused = true)]
async fn a_publisher_that_cannot_be_reached() {
    let mut world = World::new().await;
    for publisher in world.config.publishers.values_mut() {
        // Bound, then closed: the port is free.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        publisher.base = Some(format!("http://127.0.0.1:{port}/"));
    }
    assert_eq!(words(&world.direct().await), "Transient Connection after 6");
}

#[tokio::test(start_paused = true)]
async fn no_answer_at_all() {
    check([Reply::Silence, file()], "fetched after 2").await;
    check([Reply::Silence], "Transient Stalled after 9").await;
}

#[tokio::test(start_paused = true)]
async fn the_time_for_one_source_is_bounded() {
    let mut world = World::scripted([status(500)]).await;
    world.config.network.per_source = Duration::from_secs(30);
    // 5 + 10 s fit; the next 20 s would not.
    assert_eq!(words(&world.direct().await), "Transient ServerError after 3");
    let mut world = World::scripted([Reply::Silence]).await;
    world.config.network.per_source = Duration::from_secs(300);
    // The stub is silent for ten minutes.
    world.config.network.head = Duration::from_secs(3600);
    assert_eq!(words(&world.direct().await), "Transient Deadline after 1");
}

#[tokio::test(start_paused = true)]
async fn a_publisher_is_not_asked_faster_than_allowed() {
    let mut world = World::scripted([Reply::HangUp, Reply::HangUp, Reply::HangUp, file()]).await;
    for publisher in world.config.publishers.values_mut() {
        (publisher.requests_per_minute, publisher.burst) = (1.try_into().unwrap(), 1.try_into().unwrap());
    }
    assert_eq!(words(&world.direct().await), "fetched after 4");
    // Each retry's own delay, then what is left of the minute.
    assert_eq!(world.waits(), [2, 57, 4, 55, 8, 51]);
}
