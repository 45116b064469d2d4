//! One code of a table.

use std::fmt;

use aiguilleur_domain::Date;

/// A code, its label and when it was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Code in the nomenclature.
    pub code: &'static str,
    /// The publisher's label, in French.
    pub label: &'static str,
    /// First day in force, when published.
    pub start: Option<Date>,
    /// Day of closure, when the code is closed. Closed codes still occur in the extractions.
    pub end: Option<Date>,
    /// Values of the table's own columns, empty where it says nothing.
    pub(crate) attributes: &'static [&'static str],
}

impl Entry {
    pub(crate) const fn new(
        code: &'static str,
        label: &'static str,
        start: Option<Date>,
        end: Option<Date>,
        attributes: &'static [&'static str],
    ) -> Self {
        Self { code, label, start, end, attributes }
    }

    /// Whether the code was in force on `day`; a date that was not published does not exclude.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day < end)
    }
}

/// A code as people read it: « Infirmier (60) », or « code SA99, sans libellé connu ».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labelled<'a> {
    /// Code in the nomenclature.
    pub code: &'a str,
    /// Its label; `None` for a code that no table holds.
    pub label: Option<&'static str>,
}

impl fmt::Display for Labelled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.label {
            Some(label) => write!(f, "{label} ({})", self.code),
            None => write!(f, "code {}, sans libellé connu", self.code),
        }
    }
}

/// A date of a generated table.
pub(crate) const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}
