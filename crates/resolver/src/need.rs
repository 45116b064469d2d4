//! Works out what an order needs: contract, cards, forms; what is there, missing, not needed or unknown.

use crate::answer::{ContractNeed, Couloir, Outcome};
use crate::case::{AdminTechnique, Card, Contrat, Known, Party, RepresentantLegal};
use crate::citation::{
    S000_L178, S000_L180, S000_L403, S001_L166, S001_L173, S001_L174, S001_L213, S001_L260, S001_L262,
    S002_L22_23, S002_L205_206, S002_L236_237, S002_L269_276, S002_L286_288, S002_L289_291, S002_L317_319,
    S003_L73, S003_L123, S003_L207, S003_L207_B, S003_L248, S004_L62_63,
};
use crate::couloir::roc;
use crate::draft::{Contract, Draft, Plan};
use crate::prerequisite::Prerequisite as P;
use crate::product::Usage;
use crate::rule::{Family, Rule};
use crate::situation::Situation;
use crate::warning::{Warning, WarningCode as W};

/// The contract.
pub(crate) static CONTRAT: Rule = Rule::completing(
    "R-PRE-CONTRAT",
    Family::Prerequisites,
    "Établissement, organisme gestionnaire ou GIE qui commande",
    "Contrat d'adhésion avec l'ANS",
    &[S002_L205_206, S001_L173, S003_L207, S004_L62_63],
);

/// The representative's card.
pub(crate) static REPRESENTANT: Rule = Rule::completing(
    "R-PRE-REPRESENTANT",
    Family::Prerequisites,
    "Représentant légal d'une structure qui a un contrat",
    "Carte CDE (F101), ou CPS et fonction de responsable enregistrée par son ordre",
    &[S003_L123, S003_L207_B, S001_L174, S002_L236_237],
);

/// A changed representative.
pub(crate) static CHANGEMENT: Rule = Rule::completing(
    "R-PRE-CHANGEMENT",
    Family::Prerequisites,
    "Le représentant légal a changé",
    "Nouvelle carte (F101) et contrat mis à jour avant de commander",
    &[S001_L213, S001_L166],
);

/// The titulaire's card.
pub(crate) static TITULAIRE: Rule = Rule::completing(
    "R-PRE-TITULAIRE",
    Family::Prerequisites,
    "Professionnel libéral, société d'exercice ou officine qui commande",
    "Carte CPS active de la personne qui signe",
    &[S003_L207_B],
);

/// An éditeur as administrateur technique.
pub(crate) static EDITEUR: Rule = Rule::completing(
    "R-PRE-EDITEUR",
    Family::Prerequisites,
    "L'administrateur technique est chez l'éditeur",
    "Contrat de l'éditeur avec l'ANS, puis carte CPA (F301) ; la structure donne la délégation",
    &[S000_L403, S000_L180, S000_L178, S002_L269_276, S002_L317_319, S002_L22_23, S003_L73],
);

/// One of one's own.
pub(crate) static INTERNE: Rule = Rule::completing(
    "R-PRE-INTERNE",
    Family::Prerequisites,
    "L'administrateur technique est dans la structure",
    "Carte CPS ou CPE ; sans carte : TOPS pour un cabinet, TOM ou F301 pour un établissement",
    &[S002_L286_288, S002_L289_291, S001_L260, S001_L262, S003_L248],
);

/// The rules of this chapter.
pub(crate) static ALL: &[&Rule] = &[&CONTRAT, &REPRESENTANT, &CHANGEMENT, &TITULAIRE, &EDITEUR, &INTERNE];

/// Works out the prerequisites of a decision.
pub(crate) fn assess(draft: &mut Draft, s: &Situation<'_>) {
    if draft.decision.outcome == Outcome::CardSufficient {
        titulaire(draft, s);
    }
    if !draft.decision.outcome.is_order() && draft.decision.outcome != Outcome::ChoiceRequired {
        return;
    }
    match draft.contract {
        Contract::NotAsked => return,
        Contract::NotRequired => {
            draft.decision.contract =
                Some(ContractNeed { required: Some(false), level: None, present: None });
            titulaire(draft, s);
        }
        Contract::NotStated => {
            draft.decision.contract = Some(ContractNeed { required: None, level: None, present: None });
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
    let value = draft.decision.identifier.as_ref().and_then(|i| i.value.as_deref());
    let known = s.contrat().or_else(|| s.case.contrat_ans.of(&[value]));
    let (present, niveau) = match known {
        None => (None, None),
        Some(Contrat::Missing) => (Some(false), None),
        Some(Contrat::Signed { niveau, .. }) => (Some(true), *niveau),
    };
    draft.decision.contract = Some(ContractNeed { required: Some(true), level: niveau.or(level), present });
    draft.complete(&CONTRAT);
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
    let missing_contract = draft.decision.prerequisites_missing.contains(&P::ContratAdhesion);
    let Some(person) = &s.case.representant_legal else {
        if missing_contract {
            draft.missing(P::F101);
        } else {
            draft.unknown(P::F101);
        }
        return;
    };
    draft.complete(&REPRESENTANT);
    if person.change == Some(true) {
        draft.push(Warning::new(W::LegalRepOutdated));
        draft.complete(&CHANGEMENT);
        if s.usages.contains(&Usage::Roc) {
            draft.complete(&roc::REPRESENTANT);
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
            draft.decision.prerequisites_satisfied.push(P::Cde);
            draft.decision.prerequisites_not_needed.push(P::F101);
        }
        (Some(Card::Cps), Some(true)) => {
            draft.decision.prerequisites_satisfied.push(P::CpsResponsable);
            draft.decision.prerequisites_not_needed.push(P::F101);
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
            draft.decision.prerequisites_satisfied.push(P::Cps);
        }
        Known::None | Known::Some(_) => {
            draft.push(Warning::new(W::CardMissing));
            draft.missing(P::Cps);
        }
    }
    if card.is_stated() {
        draft.complete(&TITULAIRE);
    }
}

/// Whether the administrateur technique works for the éditeur.
pub(crate) fn is_editeur(admin: &AdminTechnique) -> Option<bool> {
    Some(admin.employeur? == Party::Editeur)
}

fn administrateur(draft: &mut Draft, s: &Situation<'_>, admin: &AdminTechnique) {
    let editeur = is_editeur(admin).unwrap_or(s.case.delegation_editeur == Some(true));
    draft.complete(if editeur { &EDITEUR } else { &INTERNE });
    if s.usages.contains(&Usage::Roc) {
        draft.complete(&roc::ADMINISTRATEUR);
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
                draft.decision.prerequisites_satisfied.push(P::CarteAdministrateur);
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
