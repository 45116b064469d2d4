//! Which day it is: the machine's, or a fixed one for the demonstration and for tests. Chosen once, at the edge.

use aiguilleur_domain::Date;

/// Tells the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// The machine's day, where the machine is.
    #[default]
    Machine,
    /// Always this day: examples speak as of the day that they were written for.
    Fixed(Date),
}

impl Clock {
    /// The day.
    pub fn today(self) -> Date {
        match self {
            Self::Machine => jiff::Zoned::now().date(),
            Self::Fixed(day) => day,
        }
    }
}

impl From<Option<Date>> for Clock {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Self::Machine, Self::Fixed)
    }
}
