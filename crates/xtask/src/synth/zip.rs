//! An archive of one deflated entry, written as it streams by, whatever its size (zip64).

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use flate2::{Compression, Crc, write::DeflateEncoder};

/// Version of the format that readers need for sizes beyond 4 GiB.
const VERSION: u16 = 45;
/// Deflated, its sizes and checksum behind its bytes.
const FLAGS: u16 = 1 << 3;
const DEFLATED: u16 = 8;
/// Placeholder for a size given elsewhere.
const ELSEWHERE: u32 = u32::MAX;

pub(super) struct Zip {
    name: String,
    encoder: DeflateEncoder<BufWriter<File>>,
    crc: Crc,
    plain: u64,
}

impl Zip {
    pub(super) fn create(path: &Path, name: &str) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(path)?);
        let mut head = b"PK\x03\x04".to_vec();
        entry(&mut head, 0, [0, 0], name);
        head.extend(0_u16.to_le_bytes());
        head.extend_from_slice(name.as_bytes());
        file.write_all(&head)?;
        let encoder = DeflateEncoder::new(file, Compression::fast());
        Ok(Self { name: name.to_owned(), encoder, crc: Crc::new(), plain: 0 })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.crc.update(bytes);
        self.plain += bytes.len() as u64;
        self.encoder.write_all(bytes)
    }

    /// Closes the entry, then the archive.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.encoder.try_finish()?;
        let (packed, plain, crc) = (self.encoder.total_out(), self.plain, self.crc.sum());
        let mut tail = b"PK\x07\x08".to_vec();
        tail.extend(crc.to_le_bytes());
        tail.extend(packed.to_le_bytes());
        tail.extend(plain.to_le_bytes());
        let directory = 30 + self.name.len() as u64 + packed + tail.len() as u64;
        let start = tail.len();
        tail.extend(b"PK\x01\x02");
        tail.extend(VERSION.to_le_bytes());
        entry(&mut tail, crc, [ELSEWHERE, ELSEWHERE], &self.name);
        tail.extend(20_u16.to_le_bytes());
        tail.extend([0; 2 + 2 + 2 + 4 + 4]);
        tail.extend_from_slice(self.name.as_bytes());
        tail.extend(1_u16.to_le_bytes());
        tail.extend(16_u16.to_le_bytes());
        tail.extend(plain.to_le_bytes());
        tail.extend(packed.to_le_bytes());
        let length = (tail.len() - start) as u64;
        end(&mut tail, directory, length);
        let mut file = self.encoder.finish()?;
        file.write_all(&tail)?;
        file.flush()
    }
}

/// What a local header and a directory entry share, from the version to the length of the name.
fn entry(out: &mut Vec<u8>, crc: u32, sizes: [u32; 2], name: &str) {
    for field in [VERSION, FLAGS, DEFLATED, 0, 0x21] {
        out.extend(field.to_le_bytes());
    }
    out.extend(crc.to_le_bytes());
    for size in sizes {
        out.extend(size.to_le_bytes());
    }
    out.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
}

/// The end of the archive: the zip64 record and its locator, then the record of old.
fn end(out: &mut Vec<u8>, directory: u64, length: u64) {
    out.extend(b"PK\x06\x06");
    out.extend(44_u64.to_le_bytes());
    out.extend([VERSION.to_le_bytes(), VERSION.to_le_bytes()].concat());
    out.extend([0; 8]);
    for number in [1, 1, length, directory] {
        out.extend(u64::to_le_bytes(number));
    }
    out.extend(b"PK\x06\x07");
    out.extend([0; 4]);
    out.extend((directory + length).to_le_bytes());
    out.extend(1_u32.to_le_bytes());
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend([1_u16.to_le_bytes(), 1_u16.to_le_bytes()].concat());
    out.extend([ELSEWHERE.to_le_bytes(), ELSEWHERE.to_le_bytes()].concat());
    out.extend([0; 2]);
}
