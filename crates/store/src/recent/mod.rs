//! What was lately asked for, kept within a number of bytes: whoever looks at a client today often comes back.
//!
//! Where there is room, everything is kept. Where there is none, what is asked for the first time is noted only, and
//! kept the next time: a job that asks once for each of a million strangers drives nobody out.

mod part;

use std::{
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
};

use part::Part;

/// Parts that threads take one by one: more than there are threads, as a rule.
const PARTS: usize = 16;

/// Records lately asked for, by key. Both are bytes and are kept as such: what is counted is what is taken, and a
/// small record costs no allocation of its own.
pub struct Recent {
    parts: [Mutex<Part>; PARTS],
    hasher: RandomState,
}

impl std::fmt::Debug for Recent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recent").finish_non_exhaustive()
    }
}

impl Recent {
    /// Takes at most `bytes`, its bookkeeping included.
    pub fn new(bytes: usize) -> Self {
        Self {
            parts: std::array::from_fn(|_| Mutex::new(Part::new(bytes / PARTS))),
            hasher: RandomState::new(),
        }
    }

    fn part(&self, hash: u64) -> &Mutex<Part> {
        &self.parts[usize::try_from(hash % PARTS as u64).unwrap_or(0)]
    }

    /// Reads the record of `key`, if it is kept: `read` is given the key and, behind it, the value.
    pub fn get<T>(&self, key: &[u8], read: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let hash = self.hasher.hash_one(key);
        self.part(hash).lock().unwrap_or_else(PoisonError::into_inner).get(hash, key).map(read)
    }

    /// Whether a record of `key` is to be kept: there is room, or it was asked for before.
    pub fn admits(&self, key: &[u8]) -> bool {
        let hash = self.hasher.hash_one(key);
        self.part(hash).lock().unwrap_or_else(PoisonError::into_inner).admits(hash)
    }

    /// Keeps `value`, unless it is larger than what there is room for, or there. Who asks often asks first whether
    /// the record is admitted.
    pub fn put(&self, key: &[u8], value: &[u8]) {
        let hash = self.hasher.hash_one(key);
        self.part(hash).lock().unwrap_or_else(PoisonError::into_inner).put(hash, key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: usize = 4 << 20;
    /// Of records of a hundred bytes there is certainly room for so many.
    const ROOM: u32 = 20_000;

    fn value(number: u32) -> Vec<u8> {
        number.to_le_bytes().repeat(25)
    }

    fn put(recent: &Recent, number: u32) {
        recent.put(&number.to_le_bytes(), &value(number));
    }

    fn get(recent: &Recent, number: u32) -> Option<Vec<u8>> {
        recent.get(&number.to_le_bytes(), |record| record[4..].to_vec())
    }

    #[test]
    fn what_is_kept_is_what_was_put_and_is_bounded() {
        let recent = Recent::new(BYTES);
        (0..200_000).for_each(|number| put(&recent, number));
        let kept = (0..200_000).filter_map(|number| Some((number, get(&recent, number)?)));
        let kept: Vec<u32> =
            kept.inspect(|(number, found)| assert_eq!(*found, value(*number))).map(|(n, _)| n).collect();
        assert!(kept.len() > ROOM as usize && kept.len() * 104 < BYTES, "{}", kept.len());
        assert!(kept.contains(&199_999));
    }

    #[test]
    fn strangers_are_admitted_when_they_come_back() {
        let recent = Recent::new(BYTES);
        let ask = |number: u32| {
            if get(&recent, number).is_none() && recent.admits(&number.to_le_bytes()) {
                put(&recent, number);
            }
        };
        (0..ROOM).for_each(ask);
        // Nobody comes twice: nobody of before goes, once the room that was left is taken.
        (ROOM..400_000).for_each(ask);
        assert!((0..ROOM).all(|number| get(&recent, number).is_some()));
        assert_eq!(get(&recent, 399_999), None);
        ask(399_999);
        assert_eq!(get(&recent, 399_999), Some(value(399_999)));
    }

    #[test]
    fn what_is_asked_for_again_stays() {
        let recent = Recent::new(BYTES);
        for number in 0..200_000 {
            put(&recent, number);
            assert_eq!(get(&recent, 0), Some(value(0)), "after {number}");
        }
    }

    #[test]
    fn where_everything_is_asked_for_the_oldest_goes_all_the_same() {
        let recent = Recent::new(BYTES);
        for number in 0..200_000 {
            put(&recent, number);
            assert!(get(&recent, number).is_some());
        }
        let kept = (0..200_000).filter(|number| get(&recent, *number).is_some()).count();
        assert!(kept > ROOM as usize && kept * 104 < BYTES, "{kept}");
    }

    #[test]
    fn what_is_larger_than_the_room_is_not_kept() {
        for bytes in [0, 100, 10_000] {
            let recent = Recent::new(bytes);
            recent.put(b"key", &vec![0; bytes]);
            assert!(recent.get(b"key", |_| ()).is_none(), "{bytes}");
        }
        let recent = Recent::new(10_000);
        recent.put(b"key", b"");
        assert_eq!(recent.get(b"key", <[u8]>::to_vec), Some(b"key".to_vec()));
    }

    #[test]
    fn what_fits_stays() {
        let recent = Recent::new(BYTES);
        for _round in 0..3 {
            (0..ROOM).for_each(|number| put(&recent, number));
            assert!((0..ROOM).all(|number| get(&recent, number) == Some(value(number))));
        }
    }
}
