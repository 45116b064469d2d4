//! How runs end.

use aiguilleur_sync::{
    SyncError,
    publisher::SourceName,
    run::{Mode, Verdict},
    schedule::{LastRun, RunLock},
};

use crate::world::World;

#[tokio::test]
async fn a_new_file_is_published_and_the_same_file_rebuilds_nothing() {
    let world = World::new().await;
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Unchanged, 0);
    assert_eq!(world.built(), 1);
    world.publishes("tuesday");
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
    assert_eq!(world.served().as_deref(), Some("generation 2"));
}

#[tokio::test]
async fn another_version_of_the_program_builds_again() {
    let world = World::new().await;
    world.run(Mode::Publish).await.unwrap();
    world.directory.shelf.lock().unwrap().version = 2;
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
}

#[tokio::test]
async fn a_generation_that_was_rolled_back_from_is_not_built_again() {
    let world = World::new().await;
    world.run(Mode::Publish).await.unwrap();
    world.publishes("bad");
    world.run(Mode::Publish).await.unwrap();
    world.directory.shelf.lock().unwrap().served = Some("generation 1".into());
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Unchanged, 0);
    assert_eq!(world.served().as_deref(), Some("generation 1"));
}

#[tokio::test]
async fn without_every_source_nothing_is_built() {
    let world = World::new().await;
    world.refuses();
    let report = world.run(Mode::Publish).await.unwrap();
    world.expect(&report, &Verdict::Incomplete { missing: vec![SourceName::RppsLibreAcces] }, 1);
    assert_eq!(world.built(), 0);
}

#[tokio::test]
async fn a_source_that_fails_later_is_reported_and_its_last_file_serves() {
    let world = World::new().await;
    world.run(Mode::Publish).await.unwrap();
    world.refuses();
    // Refused is not going to pass by itself.
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Unchanged, 3);
    assert_eq!(world.served().as_deref(), Some("generation 1"));
}

#[tokio::test]
async fn a_dry_run_publishes_nothing_and_keeps_nothing() {
    let world = World::new().await;
    let report = world.run(Mode::DryRun).await.unwrap();
    world.expect(&report, &Verdict::DryRun { passed: true }, 0);
    assert_eq!(world.served(), None);
    assert!(world.directory.shelf.lock().unwrap().generations.is_empty());
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
}

#[tokio::test]
async fn a_build_that_fails_leaves_what_is_served_and_is_tried_again() {
    let world = World::new().await;
    world.run(Mode::Publish).await.unwrap();
    world.publishes("tuesday");
    for step in ["build", "census", "publish"] {
        world.directory.shelf.lock().unwrap().broken = Some(step);
        let error = world.run(Mode::Publish).await.unwrap_err();
        assert!(matches!(error, SyncError::Directory(_)), "{error}");
        assert_eq!(world.served().as_deref(), Some("generation 1"));
        let last = LastRun::read(world.data.path()).unwrap().unwrap();
        assert!(last.ended.is_some());
    }
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
    // Built once: the judgement and the publication were taken up where they failed.
    assert_eq!(world.built(), 2);
}

#[tokio::test]
async fn two_runs_never_meet() {
    let world = World::new().await;
    let _other = RunLock::take(world.data.path(), "2026-11-20T04:59:00Z".parse().unwrap()).unwrap();
    let refused = world.run(Mode::Publish).await.unwrap_err();
    assert!(matches!(refused, SyncError::AlreadyRunning { .. }));
    assert!(refused.to_string().contains("2026-11-20T04:59:00Z"), "{refused}");
    assert_eq!(LastRun::read(world.data.path()).unwrap(), None);
}
