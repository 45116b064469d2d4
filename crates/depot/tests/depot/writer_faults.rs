//! A writer under faults at every step: readers serve the old generation or the new one.

use std::sync::Arc;

use aiguilleur_depot::{Publishing, Reread};

use crate::{
    faulty::{Fault, Faulty},
    world::{Desk, Writer, plainly},
};

/// Publishes `b` with one fault at each step in turn; after each, a reader that answers `a` looks.
async fn every_step(fault: Fault) {
    let writer = Writer::new();
    let before = writer.about_to_publish_b().await;
    for step in 0.. {
        let store = Arc::new(Faulty::over(&before));
        let desk = Desk::empty();
        desk.look(&store).await.unwrap();
        assert_eq!(desk.answer().as_deref(), Some("a"));
        store.plan(Some((step, fault)));
        let published = writer.send(&store, &plainly()).await;
        let reached = store.done() > step;
        store.plan(None);
        let looked = desk.look(&store).await;
        let answer = desk.answer().unwrap();
        assert!(answer == "a" || answer == "b", "{fault:?} at {step}: {answer}");
        // What was reported as published is there, unless the depot itself spoilt what it was given.
        if published.is_ok() && looked.is_ok() {
            assert_eq!(answer, "b", "{fault:?} at {step}");
        }
        // Saying it again mends whatever it was.
        let again = Publishing { reread: Reread::Everything, ..plainly() };
        writer.send(&store, &again).await.unwrap();
        desk.look(&store).await.unwrap();
        assert_eq!(desk.answer().as_deref(), Some("b"), "{fault:?} at {step}");
        if !reached {
            // A publication has at least: pointer, list, files, list, manifest thrice, pointer twice, three for retention.
            assert!(step > 12, "{step}");
            break;
        }
    }
}

#[tokio::test]
async fn a_step_that_fails() {
    every_step(Fault::Fails).await;
}

#[tokio::test]
async fn a_step_whose_answer_is_lost() {
    every_step(Fault::AnswerLost).await;
}

#[tokio::test]
async fn a_writer_that_is_killed() {
    every_step(Fault::Killed).await;
}

#[tokio::test]
async fn what_is_corrupted_on_its_way() {
    every_step(Fault::Corrupts).await;
}

#[tokio::test]
async fn what_is_truncated_on_its_way() {
    every_step(Fault::Truncates).await;
}
