//! What agreements and contradictions weigh, in bits: the Fellegi–Sunter model of record linkage.
//!
//! A weight is `log2(m / u)`: how much more often two records of one client agree so (m) than two records taken at
//! random (u). The m stand here; `cargo run -p aiguilleur-reconcile --example calibrate` measures what they give.
//! The u come from the index: a rare name says more than a common one.

/// How a name on file resembles the directory's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The same words.
    Exact,
    /// The same but for spaces.
    Joined,
    /// One or the other is missing: nothing was compared.
    Absent,
    /// Some words of a compound name, all of those on one side.
    Part,
    /// A usual short form of a given name.
    Variant,
    /// Initials of a given name.
    Initial,
    /// The beginning of the name.
    Beginning,
    /// One slip.
    Slip,
    /// Edit distance 2.
    TwoSlips,
    /// Written otherwise, heard alike.
    Heard,
    /// Another name.
    Differs,
}

impl Level {
    /// How often the name of one client is found so.
    const fn m(self) -> f32 {
        match self {
            Self::Exact => 0.75,
            Self::Joined | Self::Part | Self::Heard | Self::Beginning | Self::Initial => 0.03,
            Self::Variant => 0.02,
            Self::Slip | Self::Differs => 0.1,
            Self::TwoSlips => 0.04,
            Self::Absent => 1.0,
        }
    }

    /// How many more names agree so by chance than agree exactly.
    const fn spread(self) -> f32 {
        match self {
            Self::Slip | Self::Variant => 3.0,
            Self::Part | Self::Heard => 4.0,
            Self::TwoSlips => 12.0,
            Self::Beginning => 20.0,
            _ => 1.0,
        }
    }

    /// Whether the names are of one person as they stand, or by a usual form.
    pub const fn agrees(self) -> bool {
        !matches!(self, Self::Differs | Self::Absent)
    }
}

/// Share of clients that the directory does not hold.
pub(super) const ABSENT: f32 = 0.05;
/// Columns of family and given name exchanged.
pub(super) const SWAPPED: f32 = -4.5;
/// A second reading of one text: another cut between the names, a birth name beside a married one.
pub(super) const REREAD: f32 = -1.0;
/// The client more probably still practises.
pub(super) const ENDED: f32 = -2.0;

/// A share of chance below which nothing is measured.
const RAREST: f32 = 2.0;
/// One given name in so many begins with a given letter.
const INITIALS: f32 = 1.0 / 12.0;

/// What `level` weighs for a name that `bearers` of `documents` bear.
pub(super) fn of_name(level: Level, bearers: u32, documents: u32) -> f32 {
    let u = match level {
        Level::Absent => return 0.0,
        Level::Differs => return level.m().log2(),
        Level::Initial => INITIALS,
        _ => chance(bearers, documents, level.spread()),
    };
    (level.m() / u).log2()
}

fn chance(bearers: u32, documents: u32, spread: f32) -> f32 {
    (count(bearers).max(RAREST) * spread / count(documents).max(1.0)).clamp(f32::MIN_POSITIVE, 0.5)
}

/// A count of documents, exact up to sixteen millions.
pub(super) fn count(number: u32) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a weight needs no more than three digits")]
    let count = number as f32;
    count
}

/// How the place on file resembles the directory's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The same town, written the same.
    Town,
    /// A town written nearly so.
    NearTown,
    /// The same postcode.
    Postcode,
    /// Another town of the département.
    Departement,
    /// One or the other is missing: nothing was compared.
    Absent,
    /// Elsewhere.
    Differs,
}

impl Place {
    /// What it weighs where `there` of `documents` are.
    pub(super) fn bits(self, there: u32, documents: u32) -> f32 {
        let m = match self {
            Self::Town => 0.8,
            Self::Postcode => 0.7,
            Self::NearTown => 0.06,
            Self::Departement => 0.08,
            Self::Absent => return 0.0,
            Self::Differs => return -5.0,
        };
        (m / (count(there).max(1.0) / count(documents).max(1.0)).min(0.8)).log2()
    }

    /// Whether it is the place on file.
    pub const fn agrees(self) -> bool {
        matches!(self, Self::Town | Self::NearTown | Self::Postcode)
    }
}

/// A word of a structure's name found in the other, by how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Exact,
    Kind,
    Beginning,
    Slip,
    TwoSlips,
}

impl Word {
    /// What a word weighs that `bearers` of `documents` names have.
    pub(super) fn bits(self, bearers: u32, documents: u32) -> f32 {
        let (m, spread) = match self {
            Self::Exact => (0.85, 1.0),
            Self::Kind => (0.3, 1.0),
            Self::Beginning => (0.05, 4.0),
            Self::Slip => (0.06, 3.0),
            Self::TwoSlips => (0.02, 10.0),
        };
        (m / chance(bearers, documents, spread)).log2().max(0.0)
    }
}

/// A distinctive word on file that the directory's name lacks; a common one.
pub(super) const LACKS: f32 = -4.0;
pub(super) const LACKS_COMMON: f32 = -1.0;
/// The file says a kind of structure that it is not.
pub(super) const OTHER_KIND: f32 = -3.0;
/// The first distinctive word of the directory's name that is not on file, and each next one; a common one.
pub(super) const SHORTENED: f32 = -4.0;
pub(super) const SHORTENED_MORE: f32 = -1.0;
pub(super) const SHORTENED_COMMON: f32 = -0.5;
/// The share of names that have a word, from which on it tells nothing of whose name it is.
const COMMON: f32 = 0.004;

/// Whether so many names have a word that it distinguishes nobody.
pub(super) fn is_common(bearers: u32, documents: u32) -> bool {
    bearers > 3 && count(bearers) / count(documents).max(1.0) > COMMON
}
