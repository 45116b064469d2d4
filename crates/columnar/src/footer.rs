//! How many columns a file says it has, read off the first bytes of its footer: the library's work on a schema grows
//! with the square of it, before it can be refused.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

/// Columns, and the groups of them, that are read: publishers have some forty, client files some hundred.
const MAX_COLUMNS: u64 = 1000;

/// Whether the file's schema is within bounds; `false` too where its footer does not begin as every writer begins it.
pub(crate) fn is_bounded(mut file: &File) -> std::io::Result<bool> {
    /// The length of the footer, and the magic behind it.
    const TAIL: u64 = 8;
    let size = file.seek(SeekFrom::End(0))?;
    let mut tail = [0; 4];
    let Some(at) = size.checked_sub(TAIL) else { return Ok(false) };
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut tail)?;
    let Some(footer) = at.checked_sub(u32::from_le_bytes(tail).into()) else { return Ok(false) };
    file.seek(SeekFrom::Start(footer))?;
    let mut head = Vec::new();
    file.take(32).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(elements(&head).is_some_and(|elements| elements <= MAX_COLUMNS))
}

/// The number of schema elements of a `FileMetaData` in Thrift's compact form: its version, a list of structures.
fn elements(footer: &[u8]) -> Option<u64> {
    const VERSION: u8 = 0x15;
    const SCHEMA: u8 = 0x19;
    const STRUCTURES: u8 = 0x0C;
    let (_version, rest) = varint(footer.strip_prefix(&[VERSION])?)?;
    let (header, rest) = rest.strip_prefix(&[SCHEMA])?.split_first()?;
    match (header & 0x0F, header >> 4) {
        (STRUCTURES, 15) => varint(rest).map(|(elements, _)| elements),
        (STRUCTURES, elements) => Some(elements.into()),
        _ => None,
    }
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().take(9).enumerate() {
        value |= u64::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn the_number_of_columns_stands_at_the_beginning() {
        assert_eq!(elements(&[0x15, 2, 0x19, 0x4C, 0x15]), Some(4));
        assert_eq!(elements(&[0x15, 2, 0x19, 0xFC, 0xE8, 0x07]), Some(1000));
        assert_eq!(elements(&[0x15, 0x82, 0x01, 0x19, 0xFC, 0xA0, 0x8D, 0x06]), Some(100_000));
        for wrong in [&[][..], &[0x15], &[0x19, 0x4C], &[0x15, 2, 0x19, 0x45], &[0x15, 2, 0x19, 0xFC, 0xFF]] {
            assert_eq!(elements(wrong), None, "{wrong:?}");
        }
    }
}
