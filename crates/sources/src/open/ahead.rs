//! Reading ahead: a thread of its own reads, hashes and decompresses what another decodes.

use std::{
    io::{self, Read},
    path::Path,
    sync::{
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread,
};

use sha2::Sha256;

use super::container::{self, Container, Tap};
use crate::error::SourceError;

/// Bytes that are handed over at once.
const CHUNK: usize = 256 * 1024;
/// Chunks that may wait: enough to pass over a moment in which one of the two is stalled.
const WAITING: usize = 4;

/// As [`container::stream`], in two threads.
pub(super) fn stream<T, E: From<SourceError>>(
    path: &Path,
    container: Container,
    name: &str,
    tap: &mut Tap<'_>,
    consume: impl FnOnce(&mut dyn Read) -> Result<T, E>,
) -> Result<T, E> {
    let from_disk = AtomicU64::new(0);
    let (hand_over, chunks) = sync_channel(WAITING);
    let (give_back, emptied) = channel();
    let Tap { hasher, progress, .. } = tap;
    let hashing = hasher.take();
    thread::scope(|scope| {
        let pump = Pump { hand_over, emptied, from_disk: &from_disk };
        let reading = scope.spawn(|| pump.run(path, container, name, hashing));
        let mut ahead =
            Ahead { chunks, give_back, chunk: Vec::new(), at: 0, progress, from_disk: &from_disk };
        let consumed = consume(&mut ahead);
        // Closes the channel, which ends the reading thread.
        drop(ahead);
        let (hashed, read) = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        *hasher = hashed;
        read?;
        consumed
    })
}

/// The reading end.
struct Pump<'s> {
    hand_over: SyncSender<io::Result<Vec<u8>>>,
    emptied: Receiver<Vec<u8>>,
    from_disk: &'s AtomicU64,
}

impl Pump<'_> {
    fn run(
        self,
        path: &Path,
        container: Container,
        name: &str,
        hasher: Option<Sha256>,
    ) -> (Option<Sha256>, Result<(), SourceError>) {
        let mut count = |bytes| self.from_disk.store(bytes, Ordering::Relaxed);
        let mut tap = Tap::new(hasher, Some(&mut count));
        let read = container::stream(path, container, name, &mut tap, |content| {
            while let Some(chunk) = self.next(content) {
                let failed = chunk.is_err();
                if self.hand_over.send(chunk).is_err() || failed {
                    break;
                }
            }
            Ok(())
        });
        (tap.hasher, read)
    }

    /// What is read next; nothing at the end.
    fn next(&self, content: &mut dyn Read) -> Option<io::Result<Vec<u8>>> {
        let mut chunk = self.emptied.try_recv().unwrap_or_default();
        chunk.resize(CHUNK, 0);
        loop {
            match content.read(&mut chunk) {
                Ok(0) => return None,
                Ok(read) => {
                    chunk.truncate(read);
                    return Some(Ok(chunk));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The end at which it is decoded.
struct Ahead<'s, 'p> {
    chunks: Receiver<io::Result<Vec<u8>>>,
    give_back: Sender<Vec<u8>>,
    chunk: Vec<u8>,
    at: usize,
    progress: &'s mut Option<&'p mut dyn FnMut(u64)>,
    from_disk: &'s AtomicU64,
}

impl Read for Ahead<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() {
            let Ok(chunk) = self.chunks.recv() else { return Ok(0) };
            // The reading end is gone once it has read all.
            let _ = self.give_back.send(std::mem::replace(&mut self.chunk, chunk?));
            self.at = 0;
            if let Some(progress) = self.progress {
                progress(self.from_disk.load(Ordering::Relaxed));
            }
        }
        let read = (&self.chunk[self.at..]).read(buffer)?;
        self.at += read;
        Ok(read)
    }
}
