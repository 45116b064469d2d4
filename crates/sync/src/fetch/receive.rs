//! Streams a body to disk: sniffed, digested and counted on its way, so that it is read once.

use std::path::Path;

use tokio::{
    fs::{File, OpenOptions},
    io::{AsyncReadExt as _, AsyncWriteExt as _, BufWriter},
};

use super::{
    Container, Failure, FailureKind,
    checksum::{Digests, Hexes},
    container::SNIFFED,
    disk,
};
use crate::http::Body;

/// Fewer, larger writes: each one crosses to a blocking thread.
const WRITE_BUFFER: usize = 1 << 18;

/// Bytes between two progress events.
const REPORT_EVERY: u64 = 1 << 20;

/// A part being written.
pub(crate) struct Receiver<'a> {
    path: &'a Path,
    file: BufWriter<File>,
    digests: Digests,
    length: u64,
    /// The first bytes, until they were judged.
    head: Vec<u8>,
}

/// A body that came whole.
pub(crate) struct Received {
    pub(crate) length: u64,
    pub(crate) digests: Hexes,
}

impl<'a> Receiver<'a> {
    /// Goes on after the bytes that `path` holds, reading them once for their digest.
    pub(crate) async fn open(path: &'a Path) -> Result<Self, Failure> {
        let (digests, length, head) = digest_of(path).await.map_err(disk::refused("read", path))?;
        let file = OpenOptions::new().append(true).open(path).await.map_err(disk::refused("open", path))?;
        Ok(Self { path, file: BufWriter::with_capacity(WRITE_BUFFER, file), digests, length, head })
    }

    /// Bytes on disk so far.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Writes the rest of the body. What came before a failure is on disk.
    pub(crate) async fn drain(
        mut self,
        mut body: Body,
        container: Container,
        progress: impl Fn(u64),
    ) -> Result<Received, Failure> {
        let result = self.pump(&mut body, container, progress).await;
        self.file.flush().await.map_err(disk::refused("write", self.path))?;
        result?;
        self.judge(container)?;
        Ok(Received { length: self.length, digests: self.digests.finish() })
    }

    /// What is already there, when nothing more is to come.
    pub(crate) fn finish(self, container: Container) -> Result<Received, Failure> {
        self.judge(container)?;
        Ok(Received { length: self.length, digests: self.digests.finish() })
    }

    async fn pump(
        &mut self,
        body: &mut Body,
        container: Container,
        progress: impl Fn(u64),
    ) -> Result<(), Failure> {
        let mut next_report = self.length;
        while let Some(chunk) = body.next().await? {
            let bytes = chunk.as_ref();
            self.sniff(bytes, container)?;
            self.file.write_all(bytes).await.map_err(disk::refused("write", self.path))?;
            self.digests.update(bytes);
            self.length += bytes.len() as u64;
            if self.length >= next_report {
                progress(self.length);
                next_report = self.length + REPORT_EVERY;
            }
        }
        progress(self.length);
        Ok(())
    }

    /// Refuses a page as soon as its first bytes are there, rather than after a gigabyte.
    fn sniff(&mut self, bytes: &[u8], container: Container) -> Result<(), Failure> {
        if self.head.len() >= SNIFFED {
            return Ok(());
        }
        let wanted = bytes.len().min(SNIFFED - self.head.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        if self.head.len() >= SNIFFED { self.judge(container) } else { Ok(()) }
    }

    fn judge(&self, container: Container) -> Result<(), Failure> {
        let seen = |what| Failure::new(FailureKind::NotTheFile, format!("the body is {what}"));
        container.recognise(&self.head).map_err(seen)
    }
}

async fn digest_of(path: &Path) -> std::io::Result<(Digests, u64, Vec<u8>)> {
    let (mut digests, mut length, mut head) = (Digests::default(), 0, Vec::with_capacity(SNIFFED));
    let mut file = File::open(path).await?;
    // A device is not read: nothing was resumed from it.
    if !file.metadata().await?.is_file() {
        return Ok((digests, length, head));
    }
    let mut buffer = vec![0; WRITE_BUFFER];
    loop {
        let read = file.read(&mut buffer).await?;
        if read == 0 {
            return Ok((digests, length, head));
        }
        let wanted = read.min(SNIFFED - head.len());
        head.extend_from_slice(&buffer[..wanted]);
        digests.update(&buffer[..read]);
        length += read as u64;
    }
}
