//! What the activités of the restricted extraction came to, for the account of the import.

/// How many of what.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RestrictedTally {
    /// Structures of which something is stated.
    pub(super) structures: u64,
    /// Activités that ended longer ago than the history goes back.
    pub(super) forgotten: u64,
    /// Activités whose structure the extraction does not describe.
    pub(super) of_unknown_structure: u64,
    /// Current situations of the open stock that an activité tells more of.
    pub(super) situations_enriched: u64,
    /// Situations that the open stock still held, ended by their own date of end.
    pub(super) situations_ended: u64,
    /// Past situations that the open stock does not tell.
    pub(super) past_situations: u64,
    /// People absent from the open extraction, all of whose activités have ended.
    pub(super) past_people: u64,
    /// Current activités that the open stock does not hold: not shown as current.
    pub(super) not_in_open_stock: u64,
    /// Past activités without a place to name, of students, or of people whose present is not known: not kept.
    pub(super) past_left_out: u64,
}

impl RestrictedTally {
    /// The counts in the manifest; none when all are zero.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let all = [
            ("restricted_structures", self.structures),
            ("restricted_activities_forgotten", self.forgotten),
            ("restricted_activities_of_unknown_structure", self.of_unknown_structure),
            ("restricted_situations_enriched", self.situations_enriched),
            ("restricted_situations_ended", self.situations_ended),
            ("restricted_past_situations", self.past_situations),
            ("restricted_past_people", self.past_people),
            ("restricted_activities_not_in_open_stock", self.not_in_open_stock),
            ("restricted_past_activities_left_out", self.past_left_out),
        ];
        let any = *self != Self::default();
        all.into_iter().filter(move |_| any)
    }
}
