//! Candidates that wait for a person.

use aiguilleur_sync::{
    SyncError,
    guard::GuardKind,
    run::{Ledger, Mode, State, Verdict, approve, reject},
};
use jiff::Timestamp;

use crate::world::World;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// A world where Monday is served and Tuesday, which lost many, waits.
async fn waiting() -> World {
    let world = World::new().await;
    world.run(Mode::Publish).await.unwrap();
    world.publishes("tuesday");
    world.loses(400);
    let report = world.run(Mode::Publish).await.unwrap();
    world.expect(&report, &Verdict::AwaitingApproval, 3);
    assert_eq!(report.inspection.unwrap().tripped[0].guard, GuardKind::Deletions);
    assert_eq!(world.served().as_deref(), Some("generation 1"));
    world
}

fn state(world: &World) -> State {
    Ledger::read(world.data.path()).unwrap().last.unwrap().state
}

#[tokio::test]
async fn an_approved_candidate_is_served() {
    let world = waiting().await;
    let approved = approve(world.data.path(), world.directory.as_ref(), NOW).unwrap();
    assert_eq!(world.served(), Some(approved));
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Unchanged, 0);
    let again = approve(world.data.path(), world.directory.as_ref(), NOW);
    assert!(matches!(again, Err(SyncError::NothingAwaiting)));
}

#[tokio::test]
async fn a_rejected_candidate_is_gone_and_its_input_is_not_built_again() {
    let world = waiting().await;
    reject(world.data.path(), world.directory.as_ref(), NOW).unwrap();
    assert_eq!(world.directory.shelf.lock().unwrap().generations, ["generation 1"]);
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::RejectedBefore, 0);
    assert_eq!(world.built(), 2);
    world.publishes("wednesday");
    world.loses(0);
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
}

#[tokio::test]
async fn a_candidate_goes_on_waiting_until_another_input_takes_its_place() {
    let world = waiting().await;
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::AwaitingApproval, 3);
    assert_eq!(world.built(), 2);
    world.publishes("wednesday");
    world.loses(0);
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
    assert_eq!(world.directory.shelf.lock().unwrap().generations, ["generation 1", "generation 3"]);
}

#[tokio::test]
async fn a_candidate_whose_past_is_not_served_any_more_cannot_be_approved() {
    let world = waiting().await;
    world.directory.shelf.lock().unwrap().served = Some("by hand".into());
    let refused = approve(world.data.path(), world.directory.as_ref(), NOW);
    assert!(matches!(refused, Err(SyncError::Superseded { .. })));
    assert!(matches!(state(&world), State::Awaiting { .. }));
}

#[tokio::test]
async fn a_dry_run_leaves_the_waiting_candidate_alone() {
    let world = waiting().await;
    world.publishes("wednesday");
    world.expect(&world.run(Mode::DryRun).await.unwrap(), &Verdict::DryRun { passed: false }, 3);
    assert!(matches!(state(&world), State::Awaiting { .. }));
    approve(world.data.path(), world.directory.as_ref(), NOW).unwrap();
}

#[tokio::test]
async fn a_ledger_that_makes_no_sense_stops_everything() {
    let world = waiting().await;
    std::fs::write(world.data.path().join("sync-ledger.json"), "{}").unwrap();
    assert!(matches!(world.run(Mode::Publish).await, Err(SyncError::Unreadable { .. })));
    assert_eq!(world.served().as_deref(), Some("generation 1"));
}
