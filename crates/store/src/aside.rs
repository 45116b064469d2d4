//! A background thread that is joined when dropped.

use std::{
    panic::resume_unwind,
    thread::{self, JoinHandle},
};

/// A thread at work. When dropped it is joined, so that nothing writes in a folder that is about to be swept.
#[derive(Debug)]
pub(crate) struct Aside<T>(Option<JoinHandle<T>>);

impl<T: Send + 'static> Aside<T> {
    pub(crate) fn begin(work: impl FnOnce() -> T + Send + 'static) -> Self {
        Self(Some(thread::spawn(work)))
    }
}

impl<T> Aside<T> {
    /// What came of it; nothing when it was asked before.
    pub(crate) fn end(&mut self) -> Option<T> {
        Some(self.0.take()?.join().unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

impl<T> Drop for Aside<T> {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            drop(thread.join());
        }
    }
}
