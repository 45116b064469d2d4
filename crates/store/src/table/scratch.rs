//! Memory that a thread uses again and again: what is read for 300 bytes of it need not be allocated each time.

use std::{cell::RefCell, thread::LocalKey};

/// Size above which a thread gives the memory back: a block of one huge record is rare.
const LARGEST: usize = 1 << 20;

/// A thread's own memory.
pub(super) type Scratch = RefCell<Vec<u8>>;

/// What `work` makes of `size` bytes of the thread's memory, whatever they were.
pub(super) fn within<T>(
    scratch: &'static LocalKey<Scratch>,
    size: usize,
    work: impl FnOnce(&mut [u8]) -> T,
) -> T {
    scratch.with_borrow_mut(|scratch| {
        if scratch.len() < size {
            scratch.resize(size, 0);
        }
        let done = work(&mut scratch[..size]);
        if scratch.len() > LARGEST {
            *scratch = Vec::new();
        }
        done
    })
}
