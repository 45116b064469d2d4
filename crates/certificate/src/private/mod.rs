//! Recognises private keys in whatever holds them, by how they begin; nothing of them is read.
//!
//! Known: PEM, DER, PKCS#12, Java key stores, OpenSSH, PuTTY, JWK and XML keys, `openssl rsa -text`; also as base64,
//! hexadecimal or lists of numbers inside another text, in UTF-16, behind the escapes of addresses, programs, HTML and
//! mail, and compressed: gzip, zlib, ZIP, bare deflate, as bytes or in base64 or hexadecimal. Other containers (bzip2,
//! xz, what a password protects) are not looked into: the doors that keep what they take refuse what is no text.

mod escapes;
mod packed;
mod run;

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memmem};

use self::{
    escapes::unescaped,
    packed::{Allowance, unpacked},
    run::{is_base64, packed_runs},
};
use crate::input::decode;

/// Marks in text, in capitals: PuTTY, `openssl rsa -text`, XML and JWK.
const MARKS: &[&[u8]] =
    &[b"PUTTY-USER-KEY-FILE", b"PRIVATE-LINES:", b"PRIVATEEXPONENT:", b"<INVERSEQ>", b"\"DQ\":", b"\"DQ\" :"];

/// Marks in bytes: OpenSSH, and the key stores of Java (JKS, JCEKS) with their version.
const BINARY_MARKS: &[&[u8]] = &[
    b"openssh-key-v1\0",
    b"\xFE\xED\xFE\xED\0\0\0\x02",
    b"\xFE\xED\xFE\xED\0\0\0\x01",
    b"\xCE\xCE\xCE\xCE\0\0\0\x02",
];

/// Bytes that a mark, or the beginning of a key in any notation, takes at most.
const MARK: usize = 256;

/// Bytes of the pieces before that are looked at again: a compressed key shows itself after some hundreds.
const TAIL: usize = 2 << 10;

/// Shortest run of base64 or hexadecimal that shows how a key begins: lines are seldom wrapped before.
const SHORTEST_RUN: usize = 32;

/// Characters of a run that are decoded: a PEM header in UTF-16, then in base64, takes as many.
const LONGEST_RUN: usize = 112;

/// Wrappings that are taken off one after another: a compressed text in base64 behind escapes has three.
const DEEPEST: u8 = 3;

/// Bytes of DER that tell a key from anything else.
const HEAD: usize = 40;

/// Looks for private keys in a text that comes piece by piece, before anything of it is written anywhere.
#[derive(Debug, Default)]
pub struct KeyWatch {
    tail: Vec<u8>,
}

impl KeyWatch {
    /// Whether a private key has begun in the pieces so far. Each piece comes once, in order.
    pub fn sees(&mut self, piece: &[u8]) -> bool {
        self.tail.extend_from_slice(piece);
        let seen = has_private_key(&self.tail);
        let kept = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..kept);
        seen
    }
}

/// Whether `bytes` hold a private key. « Private Key Usage Period », which `openssl x509 -text` prints, is none.
pub fn has_private_key(bytes: &[u8]) -> bool {
    let mut allowance = Allowance::new();
    is_wrapped(bytes, DEEPEST, &mut allowance) || allowance.is_spent()
}

/// Whether `bytes`, or what at most `depth` wrappings around it hide, is a private key.
fn is_wrapped(bytes: &[u8], depth: u8, allowance: &mut Allowance) -> bool {
    if is_plain(bytes) {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else { return false };
    let text = without_zeros(bytes);
    if unescaped(&text).is_some_and(|plain| is_wrapped(&plain, depth, allowance)) {
        return true;
    }
    let mut holds = |packed: &[u8]| {
        let found = unpacked(packed, allowance);
        found.iter().any(|inside| is_wrapped(inside, depth, allowance))
    };
    holds(bytes) || packed_runs(&text).any(|packed| holds(&packed))
}

fn is_plain(bytes: &[u8]) -> bool {
    let text = without_zeros(bytes);
    let upper = text.to_ascii_uppercase();
    is_headed(&upper)
        || MARKS.iter().any(|mark| memmem::find(&upper, mark).is_some())
        || BINARY_MARKS.iter().any(|mark| memmem::find(bytes, mark).is_some())
        || memchr_iter(0x30, bytes).any(|at| begins_a_key(&bytes[at..]))
        || is_encoded(&text)
        || is_listed(&upper)
}

/// Text of UTF-16 as if it were of one byte a letter.
fn without_zeros(bytes: &[u8]) -> Cow<'_, [u8]> {
    match memchr(0, bytes) {
        Some(_) => Cow::Owned(bytes.iter().copied().filter(|byte| *byte != 0).collect()),
        None => Cow::Borrowed(bytes),
    }
}

