//! Where a file goes, piece by piece, compressed or not.

use std::{fs::File, io::Write, path::Path, time::Instant};

use anyhow::{Context, Result};
use flate2::write::GzEncoder;

/// Whether files are compressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    /// As they are.
    None,
    /// `.gz`, fast level.
    Gzip,
}

/// Bytes gathered before each write.
const PIECE: usize = 1 << 20;

/// A file being written.
pub(crate) struct Sink {
    name: String,
    started: Instant,
    target: Target,
    /// What has been produced and not yet written.
    pub(crate) buffer: Vec<u8>,
    bytes: u64,
}

enum Target {
    Plain(File),
    Gzip(Box<GzEncoder<File>>),
}

impl Sink {
    /// Creates `name` in `folder`, with `.gz` added when compressed.
    pub(crate) fn create(folder: &Path, name: &str, compression: Compression) -> Result<Self> {
        let name = if compression == Compression::Gzip { format!("{name}.gz") } else { name.to_owned() };
        let path = folder.join(&name);
        let file = File::create(&path).with_context(|| format!("creating {}", path.display()))?;
        let target = match compression {
            Compression::None => Target::Plain(file),
            Compression::Gzip => Target::Gzip(Box::new(GzEncoder::new(file, flate2::Compression::fast()))),
        };
        Ok(Self { name, started: Instant::now(), target, buffer: Vec::with_capacity(2 * PIECE), bytes: 0 })
    }

    /// Writes the buffer when it is large enough.
    pub(crate) fn settle(&mut self) -> Result<()> {
        if self.buffer.len() >= PIECE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        match &mut self.target {
            Target::Plain(file) => file.write_all(&self.buffer)?,
            Target::Gzip(encoder) => encoder.write_all(&self.buffer)?,
        }
        self.bytes += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// Writes what is left and says what was written.
    pub(crate) fn finish(mut self, what: &str) -> Result<()> {
        self.flush()?;
        if let Target::Gzip(encoder) = self.target {
            encoder.finish()?;
        }
        let (megabytes, seconds) = (self.bytes as f64 / 1e6, self.started.elapsed().as_secs_f64());
        println!("{}: {what}, {megabytes:.1} MB, {seconds:.1} s", self.name);
        Ok(())
    }
}
