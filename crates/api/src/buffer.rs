//! The memory of bodies, used again: a body of fifteen thousand bytes is more than the allocator gives and takes back
//! without looking for neighbours.

use std::{
    cell::RefCell,
    ops::{Deref, DerefMut},
};

use axum::body::Bytes;

/// Room for most answers at once: a decision with its citations is some ten thousand bytes, and most people have two.
const ROOM: usize = 32 << 10;

/// A body that was larger than this is rare: its memory goes back to the system.
const LARGEST: usize = 128 << 10;

/// How many a thread keeps. More are on their way at once only when clients are slow.
const KEPT: usize = 16;

thread_local! {
    static SPARE: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// A body that is being written.
pub(crate) struct Buffer(Vec<u8>);

impl Buffer {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(SPARE.with_borrow_mut(Vec::pop).unwrap_or_else(|| Vec::with_capacity(ROOM)))
    }

    /// What was written, to be sent. Whoever drops it last has its memory.
    pub(crate) fn freeze(self) -> Bytes {
        Bytes::from_owner(self)
    }
}

impl Deref for Buffer {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let mut memory = std::mem::take(&mut self.0);
        memory.clear();
        // A thread that ends keeps nothing.
        let _ended = SPARE.try_with(|spare| {
            let mut spare = spare.borrow_mut();
            if spare.len() < KEPT && memory.capacity() <= LARGEST {
                spare.push(memory);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_comes_back_empty_and_is_not_shared() {
        let mut first = Buffer::new();
        first.extend_from_slice(b"first");
        let at = first.as_ptr();
        let sent = first.freeze();
        let mut second = Buffer::new();
        second.extend_from_slice(b"second");
        assert_eq!(sent, "first", "while it is being sent");
        drop(sent);
        let third = Buffer::new();
        assert_eq!((third.as_ptr(), third.len()), (at, 0));
        assert_eq!(second.freeze(), "second");
    }

    #[test]
    fn what_was_large_is_not_kept() {
        let mut large = Buffer::new();
        large.resize(LARGEST + 1, 0);
        drop(large);
        assert!(Buffer::new().capacity() <= LARGEST);
    }
}
