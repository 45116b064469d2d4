//! The codes of a document, in one text of terms; the first letter of a term is its kind.

use std::borrow::Cow;

use crate::analysis::{self, place};

/// Begins the text of a place whose codes are not spelled out yet: no code begins with it.
const PLACE: char = '@';
/// Between the parts of such a text.
const SEPARATOR: char = '\u{1f}';

#[derive(Default)]
pub(super) struct Facets {
    text: String,
}

impl Facets {
    pub(super) fn clear(&mut self) {
        self.text.clear();
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The codes that were added.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').filter(|code| !code.is_empty())
    }

    /// Adds a code, once, and tells whether it is new.
    pub(super) fn push(&mut self, kind: char, code: &str) -> bool {
        if code.is_empty() {
            return false;
        }
        let before = self.text.len();
        if before > 0 {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push(kind);
        self.text.extend(code.split_whitespace());
        let (known, term) = self.text.split_at(start);
        let new = !known.split(' ').any(|other| other == term);
        if !new {
            self.text.truncate(before);
        }
        new
    }

    /// Adds the codes of a place; those of current places come first.
    pub(super) fn push_place(&mut self, departement: &str, commune: &str, postcode: &str, current: bool) {
        let departement = analysis::departement(departement, commune, postcode).unwrap_or_default();
        for (kind, code) in [('d', departement.as_str()), ('c', commune), ('p', postcode)] {
            if self.push(kind, code) && !current {
                self.push(kind.to_ascii_uppercase(), code);
            }
        }
        let others = place::other_departement(postcode, commune).unwrap_or_default();
        for departement in others {
            self.push('d', departement);
        }
    }

    /// The text of a current place, to be spelled out by [`Facets::indexed`]: once for all who practise there.
    pub(super) fn of_place(&mut self, departement: &str, commune: &str, postcode: &str) -> &str {
        self.text.clear();
        self.text.push(PLACE);
        for part in [departement, commune, postcode] {
            self.text.push_str(part);
            self.text.push(SEPARATOR);
        }
        &self.text
    }

    /// The codes in a text.
    pub(super) fn indexed(text: &str) -> Cow<'_, str> {
        let Some(place) = text.strip_prefix(PLACE) else { return text.into() };
        let mut parts = place.split(SEPARATOR);
        let [departement, commune, postcode] = [(); 3].map(|()| parts.next().unwrap_or_default());
        let mut facets = Self::default();
        facets.push_place(departement, commune, postcode, true);
        facets.text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::Facets;

    #[test]
    fn a_place_is_spelled_out_as_if_its_codes_had_been_added() {
        for (departement, commune, postcode) in
            [("", "76540", "76000"), ("2A", "2A004", "20000"), ("", "", "97200"), ("", "", "")]
        {
            let mut facets = Facets::default();
            let spelled = Facets::indexed(facets.of_place(departement, commune, postcode)).into_owned();
            facets.clear();
            facets.push_place(departement, commune, postcode, true);
            assert_eq!(spelled, facets.text());
        }
        assert_eq!(Facets::indexed("j10 sSM44"), "j10 sSM44");
    }

    #[test]
    fn what_has_ended_stands_a_second_time_in_capitals_unless_it_is_current_elsewhere() {
        let mut facets = Facets::default();
        facets.push_place("", "76540", "76000", true);
        facets.push_place("", "76540", "76100", false);
        assert_eq!(facets.text(), "d76 c76540 p76000 p76100 P76100");
    }
}
