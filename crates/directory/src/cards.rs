//! Cards of those who sign: which one works today, and a warning where none does.

use aiguilleur_domain::{Date, IdNatPp, entity::Card};
use aiguilleur_resolver::{CardFault, IdentifierKind, Outcome, Warning};

use crate::{Decided, Snapshot, StoreError, view::ProfessionalView};

/// Digits of a RPPS number, with which a RPPS-rang begins.
const RPPS: usize = 11;

/// Whose RPPS a RPPS-rang begins with.
pub fn holder_of_rang(rang: &str) -> Option<IdNatPp> {
    rang.get(..RPPS).and_then(|rpps| rpps.parse().ok()).map(IdNatPp::Rpps)
}

/// The card to name today: of several that work, the last issued, as the ANS asks.
pub fn card_of_today(cards: &[Card], today: Date) -> Option<&Card> {
    cards.iter().filter(|card| card.is_usable(today)).max_by_key(|card| card.valid_from)
}

/// What is wrong with `stated`, a card that a form would name, or with having no card that works. `who` is a name.
pub fn card_warning(who: &str, stated: Option<&str>, cards: &[Card], today: Date) -> Option<Warning> {
    let active = card_of_today(cards, today);
    let wrong = match stated {
        Some(number) => cards.iter().find(|card| card.number == number).filter(|card| !card.is_usable(today)),
        None if active.is_none() => cards.iter().max_by_key(|card| card.valid_from),
        None => None,
    }?;
    let fault = match (wrong.opposed_on, wrong.valid_to) {
        (Some(on), _) if on <= today => CardFault::Opposed(on),
        (_, Some(to)) if to < today => CardFault::Expired(to),
        _ => CardFault::NotYetValid,
    };
    let active = active.map(|card| card.number.as_str());
    Some(Warning::card_inactive(who, &wrong.number, fault, active))
}

impl Snapshot {
    /// Adds to each order of `decided` what is wrong with the card of who signs it: the professional who orders for
    /// themselves, the holder of a RPPS-rang. Of nobody else does the directory know that they sign.
    pub(crate) fn warn_of_cards(&self, decided: &mut Decided, today: Date) -> Result<(), StoreError> {
        let asked = decided.professional.clone();
        for decision in decided.decisions.iter_mut().map(|view| &mut view.decision) {
            let rang = decision.identifier().filter(|it| it.kind == IdentifierKind::RppsRang);
            let rang = rang.and_then(|it| it.value.as_deref());
            let signer = match (decision.outcome(), rang, &asked) {
                (outcome, ..) if !outcome.is_order() => continue,
                (_, Some(rang), _) => holder_of_rang(rang),
                (Outcome::Order, None, Some(who)) => Some(who.id_nat_pp),
                _ => None,
            };
            let Some(signer) = signer else { continue };
            let Some(cards) = self.cards(signer)?.filter(|cards| !cards.is_empty()) else { continue };
            let name = match &asked {
                Some(who) if who.id_nat_pp == signer => Some(name(who)),
                _ => self.professional_summary(signer)?.as_ref().map(name),
            };
            let who = name.unwrap_or_else(|| "qui signe".to_owned());
            decision.warn_of_card(card_warning(&who, None, &cards, today));
        }
        Ok(())
    }
}

fn name(who: &ProfessionalView) -> String {
    format!("{} {}", who.given_name, who.family_name).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 20);

    fn card(number: &str, from: &str, to: &str, opposed: Option<&str>) -> Card {
        Card {
            kind: None,
            kind_label: "CPS".to_owned(),
            number: number.to_owned(),
            valid_from: Some(from.parse().unwrap()),
            valid_to: Some(to.parse().unwrap()),
            opposed_on: opposed.map(|day| day.parse().unwrap()),
            updated_on: None,
        }
    }

    #[test]
    fn the_last_card_that_works_is_named() {
        let opposed = card("1000000001", "2026-06-01", "2029-06-01", Some("2026-11-20"));
        let active = card("1000000002", "2025-01-01", "2028-01-01", None);
        let older = card("1000000003", "2024-01-01", "2027-01-01", None);
        let cards = [opposed.clone(), older, active];
        assert_eq!(card_of_today(&cards, TODAY).map(|card| card.number.as_str()), Some("1000000002"));
        assert_eq!(card_of_today(&[opposed], TODAY), None);
    }

    #[test]
    fn a_warning_names_the_card_to_use_instead() {
        let cards = [
            card("1000000001", "2023-01-01", "2026-01-01", None),
            card("1000000002", "2026-01-01", "2029-01-01", None),
        ];
        let message =
            |stated| card_warning("MARIE MARTIN", stated, &cards, TODAY).map(|w| w.message.into_owned());
        assert_eq!(
            message(Some("1000000001")).unwrap(),
            "La carte n° 1000000001 de MARIE MARTIN a expiré le 1er janvier 2026 : sa carte active porte le n° \
             1000000002"
        );
        assert_eq!(message(Some("1000000002")), None);
        assert_eq!(message(None), None, "an older card that expired is no fault");
        assert_eq!(message(Some("1000000009")), None, "nothing is known of that one");
        let gone = card_warning("MARIE MARTIN", None, &cards[..1], TODAY).unwrap();
        assert!(gone.message.contains("aucune carte active"), "{}", gone.message);
        assert_eq!(card_warning("MARIE MARTIN", None, &[], TODAY), None);
    }
}
