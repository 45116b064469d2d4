//! The publishers' formats, each decoded from bytes: whatever they are, the accounts add up.

#![allow(
    clippy::redundant_closure,
    clippy::unnecessary_wraps,
    reason = "a visitor for any lifetime is a closure"
)]

use std::sync::Arc;

use aiguilleur_sources::{Event, SourceError, Summary, finess, rpps, sirene as units};

pub(crate) fn count<T>(event: Event<T>) -> Result<(), SourceError> {
    drop(event);
    Ok(())
}

pub(crate) fn adds_up(outcome: Result<Summary, SourceError>) {
    let Ok(summary) = outcome else { return };
    assert_eq!(summary.rows_read, summary.rows_kept + summary.rows_rejected);
    assert_eq!(summary.rows_rejected, summary.rejects_by_rule.values().sum::<u64>());
}

fn name() -> Arc<str> {
    Arc::from("f")
}

pub(crate) fn rpps_persons(bytes: &[u8]) {
    adds_up(rpps::decode_persons(bytes, &name(), |event| count(event)));
}

pub(crate) fn rpps_savoir_faire(bytes: &[u8]) {
    adds_up(rpps::decode_savoir_faire(bytes, &name(), count));
}

pub(crate) fn rpps_restricted(bytes: &[u8]) {
    adds_up(rpps::decode_restricted(bytes, &name(), |event| count(event)));
}

pub(crate) fn finess_json(bytes: &[u8]) {
    adds_up(finess::decode_json(bytes, &name(), |event| count(event)));
}

pub(crate) fn finess_xml(bytes: &[u8]) {
    adds_up(finess::decode_xml(bytes, &name(), |event| count(event)));
}

pub(crate) fn finess_csv(bytes: &[u8]) {
    adds_up(finess::decode_csv(bytes, &name(), |event| count(event)));
}

pub(crate) fn sirene(bytes: &[u8]) {
    adds_up(units::decode_unites_legales(bytes, &name(), count));
}
