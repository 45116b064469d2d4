//! Identifiers in addresses: in any spelling that people paste, of the kind that the page shows.

use aiguilleur_directory::{IdentifierView, Snapshot};
use aiguilleur_domain::{
    IdNatPp, IdNatStruct,
    pasted::{Pasted, Value},
};

use crate::failure::Failure;

/// The readings of `text` that `pick` takes, the likeliest first.
fn readings<T>(text: &str, pick: fn(Value) -> Option<T>) -> Vec<T> {
    Pasted::read(text).readings.iter().filter_map(|reading| reading.value.and_then(pick)).collect()
}

/// The professionals that `text` may name.
pub(crate) fn professionals(text: &str) -> Vec<IdNatPp> {
    readings(text, Value::person)
}

/// The structures that `text` may name.
pub(crate) fn structures(text: &str) -> Vec<IdNatStruct> {
    readings(text, Value::structure)
}

/// Why `text` shows nothing.
pub(crate) fn unknown(snapshot: &Snapshot, text: &str) -> Failure {
    match snapshot.identify(text) {
        Ok(view) if is_readable(&view) => Failure::NotInDirectory(Box::new(view)),
        Ok(view) => Failure::Malformed(Box::new(view)),
        Err(error) => error.into(),
    }
}

fn is_readable(view: &IdentifierView) -> bool {
    view.kind.is_some() && view.checksum != "invalid"
}

/// The address of a professional's page: their RPPS number where they have one.
pub(crate) fn of_professional(id: IdNatPp) -> String {
    match id.rpps() {
        Some(rpps) => format!("/professionnels/{rpps}"),
        None => format!("/professionnels/{id}"),
    }
}

/// The address of a structure's page.
pub(crate) fn of_structure(id: &str) -> String {
    format!("/structures/{id}")
}
