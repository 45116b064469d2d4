//! Rows of one person, counted: what a person has is compared row by row, so their number is bounded.

use std::collections::HashMap;

use aiguilleur_domain::IdNatPp;

use crate::{
    defect::{Defect, Rule},
    text::fields::Notes,
};

/// Rows of one person in one file: situations times savoir-faire. In the national extraction nobody has a tenth.
const MOST: u32 = 500;

/// People are counted many to a counter; only those of a counter that goes beyond [`MOST`] are counted one by one, anew.
const COUNTERS: usize = 1 << 18;

/// Rows seen of each person, in memory that does not grow with the people.
pub(super) struct Crowd {
    shared: Vec<u16>,
    suspects: HashMap<IdNatPp, u32>,
}

impl Default for Crowd {
    fn default() -> Self {
        Self { shared: vec![0; COUNTERS], suspects: HashMap::new() }
    }
}

impl Crowd {
    /// Counts a row of `id`.
    ///
    /// # Errors
    /// The reject of the row, once that person has too many.
    pub(super) fn count(&mut self, id: IdNatPp, notes: &Notes) -> Result<(), Defect> {
        let counter = &mut self.shared[slot(id)];
        if u32::from(*counter) < MOST {
            *counter += 1;
            return Ok(());
        }
        let rows = self.suspects.entry(id).or_default();
        *rows += 1;
        if *rows <= MOST {
            return Ok(());
        }
        let message = format!("plus de {MOST} lignes de la même personne");
        Err(notes.defect("Identification nationale PP", Rule::Crowd, message))
    }
}

fn slot(id: IdNatPp) -> usize {
    use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(id);
    usize::try_from(hash).unwrap_or(0) % COUNTERS
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_person_may_have_many_rows_but_not_any_number() {
        let file: Arc<str> = Arc::from("file");
        let notes = Notes::new(&file);
        let id = |number: &str| number.parse::<IdNatPp>().unwrap();
        let mut crowd = Crowd::default();
        let kept =
            |crowd: &mut Crowd, id, rows| (0..rows).filter(|_| crowd.count(id, &notes).is_ok()).count();
        assert_eq!(kept(&mut crowd, id("899700000104"), 400), 400);
        assert_eq!(kept(&mut crowd, id("899700000104"), 100_000), 600);
        let refused = crowd.count(id("899700000104"), &notes).unwrap_err();
        assert_eq!(refused.rule, Rule::Crowd);
        assert_eq!(kept(&mut crowd, id("899700000112"), 400), 400, "others are not concerned");
    }
}