/// Whether a PEM header stands in `upper`. Its blank may be written as in an address, HTML or mail: `%20`, `+`, `&#32;`.
fn is_headed(upper: &[u8]) -> bool {
    memmem::find_iter(upper, b"PRIVATE").any(|at| {
        let after = &upper[at + 7..upper.len().min(at + 16)];
        let blank = memmem::find(after, b"KEY").map(|key| &after[..key]);
        let before = &upper[at.saturating_sub(48)..at];
        blank.is_some_and(|blank| !blank.is_empty() && !blank.contains(&b'\n'))
            && memmem::rfind(before, b"BEGIN").is_some_and(|begin| !before[begin..].contains(&b'\n'))
    })
}

/// Whether a run of base64 or hexadecimal begins as a private key does.
fn is_encoded(text: &[u8]) -> bool {
    text.split(|byte| !is_base64(*byte)).filter(|run| run.len() >= SHORTEST_RUN).any(|run| {
        let run = &run[..run.len().min(LONGEST_RUN)];
        // After a line's end that JSON wrote as `\n`, a run seems to begin with that letter.
        encodes_a_key(run) || (b"nrt".contains(&run[0]) && encodes_a_key(&run[1..]))
    })
}

fn encodes_a_key(run: &[u8]) -> bool {
    let plain = run.iter().map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => *byte,
    });
    let readings = [decode(&plain.collect::<Vec<u8>>()), hexadecimal(run)];
    readings.into_iter().flatten().any(|bytes| {
        begins_a_key(&bytes)
            || BINARY_MARKS.iter().any(|mark| bytes.starts_with(mark))
            || is_headed(&without_zeros(&bytes))
    })
}

/// The bytes of a run of hexadecimal.
fn hexadecimal(run: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    run.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// Whether a list of bytes begins as a private key does: `30:82:04:BD`, `0x30, 0x82`, `3082 04bd`, `[48,130,4,189`.
fn is_listed(upper: &[u8]) -> bool {
    const SEPARATORS: &[u8] = b":, ;-\t\r\n";
    let listed = |first: &[u8], read: fn(&[u8]) -> Vec<u8>| {
        memmem::find_iter(upper, first).any(|at| {
            let rest = &upper[at..upper.len().min(at + MARK)];
            let separated = rest.iter().take(6).any(|byte| SEPARATORS.contains(byte));
            separated && begins_a_key(&read(rest))
        })
    };
    listed(b"30", pairs) || listed(b"48", numbers)
}

/// The bytes of digits in pairs, whatever stands between them.
fn pairs(text: &[u8]) -> Vec<u8> {
    let prefixed = |at: usize| text[at] == b'0' && text.get(at + 1) == Some(&b'X');
    let kept = (0..text.len()).filter(|at| text[*at].is_ascii_hexdigit() && !prefixed(*at));
    let digits: Vec<u8> = kept.map(|at| text[at]).take(2 * HEAD).collect();
    hexadecimal(&digits).unwrap_or_default()
}

/// The bytes of numbers, up to the first that is none.
fn numbers(text: &[u8]) -> Vec<u8> {
    let words = text.split(|byte| !byte.is_ascii_digit()).filter(|word| !word.is_empty());
    words.map_while(|word| std::str::from_utf8(word).ok()?.parse().ok()).take(HEAD).collect()
}

/// PKCS#1, PKCS#8, SEC 1 and PKCS#12, by their first bytes. A request for a certificate begins as PKCS#8 does, and is
/// told apart by what follows.
fn begins_a_key(bytes: &[u8]) -> bool {
    let inside = match bytes {
        [0x30, 0x80, rest @ ..] | [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => rest,
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        _ => return false,
    };
    match inside {
        // PKCS#1: a version, then the modulus, of 128 bytes at least. SEC 1: a version, then the octets of the key.
        [2, 1, 0 | 1, 2, 0x81 | 0x82, ..] | [2, 1, 1, 4, 0x14..=0x48, ..] => true,
        // PKCS#8: a version, then the algorithm of a key.
        [2, 1, 0 | 1, 0x30, _, 6, _, oid @ ..] => KEY_ALGORITHMS.iter().any(|known| oid.starts_with(known)),
        // PKCS#12: version 3, then a content of PKCS#7.
        [2, 1, 3, 0x30, rest @ ..] => {
            memmem::find(&rest[..rest.len().min(16)], &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7]).is_some()
        }
        // An encryption of PKCS#5 or PKCS#12, then what it hides.
        [0x30, _, 6, _, oid @ ..] => ENCRYPTIONS.iter().any(|known| oid.starts_with(known)),
        _ => false,
    }
}

/// RSA, RSA-PSS, EC, DSA, Diffie-Hellman, and the curves of RFC 8410.
const KEY_ALGORITHMS: &[&[u8]] = &[
    &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1],
    &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 10],
    &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 2],
    &[0x2A, 0x86, 0x48, 0xCE, 0x38, 4, 1],
    &[0x2A, 0x86, 0x48, 0xCE, 0x3E, 2],
    &[0x2B, 0x65],
];

/// PKCS#5, and PKCS#12's own.
const ENCRYPTIONS: &[&[u8]] =
    &[&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5], &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 12]];
