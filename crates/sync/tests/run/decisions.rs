//! Candidates that wait for a person.

use aiguilleur_sync::{
    SyncError,
    guard::{GuardKind, Thresholds},
    run::{ByHand, Directory as _, Ledger, Mode, State, Verdict, approve, reject},
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
    Ledger::read(world.data.path()).unwrap().last.unwrap().build.state
}

#[tokio::test]
async fn an_approved_candidate_is_served() {
    let world = waiting().await;
    let approved = approve(world.data.path(), world.directory.as_ref(), None, NOW).unwrap();
    assert_eq!(world.served(), Some(approved));
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Unchanged, 0);
    let again = approve(world.data.path(), world.directory.as_ref(), None, NOW);
    assert!(matches!(again, Err(SyncError::NothingAwaiting { .. })));
}

#[tokio::test]
async fn a_rejected_candidate_is_gone_and_its_input_is_not_built_again() {
    let world = waiting().await;
    reject(world.data.path(), world.directory.as_ref(), None, NOW).unwrap();
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
    let refused = approve(world.data.path(), world.directory.as_ref(), None, NOW);
    assert!(matches!(refused, Err(SyncError::Superseded { .. })));
    assert!(matches!(state(&world), State::Awaiting { .. }));
}

#[tokio::test]
async fn a_dry_run_leaves_the_waiting_candidate_alone() {
    let world = waiting().await;
    world.publishes("wednesday");
    world.expect(&world.run(Mode::DryRun).await.unwrap(), &Verdict::DryRun { passed: false }, 3);
    assert!(matches!(state(&world), State::Awaiting { .. }));
    approve(world.data.path(), world.directory.as_ref(), None, NOW).unwrap();
}

#[tokio::test]
async fn a_ledger_that_makes_no_sense_stops_everything() {
    let world = waiting().await;
    std::fs::write(world.data.path().join("sync-ledger.json"), "{}").unwrap();
    assert!(matches!(world.run(Mode::Publish).await, Err(SyncError::Unreadable { .. })));
    assert_eq!(world.served().as_deref(), Some("generation 1"));
}

/// Imports by hand under guard; whether it was published.
fn by_hand(world: &World) -> bool {
    let begun = ByHand::begin(world.data.path(), world.directory.as_ref(), NOW).unwrap();
    let generation = world.directory.build(Vec::new()).unwrap().generation;
    begun.conclude(generation, &Thresholds::default()).unwrap().passed()
}

#[tokio::test]
async fn an_import_by_hand_is_guarded_as_a_run_is() {
    let world = World::new().await;
    assert!(by_hand(&world));
    assert_eq!(world.served().as_deref(), Some("generation 1"));
    world.loses(400);
    assert!(!by_hand(&world));
    assert!(!by_hand(&world));
    assert_eq!(world.served().as_deref(), Some("generation 1"));
    // Of two that were held back the newer one waits; the older one is gone.
    assert_eq!(world.directory.shelf.lock().unwrap().generations, ["generation 1", "generation 3"]);
    approve(world.data.path(), world.directory.as_ref(), None, NOW).unwrap();
    assert_eq!(world.served().as_deref(), Some("generation 3"));
    assert_eq!(Ledger::read(world.data.path()).unwrap().candidates(), []);
}

#[tokio::test]
async fn of_two_that_wait_one_must_be_named() {
    let world = waiting().await;
    assert!(!by_hand(&world));
    let data = world.data.path();
    let refused = approve(data, world.directory.as_ref(), None, NOW).unwrap_err().to_string();
    assert!(refused.contains("generation 2, generation 3"), "{refused}");
    let unknown = reject(data, world.directory.as_ref(), Some("generation 9"), NOW);
    assert!(matches!(unknown, Err(SyncError::NothingAwaiting { .. })));
    reject(data, world.directory.as_ref(), Some("generation 3"), NOW).unwrap();
    approve(data, world.directory.as_ref(), Some("generation 2"), NOW).unwrap();
    assert_eq!(world.served().as_deref(), Some("generation 2"));
}

#[tokio::test]
async fn a_candidate_that_is_served_already_waits_no_more() {
    let world = waiting().await;
    // Killed after the pointer moved, before the ledger was written.
    world.directory.publish("generation 2").unwrap();
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Unchanged, 0);
    let refused = reject(world.data.path(), world.directory.as_ref(), None, NOW);
    assert!(matches!(refused, Err(SyncError::NothingAwaiting { .. })));
}

#[tokio::test]
async fn old_generations_are_removed_but_not_what_a_candidate_continues() {
    let world = World::new().await;
    for day in 1..=10 {
        world.publishes(&format!("day {day}"));
        world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
    }
    let held = |world: &World| world.directory.shelf.lock().unwrap().generations.clone();
    assert_eq!(held(&world).len(), 8, "seven beside the one that is served");
    world.publishes("day 11");
    world.directory.shelf.lock().unwrap().broken = Some("prune");
    world.expect(&world.run(Mode::Publish).await.unwrap(), &Verdict::Published, 0);
    assert_eq!(held(&world).len(), 9, "what could not be removed stays, and fails nothing");
    world.loses(400);
    assert!(!by_hand(&world));
    let spared = Ledger::read(world.data.path()).unwrap().spared();
    assert_eq!(spared, ["generation 11", "generation 12"]);
}
