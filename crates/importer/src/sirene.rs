//! SIRENE: of 29 million legal units, those that a structure names, and every société civile de moyens.

use aiguilleur_domain::{Siren, entity::UniteLegale};
use rustc_hash::FxHashSet;

/// A SCM is kept even when no structure names it: somebody will present its SIRET.
pub(super) fn is_worth_keeping(unit: &UniteLegale, named: &FxHashSet<Siren>) -> bool {
    unit.is_scm() || named.contains(&unit.siren)
}
