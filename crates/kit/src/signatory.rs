//! Who signs a form, where the number itself determines it: the holder of a RPPS-rang. Of any other structure the directory
//! does not know the representative, and none is named.

use aiguilleur_directory::{Snapshot, StoreError, holder_of_rang};
use aiguilleur_domain::{Date, IdNatPp};
use aiguilleur_resolver::{Form, Signatory};
use serde::Serialize;

use crate::card::CardState;

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// RPPS number.
    pub rpps: String,
    /// Nom d'exercice.
    pub family_name: String,
    /// Prénom d'exercice.
    pub given_name: String,
    /// Validity of the signer's card.
    pub card: CardState,
}

/// The one person whose RPPS every RPPS-rang of `form` begins with.
fn holder(form: &Form) -> Option<IdNatPp> {
    if form.signatory != Some(Signatory::TitulaireDuCabinet) {
        return None;
    }
    let mut holders = form.rpps_rang.iter().map(|rang| holder_of_rang(rang));
    let first = holders.next()??;
    holders.all(|other| other == Some(first)).then_some(first)
}

/// Who signs `form`. What is wrong with their card is among the decision's warnings.
pub(crate) fn of(snapshot: &Snapshot, form: &Form, today: Date) -> Result<Option<Signer>, StoreError> {
    let Some(id) = holder(form) else { return Ok(None) };
    let Some(person) = snapshot.professional_summary(id)? else { return Ok(None) };
    let cards = snapshot.cards(id)?.unwrap_or_default();
    Ok(Some(Signer {
        rpps: person.rpps.map(|rpps| rpps.to_string()).unwrap_or_default(),
        family_name: person.family_name,
        given_name: person.given_name,
        card: CardState::of(&cards, today),
    }))
}
