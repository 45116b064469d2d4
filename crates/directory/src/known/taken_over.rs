//! What SIRENE and other optional sources add to a structure: its establishment, who took it over, its equipment,
//! mailboxes and certificates.

use std::cmp::Reverse;

use aiguilleur_domain::entity::{Etablissement, LienSuccession};
use aiguilleur_store::StoreError;

use super::{KnownAdditions, KnownStructure, TakerKnown};
use crate::Snapshot;

/// Takers that are proposed: a person looks at each.
const MOST_TAKERS: usize = 3;

impl Snapshot {
    pub(super) fn add_establishment(&self, known: &mut KnownStructure) -> Result<(), StoreError> {
        let Some(siret) = known.siret else { return Ok(()) };
        known.establishment = self.establishment(siret)?;
        if let Some(closed) = known.establishment.as_ref().filter(|found| found.is_closed()) {
            let with = |link: LienSuccession| {
                Ok(TakerKnown { establishment: self.establishment(link.successeur)?, link })
            };
            let takers = self.successions_of(siret)?.into_iter().map(with);
            known.takers = likeliest(closed, takers.collect::<Result<_, StoreError>>()?);
        }
        Ok(())
    }

    pub(super) fn additions(&self, known: &KnownStructure) -> Result<KnownAdditions, StoreError> {
        let equipment = match (known.finess_eg, known.finess_ej) {
            (Some(site), _) => self.equipment_of_site(site)?,
            (None, Some(ej)) => self.equipment_of_entity(ej)?,
            (None, None) => None,
        };
        let mailboxes = known.id_nat_struct.map(|id| self.mailboxes_of_structure(id)).transpose()?;
        Ok(KnownAdditions {
            equipment,
            mailboxes: mailboxes.flatten(),
            certificates: self.certificates_of(&known.technical_id)?,
        })
    }
}

/// Those that are open first, then at the same house number, then of the same name, then the last.
fn likeliest(closed: &Etablissement, mut takers: Vec<TakerKnown>) -> Vec<TakerKnown> {
    let house = |found: &Etablissement| found.street.split(' ').next().unwrap_or_default().to_owned();
    let same = |taker: &TakerKnown, of: &dyn Fn(&Etablissement) -> String| {
        taker.establishment.as_ref().is_some_and(|found| !of(found).is_empty() && of(found) == of(closed))
    };
    takers.sort_by_cached_key(|taker| {
        (
            !taker.is_open(),
            !same(taker, &house),
            !same(taker, &|found| found.name.clone()),
            Reverse(taker.link.on),
            taker.link.successeur,
        )
    });
    takers.truncate(MOST_TAKERS);
    takers
}

#[cfg(test)]
mod tests {
    use aiguilleur_domain::Date;

    use super::*;

    #[test]
    fn the_open_one_at_the_same_number_comes_first() {
        let found = |etat: &str, street: &str, name: &str| Etablissement {
            etat: etat.parse().ok(),
            street: street.to_owned(),
            name: name.to_owned(),
            ..Etablissement::default()
        };
        let taker = |siret: &str, day, establishment| TakerKnown {
            link: LienSuccession {
                predecesseur: "99900000900012".parse().unwrap(),
                successeur: siret.parse().unwrap(),
                on: Some(Date::constant(2025, 1, day)),
                transfert_siege: false,
                continuite_economique: true,
            },
            establishment: Some(establishment),
        };
        let closed = found("F", "12 RUE DES LILAS", "PHARMACIE DES LILAS");
        let takers = vec![
            taker("99900001700015", 9, found("F", "12 RUE DES LILAS", "PHARMACIE DES LILAS")),
            taker("99900002500018", 8, found("A", "3 PLACE DU MARCHE", "PHARMACIE DES LILAS")),
            taker("99900003300012", 7, found("A", "12 RUE DES LILAS", "PHARMACIE NEUVE")),
        ];
        let order: Vec<String> =
            likeliest(&closed, takers).iter().map(|taker| taker.link.successeur.to_string()).collect();
        assert_eq!(order, ["99900003300012", "99900002500018", "99900001700015"]);
    }
}
