//! What would change an answer: single facts are changed one at a time, and the case is decided again.

use jiff::civil::date;
use serde::Serialize;

use crate::answer::Answer;
use crate::case::{Ask, Case, Contrat, ContratAns, Known, Structure};
use crate::codes::Level;
use crate::engine;

/// A fact that would change the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The fact, as the case names it.
    pub fact: &'static str,
    /// Were it so, in French.
    pub if_fact: &'static str,
    /// Index of the first decision that changes.
    pub decision: usize,
    /// The outcome it would have.
    pub outcome: &'static str,
    /// The identifier it would have.
    pub identifier: Option<String>,
    /// The decision it would be, in one French sentence.
    pub summary: String,
}

type Edit = fn(&mut Case);

fn each_structure(case: &mut Case, edit: impl Fn(&mut Structure)) {
    case.structures.values_mut().for_each(edit);
}

fn each_activity(case: &mut Case, edit: impl Fn(&mut crate::case::Activity)) {
    case.activities.iter_mut().flatten().for_each(edit);
}

/// The facts that rules turn on.
static EDITS: &[(&str, &str, Edit)] = &[
    ("date_fin", "si la situation était terminée", |case| {
        let end = case.as_of;
        each_activity(case, |a| a.date_fin = end.or(a.date_debut).or(Some(date(2026, 1, 1))));
    }),
    ("date_fin", "si la situation était en cours", |case| {
        each_activity(case, |a| (a.date_fin, a.end) = (None, None));
    }),
    ("date_fermeture", "si la structure était fermée", |case| {
        each_structure(case, |s| s.fermee = Some(true));
    }),
    ("date_fermeture", "si la structure était ouverte", |case| {
        each_structure(case, |s| {
            s.date_fermeture = None;
            s.fermee = None;
            s.statements.clear();
        });
    }),
    ("as_of", "avant le 1er avril 2023", |case| case.as_of = Some(date(2023, 3, 31))),
    ("as_of", "à partir du 1er avril 2023", |case| case.as_of = Some(date(2023, 4, 1))),
    ("statut_juridique", "si la structure était un GIE (statut 76)", |case| {
        each_structure(case, |s| s.statut_juridique = "76".parse().ok());
    }),
    ("statut_juridique", "si la structure était une SCM (statut 79)", |case| {
        each_structure(case, |s| s.statut_juridique = "79".parse().ok());
    }),
    ("ej_public", "si l'entité juridique était publique", |case| {
        each_structure(case, |s| s.ej_public = Some(true));
    }),
    ("configuration_ris", "si le RIS était configuré par site", |case| {
        case.context.configuration_ris = Known::Some(Level::FinessGeographique);
    }),
    ("configuration_ris", "si le RIS et le contrat étaient au niveau de l'entité juridique", |case| {
        case.context.configuration_ris = Known::Some(Level::FinessJuridique);
        case.contrat_ans =
            ContratAns::One(Contrat::Signed { niveau: Some(Level::FinessJuridique), finess: None });
    }),
    ("ris_certifie", "si le RIS de l'établissement avait déjà un certificat", |case| {
        case.context.ris_fourni_par = Some(crate::case::Party::Etablissement);
        case.context.ris_certifie = Some(true);
    }),
    ("cr_via_pfi_tierce", "si le RIS passait par une PFI tierce pour le DMP", |case| {
        case.context.cr_via_pfi_tierce = Some(true);
    }),
    ("certificate_requested", "si un certificat était voulu tout de même", |case| {
        case.certificate_requested = Some(true);
    }),
    ("savoir_faire", "si le médecin était radiologue", |case| {
        let code = "SM44".parse().ok();
        let mut person = case.professional.clone().unwrap_or_default();
        person.profession = "10".parse().ok();
        person.savoir_faire = code.into_iter().collect();
        case.professional = Some(person);
        each_activity(case, |a| {
            a.savoir_faire.clear();
            a.profession = None;
        });
    }),
    ("contrat_ANS", "si le contrat était signé au niveau du site", |case| {
        case.contrat_ans =
            ContratAns::One(Contrat::Signed { niveau: Some(Level::FinessGeographique), finess: None });
    }),
    ("contrat_ANS", "s'il n'y avait pas de contrat avec l'ANS", |case| {
        case.contrat_ans = ContratAns::One(Contrat::Missing);
    }),
    ("site_principal", "si le site principal était le premier de la liste", |case| {
        let own = case.structures.values().find_map(|s| s.lbm_sites_ouverts.as_ref()?.first().cloned());
        let mut lab = case.laboratoire.clone().unwrap_or_default();
        lab.site_principal = lab.sites.first().cloned().or(own);
        if lab.site_principal.is_some() {
            case.laboratoire = Some(lab);
        }
    }),
];

/// The edits that change the outcome, the orderer or the identifier of some decision.
pub(super) fn changes(case: &Case, answer: &Answer) -> Vec<Change> {
    if case.ask.is_some_and(|ask| ask != Ask::Order) {
        return Vec::new();
    }
    EDITS.iter().filter_map(|(fact, if_fact, edit)| try_out(case, answer, fact, if_fact, *edit)).collect()
}

fn try_out(
    case: &Case,
    answer: &Answer,
    fact: &'static str,
    if_fact: &'static str,
    edit: Edit,
) -> Option<Change> {
    let mut other = case.clone();
    edit(&mut other);
    let edited = engine::decide(&other);
    let (decision, changed) = edited.decisions.iter().enumerate().find(|(index, decision)| {
        answer.decisions.get(*index).is_none_or(|own| {
            (own.outcome(), own.orderer(), own.identifier())
                != (decision.outcome(), decision.orderer(), decision.identifier())
        })
    })?;
    Some(Change {
        fact,
        if_fact,
        decision,
        outcome: changed.outcome().code(),
        identifier: changed.value().map(str::to_owned),
        summary: changed.summary().to_owned(),
    })
}
