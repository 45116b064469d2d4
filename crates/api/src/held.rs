//! Generations that a guard held back for a person's decision, set by the binary, which watches the data folder.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use serde::Serialize;

/// A generation that is ready and not served: a guard tripped, a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldBack {
    /// Its name.
    pub generation: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// The guards that tripped.
    pub guards: Vec<TrippedGuard>,
}

/// One guard that refused a generation, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrippedGuard {
    /// Its code.
    pub guard: String,
    /// One French sentence with the numbers, never a person.
    pub message: String,
}

/// The latest values that the binary set.
#[derive(Debug)]
pub(crate) struct Latest<T>(RwLock<Arc<[T]>>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self(RwLock::new(Arc::from([])))
    }
}

impl<T> Latest<T> {
    pub(crate) fn set(&self, values: Vec<T>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = values.into();
    }

    pub(crate) fn get(&self) -> Arc<[T]> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}
