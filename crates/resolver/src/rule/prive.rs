//! Private établissements, by date: the dates are data, changed here when the ANS changes them.

use jiff::civil::{Date, date};

use crate::citation::{Citation, O1_EJ, P13_EG, P13_EJ, S003_L342, S003_L397};

/// Last day of « jusqu'à début 2023 »: the end of the first quarter.
pub(crate) const TRANSITION_LAST_DAY: Date = date(2023, 3, 31);

/// First day after it: nothing written says which level follows.
pub(crate) const TRANSITION_OVER: Date = date(2023, 4, 1);

/// Last day of that silence.
pub(crate) const SILENCE_LAST_DAY: Date = date(2023, 12, 5);

/// The day on which the ANS published that the FINESS juridique is recommended.
pub(crate) const EJ_RECOMMENDED: Date = date(2023, 12, 6);

/// The passages of that recommendation.
pub(crate) const EJ_CITATIONS: &[Citation] = &[P13_EG, O1_EJ, P13_EJ, S003_L342, S003_L397];
