//! The companies and establishments that sources name: of SIRENE's tens of millions, those worth keeping.

use aiguilleur_directory::table;
use aiguilleur_domain::{Siren, Siret, entity::UniteLegale};
use aiguilleur_store::{BlockCache, Generation};
use rustc_hash::FxHashSet;

use super::ImportError;

/// The numbers.
#[derive(Debug, Default)]
pub(super) struct Named {
    sirens: FxHashSet<Siren>,
    sirets: FxHashSet<Siret>,
}

impl Named {
    /// Those that the served generation's structures bear, whatever the file that named them.
    pub(super) fn of(served: &Generation) -> Result<Self, ImportError> {
        let mut named = Self::default();
        let number = |key: &[u8]| {
            let end = key.iter().position(|byte| *byte == 0).unwrap_or(key.len());
            String::from_utf8_lossy(&key[..end]).into_owned()
        };
        for record in served.table(table::BY_SIRET, &BlockCache::new(0))?.all()? {
            named.siret(number(record?.key()).parse().ok());
        }
        for record in served.table(table::BY_SIREN, &BlockCache::new(0))?.all()? {
            named.siren(number(record?.key()).parse().ok());
        }
        Ok(named)
    }

    pub(super) fn siren(&mut self, siren: Option<Siren>) {
        self.sirens.extend(siren);
    }

    /// Notes an establishment, and its company.
    pub(super) fn siret(&mut self, siret: Option<Siret>) {
        self.sirens.extend(siret.map(Siret::siren));
        self.sirets.extend(siret);
    }

    /// Notes an establishment that took over from one that is named; of its company nothing is asked.
    pub(super) fn successor(&mut self, siret: Siret) {
        self.sirets.insert(siret);
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.sirens.extend(other.sirens);
        self.sirets.extend(other.sirets);
    }

    pub(super) fn names(&self, siret: Siret) -> bool {
        self.sirets.contains(&siret)
    }

    /// A SCM is kept even when no structure names it: its SIRET will be submitted.
    pub(super) fn is_worth_keeping(&self, unit: &UniteLegale) -> bool {
        unit.is_scm() || self.sirens.contains(&unit.siren)
    }
}
