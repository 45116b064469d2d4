//! What was lately asked for, kept within a number of bytes: whoever looks at a client today often comes back.

use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::{BuildHasher, Hash, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Parts that threads take one by one: more than there are threads, as a rule.
const PARTS: usize = 16;

/// What a value takes beside its own bytes: its key, twice, and its places.
const OVERHEAD: usize = 256;

/// A value and what it takes.
struct Place<K, V> {
    key: K,
    value: V,
    bytes: usize,
    /// Whether it was asked for since the hand last came by.
    asked: bool,
}

/// Values in a circle. Where room is wanted a hand goes round: who was asked for since it last came by is spared once,
/// the next one goes. Nothing is moved when a value is asked for.
struct Circle<K, V> {
    found: HashMap<K, usize>,
    places: Vec<Place<K, V>>,
    hand: usize,
    bytes: usize,
}

impl<K, V> Default for Circle<K, V> {
    fn default() -> Self {
        Self { found: HashMap::new(), places: Vec::new(), hand: 0, bytes: 0 }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> Circle<K, V> {
    fn get<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = &mut self.places[*self.found.get(key)?];
        place.asked = true;
        Some(place.value.clone())
    }

    fn put(&mut self, place: Place<K, V>, most: usize) {
        if place.bytes > most || self.found.contains_key(&place.key) {
            return;
        }
        while self.bytes + place.bytes > most {
            self.let_one_go();
        }
        self.bytes += place.bytes;
        self.found.insert(place.key.clone(), self.places.len());
        self.places.push(place);
    }

    fn let_one_go(&mut self) {
        loop {
            self.hand = if self.hand < self.places.len() { self.hand } else { 0 };
            if !std::mem::take(&mut self.places[self.hand].asked) {
                break;
            }
            self.hand += 1;
        }
        let gone = self.places.swap_remove(self.hand);
        self.bytes -= gone.bytes;
        self.found.remove(&gone.key);
        if let Some(moved) = self.places.get(self.hand) {
            self.found.insert(moved.key.clone(), self.hand);
        }
    }
}

/// Values lately asked for, by key. Values are cheap to clone.
pub struct Recent<K, V> {
    parts: [Mutex<Circle<K, V>>; PARTS],
    hasher: RandomState,
    /// Bytes of one part.
    most: usize,
}

impl<K, V> std::fmt::Debug for Recent<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recent").field("bytes", &(self.most * PARTS)).finish_non_exhaustive()
    }
}

impl<K: Hash + Eq + Clone, V: Clone> Recent<K, V> {
    /// Keeps at most `bytes`.
    pub fn new(bytes: usize) -> Self {
        Self { parts: Default::default(), hasher: RandomState::new(), most: bytes / PARTS }
    }

    fn part<Q: Hash + ?Sized>(&self, key: &Q) -> MutexGuard<'_, Circle<K, V>> {
        let part = usize::try_from(self.hasher.hash_one(key) % PARTS as u64).unwrap_or(0);
        self.parts[part].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of `key`, if it is kept.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.part(key).get(key)
    }

    /// Keeps `value`, which takes `bytes`, unless it is larger than what there is room for.
    pub fn put(&self, key: K, value: V, bytes: usize) {
        let place = Place { key, value, bytes: bytes + OVERHEAD, asked: false };
        self.part(&place.key).put(place, self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: usize = 1000;

    fn recent() -> Recent<usize, usize> {
        Recent::new(ROOM * (10 + OVERHEAD))
    }

    #[test]
    fn what_is_kept_is_what_was_put_and_is_bounded() {
        let recent = recent();
        (0..10_000).for_each(|number| recent.put(number, number * 2, 10));
        let kept: Vec<usize> = (0..10_000).filter(|number| recent.get(number) == Some(number * 2)).collect();
        assert!(kept.len() <= ROOM && kept.len() > ROOM * 9 / 10, "{}", kept.len());
        assert!(kept.contains(&9_999));
    }

    #[test]
    fn what_is_asked_for_again_stays() {
        let recent = recent();
        for number in 0..10_000 {
            recent.put(number, number, 10);
            assert_eq!(recent.get(&0), Some(0), "after {number}");
        }
    }

    #[test]
    fn what_is_larger_than_the_room_is_not_kept() {
        let recent = Recent::new(PARTS * OVERHEAD);
        recent.put(1, 1, 1);
        assert_eq!(recent.get(&1), None);
        recent.put(1, 1, 0);
        assert_eq!(recent.get(&1), Some(1));
    }

    #[test]
    fn what_fits_stays() {
        let recent = recent();
        for _round in 0..3 {
            (0..ROOM / 2).for_each(|number| recent.put(number, number, 10));
            assert!((0..ROOM / 2).all(|number| recent.get(&number) == Some(number)));
        }
    }
}
