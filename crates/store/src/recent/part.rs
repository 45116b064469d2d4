//! One part of what is kept: records one behind the other, in stretches of memory that are written once.
//!
//! Where room is wanted, the oldest stretch is read once more: who was asked for since it was written moves to the
//! newest one, the others go with it. Nothing is moved when a record is asked for.

use std::collections::{HashMap, VecDeque};

/// Longest stretch. A part has several, so that what goes at once is little of it.
const LONGEST: usize = 64 << 10;

/// Stretches that a small part is cut into.
const FEWEST: usize = 8;

/// What the index takes for a record: key and place, and the room that its table keeps free.
const INDEXED: usize = 40;

/// Bytes that a part has for each newcomer that it notes: more than a record takes, as a rule.
const SPACING: usize = 1 << 10;

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// Which stretch, counted from the first that there ever was.
    stretch: u32,
    at: usize,
}

/// What stands before the key and the value of a record.
struct Head {
    /// Whether it was asked for since it was written here.
    asked: bool,
    hash: u64,
    key: usize,
    value: usize,
}

impl Head {
    const LENGTH: usize = 1 + 8 + 2 + 4;

    fn read(stretch: &[u8], at: usize) -> Option<Self> {
        let (asked, rest) = stretch.get(at..)?.split_first()?;
        let (hash, rest) = rest.split_first_chunk()?;
        let (key, rest) = rest.split_first_chunk()?;
        let value = usize::try_from(u32::from_le_bytes(*rest.first_chunk()?)).ok()?;
        let key = usize::from(u16::from_le_bytes(*key));
        Some(Self { asked: *asked != 0, hash: u64::from_le_bytes(*hash), key, value })
    }

    /// The whole length of the record.
    const fn whole(&self) -> usize {
        Self::LENGTH + self.key + self.value
    }
}

/// One part.
pub(super) struct Part {
    most: usize,
    /// Length of a stretch.
    length: usize,
    found: HashMap<u64, Place>,
    stretches: VecDeque<Vec<u8>>,
    /// Number of the first stretch that is still there.
    first: u32,
    /// Who was asked for and is not kept, each where its hash says, until another takes the place. A hash is taken for
    /// whom it is of: at worst a stranger is kept.
    noted: Box<[u64]>,
}

impl Part {
    pub(super) fn new(most: usize) -> Self {
        let (found, stretches) = (HashMap::new(), VecDeque::new());
        let noted = vec![0; most / SPACING].into_boxed_slice();
        let most = most - size_of_val(&*noted);
        Self { most, length: (most / FEWEST).min(LONGEST), found, stretches, first: 0, noted }
    }

    /// Whether there is room that nothing was ever let go for, or the record was noted; else it is.
    pub(super) fn admits(&mut self, hash: u64) -> bool {
        let begun = self.stretches.back().is_some_and(|last| last.len() <= self.length / 2);
        if self.first == 0 && (begun || self.has_room()) {
            return true;
        }
        let places = self.noted.len() as u64;
        // The last bits of the hash chose the part.
        let place = (hash >> 32).checked_rem(places).and_then(|place| usize::try_from(place).ok());
        let Some(noted) = place.and_then(|place| self.noted.get_mut(place)) else { return true };
        std::mem::replace(noted, hash) == hash
    }

    /// Whether there is room for another stretch.
    fn has_room(&self) -> bool {
        self.found.len() * INDEXED + (self.stretches.len() + 1) * self.length <= self.most
    }

    /// The record of `key`: the key, and the value behind it.
    pub(super) fn get(&mut self, hash: u64, key: &[u8]) -> Option<&[u8]> {
        let place = self.found.get(&hash)?;
        let stretch = self.stretches.get_mut(place.stretch.wrapping_sub(self.first) as usize)?;
        let head = Head::read(stretch, place.at)?;
        *stretch.get_mut(place.at)? = 1;
        let record = stretch.get(place.at + Head::LENGTH..place.at + head.whole())?;
        (record.get(..head.key)? == key).then_some(record)
    }

    pub(super) fn put(&mut self, hash: u64, key: &[u8], value: &[u8]) {
        let whole = Head::LENGTH + key.len() + value.len();
        let (Ok(of_key), Ok(of_value)) = (u16::try_from(key.len()), u32::try_from(value.len())) else {
            return;
        };
        // After a turn half a stretch is free at least.
        if whole > self.length / 2 || self.found.contains_key(&hash) {
            return;
        }
        if self.stretches.back().is_none_or(|last| last.len() + whole > self.length) {
            self.turn();
        }
        let stretch =
            self.first.wrapping_add(u32::try_from(self.stretches.len()).unwrap_or(0)).wrapping_sub(1);
        let Some(last) = self.stretches.back_mut() else { return };
        self.found.insert(hash, Place { stretch, at: last.len() });
        last.push(0);
        last.extend_from_slice(&hash.to_le_bytes());
        last.extend_from_slice(&of_key.to_le_bytes());
        last.extend_from_slice(&of_value.to_le_bytes());
        last.extend_from_slice(key);
        last.extend_from_slice(value);
    }

    /// Begins another stretch; where no room is left for it, the oldest go.
    fn turn(&mut self) {
        let mut next = Vec::with_capacity(self.length);
        while !self.has_room() {
            let Some(oldest) = self.stretches.pop_front() else { break };
            self.let_go(&oldest, &mut next);
            self.first = self.first.wrapping_add(1);
        }
        self.stretches.push_back(next);
    }

    /// Lets go what nobody asked for in the stretch `oldest`; the rest goes to `next`, as long as half of that is free.
    fn let_go(&mut self, oldest: &[u8], next: &mut Vec<u8>) {
        // `next` will stand behind all others, of which the oldest is counted still.
        let behind = self.first.wrapping_add(u32::try_from(self.stretches.len() + 1).unwrap_or(0));
        let mut at = 0;
        while let Some(head) = Head::read(oldest, at) {
            let here = Place { stretch: self.first, at };
            let end = at + head.whole();
            if self.found.get(&head.hash) == Some(&here) {
                if head.asked && next.len() + head.whole() <= self.length / 2 {
                    self.found.insert(head.hash, Place { stretch: behind, at: next.len() });
                    next.push(0);
                    next.extend_from_slice(oldest.get(at + 1..end).unwrap_or_default());
                } else {
                    self.found.remove(&head.hash);
                }
            }
            at = end;
        }
    }
}
