//! Lengths, checksums and sizes that are not what they should be.

use aiguilleur_sync::{config::SourceOverride, publisher::SourceName};

use crate::{
    reply::{Reply, Served},
    world::{World, check, words},
};

#[tokio::test(start_paused = true)]
async fn fewer_bytes_than_announced_is_a_cut_body() {
    let lying = Served { announced: Some(6_000), etag: None, last_modified: None, ..Served::zip(5_000) };
    check([Reply::File(lying.clone())], "Transient CutBody after 9").await;
    check([Reply::File(lying), Reply::File(Served::zip(5_000))], "fetched after 2").await;
}

#[tokio::test(start_paused = true)]
async fn a_huge_head_is_refused() {
    let field = |size: usize| Reply::Status(200, vec![("x-huge", "h".repeat(size))], b"PK\x03\x04".to_vec());
    // Read by the client, beyond our own bound.
    check([field(100_000)], "Permanent HeadTooLarge after 1").await;
    // Beyond what the client reads at all.
    check([field(2_000_000)], "Permanent HeadTooLarge after 1").await;
}

#[tokio::test(start_paused = true)]
async fn a_huge_body_is_refused_announced_or_not() {
    let mut world = World::scripted([Reply::File(Served::zip(50_000))]).await;
    let bound = SourceOverride { max_bytes: Some(40_000), ..SourceOverride::default() };
    world.config.overrides.insert(SourceName::RppsLibreAcces, bound);
    assert_eq!(words(&world.direct().await), "Permanent BodyTooLarge after 1");
    world.stub.script(crate::world::DIRECT, [Reply::Endless(Served::zip(50_000))]);
    assert_eq!(words(&world.direct().await), "Permanent BodyTooLarge after 1");
    assert!(!world.folder(SourceName::RppsLibreAcces).join("download.part").exists());
}
