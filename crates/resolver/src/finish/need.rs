//! Works out what an order needs: contract, cards, forms; what is there, missing, not needed or unknown.

use crate::answer::ContractNeed;
use crate::answer::prerequisite::Prerequisite as P;
use crate::case::{AdminTechnique, Card, Contrat, Known, Party, RepresentantLegal};
use crate::codes::{Couloir, Outcome, Usage};
use crate::draft::{Contract, Draft, Plan};
use crate::rule;
use crate::rule::need as rules;
use crate::situation::Situation;
use crate::warning::{Warning, WarningCode as W};

/// Works out the prerequisites of a decision.
pub(crate) fn assess(draft: &mut Draft, s: &Situation<'_>) {
    if draft.conclusion.outcome == Outcome::CardSufficient {
        titulaire(draft, s);
    }
    if !draft.conclusion.outcome.is_order() && draft.conclusion.outcome != Outcome::ChoiceRequired {
        return;
    }
    match draft.contract {
        Contract::NotAsked => return,
        Contract::NotRequired => {
            draft.order.contract = Some(ContractNeed { required: Some(false), level: None, present: None });
            titulaire(draft, s);
        }
        Contract::NotStated => {
            draft.order.contract = Some(ContractNeed { required: None, level: None, present: None });
        }
        Contract::Required(_) => {
            contrat(draft, s);
            representant(draft, s);
        }
    }
    match &s.case.admin_technique {
        Some(admin) => administrateur(draft, s, admin),
        None => draft.unknown(P::CarteAdministrateur),
    }
}

fn contrat(draft: &mut Draft, s: &Situation<'_>) {
    let Contract::Required(level) = draft.contract else { return };
    let value = draft.order.identifier.as_ref().and_then(|i| i.value.as_deref());
    let known = s.contrat().or_else(|| s.case.contrat_ans.of(&[value]));
    let (present, niveau) = match known {
        None => (None, None),
        Some(Contrat::Missing) => (Some(false), None),
        Some(Contrat::Signed { niveau, .. }) => (Some(true), *niveau),
    };
    draft.order.contract = Some(ContractNeed { required: Some(true), level: niveau.or(level), present });
    draft.complete(&rules::CONTRAT);
    match present {
        Some(true) => {}
        Some(false) => {
            draft.push(Warning::new(W::ContractMissing));
            draft.missing(P::ContratAdhesion);
        }
        None => draft.unknown(P::ContratAdhesion),
    }
}

fn representant(draft: &mut Draft, s: &Situation<'_>) {
    let missing_contract = draft.conclusion.needs.missing.contains(&P::ContratAdhesion);
    let Some(person) = &s.case.representant_legal else {
        if missing_contract {
            draft.missing(P::F101);
        } else {
            draft.unknown(P::F101);
        }
        return;
    };
    draft.complete(&rules::REPRESENTANT);
    if person.change == Some(true) {
        draft.push(Warning::new(W::LegalRepOutdated));
        draft.complete(&rules::CHANGEMENT);
        if s.usages.contains(&Usage::Roc) {
            draft.complete(&rule::roc::REPRESENTANT);
        }
        if !missing_contract {
            draft.missing(P::ContratAdhesionMiseAJour);
        }
        draft.missing(P::F101);
        return;
    }
    representative_card(draft, person, missing_contract);
}

fn representative_card(draft: &mut Draft, person: &RepresentantLegal, missing_contract: bool) {
    match (person.carte.value(), person.fonction_responsable_enregistree) {
        (Some(Card::Cde), _) => {
            draft.conclusion.needs.satisfied.push(P::Cde);
            draft.conclusion.needs.not_needed.push(P::F101);
        }
        (Some(Card::Cps), Some(true)) => {
            draft.conclusion.needs.satisfied.push(P::CpsResponsable);
            draft.conclusion.needs.not_needed.push(P::F101);
        }
        (Some(Card::Cps), Some(false)) => draft.missing(P::FonctionResponsableOrdre),
        (Some(Card::Cps), None) => draft.unknown(P::FonctionResponsableOrdre),
        (Some(_), _) => card_missing(draft),
        (None, _) if person.carte.is_none() => card_missing(draft),
        (None, _) if missing_contract => draft.missing(P::F101),
        (None, _) => draft.unknown(P::F101),
    }
}

fn card_missing(draft: &mut Draft) {
    draft.push(Warning::new(W::CardMissing));
    draft.missing(P::F101);
}

fn titulaire(draft: &mut Draft, s: &Situation<'_>) {
    let own = s.professional.map_or(&Known::Unknown, |p| &p.carte);
    let card = match &s.case.representant_legal {
        Some(person) if !own.is_stated() => &person.carte,
        _ => own,
    };
    match card {
        Known::Unknown => draft.unknown(P::Cps),
        Known::Some(Card::Cps) => {
            draft.conclusion.needs.satisfied.push(P::Cps);
        }
        Known::None | Known::Some(_) => {
            draft.push(Warning::new(W::CardMissing));
            draft.missing(P::Cps);
        }
    }
    if card.is_stated() {
        draft.complete(&rules::TITULAIRE);
    }
}

/// Whether the administrateur technique works for the éditeur.
pub(crate) fn is_editeur(admin: &AdminTechnique) -> Option<bool> {
    Some(admin.employeur? == Party::Editeur)
}

fn administrateur(draft: &mut Draft, s: &Situation<'_>, admin: &AdminTechnique) {
    let editeur = is_editeur(admin).unwrap_or(s.case.delegation_editeur == Some(true));
    draft.complete(if editeur { &rules::EDITEUR } else { &rules::INTERNE });
    if s.usages.contains(&Usage::Roc) {
        draft.complete(&rule::roc::ADMINISTRATEUR);
    }
    if editeur && matches!(admin.contrat_editeur_ans, Known::None | Known::Some(false)) {
        draft.push(Warning::new(W::EditorContractMissing));
        draft.missing(P::ContratAdhesionEditeur);
    }
    let wanted = if editeur { P::F301 } else { card_for(draft, s) };
    match &admin.carte {
        Known::Unknown => draft.unknown(P::CarteAdministrateur),
        Known::Some(card) if card.is_admitted() => {
            if admin.carte_active == Some(false) {
                draft.push(Warning::new(W::AtCardInactive));
                draft.missing(wanted);
            } else {
                draft.conclusion.needs.satisfied.push(P::CarteAdministrateur);
            }
        }
        Known::None | Known::Some(_) => {
            draft.push(Warning::new(W::AtCardMissing));
            draft.missing(wanted);
        }
    }
}

/// How an administrateur technique of the structure gets a card.
fn card_for(draft: &Draft, s: &Situation<'_>) -> P {
    match (draft.plan, s.couloir) {
        (Plan::Segur | Plan::Officine, _) => P::F301,
        (Plan::Cabinet | Plan::Societe, Some(Couloir::Radiologie | Couloir::MedecineDeVille)) => {
            P::CpeViaTops
        }
        _ => P::CarteCpx,
    }
}
