//! From what a rule says to a whole decision: products, offers and names, declared identifier, group, evidence.

pub(crate) mod contact;
pub(crate) mod doubt;
pub(crate) mod form;
pub(crate) mod guard;
pub(crate) mod need;

use crate::answer::product::Product;
use crate::answer::{Evidence, Identifier, Scm, product};
use crate::case::DeclaredOrderer;
use crate::codes::{Exemption, IdentifierKind, Orderer, Outcome, ScmEvidence, Usage};
use crate::draft::{Contract, Draft, Plan};
use crate::rule::{Family, Rule};
use crate::situation::{Asker, Situation};
use crate::warning::{Severity, Warning, WarningCode};
use crate::{keys, rule};

/// Finishes one decision. The order matters:
///
/// 1. `scm` first: its warning is the one that an exemption keeps.
/// 2. The usages that call for a certificate; none left makes the decision « not required », so that nothing below
///    looks for products.
/// 3. `guard` checks every number that is left: what it blocks gets neither product nor form.
/// 4. Products, and who orders in error, only where somebody orders or chooses.
/// 5. `rang_holder` after the guard: only a rang that is still shown needs its holder named.
/// 6. `group` before the prerequisites, which follow the orderer that it may speak of.
/// 7. Prerequisites, then evidence last: it names the source of whatever the decision ended up with.
pub(crate) fn finish(draft: &mut Draft, s: &Situation<'_>) {
    scm(draft, s);
    let usages = required_usages(draft, s);
    if usages.is_empty() {
        not_required(draft);
    }
    guard::check(draft, s);
    if matches!(
        draft.conclusion.outcome,
        Outcome::Order | Outcome::OrderByStructure | Outcome::ChoiceRequired
    ) {
        products(draft, s, &usages);
        liberal_in_error(draft, s);
        if s.is_plateau() {
            draft.complete(&rule::radiologie::etablissement::PLATEAU);
        }
    } else {
        draft.plan = Plan::Nothing;
    }
    if s.asker == Asker::Activity {
        draft.complete(&rule::ordre::SECTEUR);
    }
    rang_holder(draft, s);
    group(draft, s);
    need::assess(draft, s);
    draft.order.activity = s.activity.and_then(|a| a.id.clone());
    draft.order.couloir = s.couloir;
    draft.order.evidence = evidence(draft, s);
}

fn scm(draft: &mut Draft, s: &Situation<'_>) {
    let siret = s.structure.and_then(|st| st.siret.as_deref());
    let message = match s.scm {
        Some(evidence) => {
            let strength = if evidence == ScmEvidence::Name { "weak" } else { "strong" };
            draft.order.scm = Some(Scm { evidence, strength });
            scm_message(draft, evidence)
        }
        None if siret.is_some_and(|siret| s.is_scm_siret(siret)) => {
            WarningCode::ScmSiret.label_fr().to_owned()
        }
        None => return,
    };
    draft.push(Warning::with(WarningCode::ScmSiret, message));
    if draft.conclusion.outcome == Outcome::NotCovered {
        draft.complete(&rule::hors_couloir::SCM);
    }
}

/// That the structure is an SCM, or seems to be one by its name, and what that forbids; the RPPS-rang in its place only
/// where the documents order on it.
fn scm_message(draft: &Draft, evidence: ScmEvidence) -> String {
    let is = if evidence == ScmEvidence::Name { "semble être" } else { "est" };
    let order = &draft.order;
    let liberal = matches!(order.orderer, Some(Orderer::CabinetTitulaire | Orderer::SocieteExercice));
    let mut offered = order.options.iter().filter_map(|option| option.identifier.as_ref());
    let rang = liberal || offered.any(|it| it.kind == IdentifierKind::RppsRang);
    let instead = if rang { ", c'est le RPPS-rang du cabinet qui sert" } else { "" };
    format!(
        "Cette structure {is} une société civile de moyens ({}) : le SIRET d'une telle société ne sert jamais à \
         commander{instead}",
        evidence.label_fr()
    )
}

/// A RPPS-rang that is not the person's own, in whatever role it is shown: whose it is, and that it is not theirs.
fn rang_holder(draft: &mut Draft, s: &Situation<'_>) {
    let Some(holder) = s.other_holder() else { return };
    let rang = s.number(IdentifierKind::RppsRang);
    if !draft.order.identifier_values().any(|value| Some(value) == rang) {
        return;
    }
    let name = s.structure.and_then(|structure| structure.titulaire.as_deref());
    let whose =
        name.map_or_else(|| format!("le RPPS {holder}"), |name| format!("le RPPS {holder}, de {name}"));
    let message = format!(
        "Le RPPS-rang de ce cabinet porte {whose}, et non celui du professionnel : vérifier qui est titulaire du cabinet \
         avant de s'en servir"
    );
    draft.push(Warning::with(WarningCode::RangHolderMismatch, message));
    draft.complete(&rule::radiologie::cabinet::TITULAIRE);
}

/// The usages that call for a certificate here.
fn required_usages(draft: &mut Draft, s: &Situation<'_>) -> Vec<Usage> {
    let case = s.case;
    let via_pfi = s.is_radiologie() && s.context().cr_via_pfi_tierce == Some(true);
    s.usages
        .iter()
        .copied()
        .filter(|usage| !draft.by_card.contains(usage))
        .collect::<Vec<_>>()
        .into_iter()
        .filter(|usage| {
            let exempt = match usage {
                Usage::Psc => case.psc_fournisseur_de_service == Some(false),
                Usage::MssanteOperateur => case.mssante_operateur == Some(false),
                Usage::Dmp => via_pfi,
                _ => false,
            };
            if exempt {
                draft.exempted.push(*usage);
            }
            !exempt
        })
        .collect()
}

fn exemption_of(usage: Usage) -> (Exemption, &'static Rule) {
    match usage {
        Usage::Psc => (Exemption::PscNonFs, &rule::product::USAGE_NON_REQUIS),
        Usage::MssanteOperateur => (Exemption::MssNonOperateur, &rule::product::USAGE_NON_REQUIS),
        _ => (Exemption::PfiTierce, &rule::radiologie::exemption::PFI_TIERCE),
    }
}

/// Every usage is exempted: nothing to order, and what would serve is named.
fn not_required(draft: &mut Draft) {
    let (order, said) = (&mut draft.order, &mut draft.conclusion);
    let for_want = said.outcome == Outcome::Blocked && order.identifier.is_some();
    if !said.outcome.is_order() && said.outcome != Outcome::ChoiceRequired && !for_want {
        return;
    }
    let Some(usage) = draft.exempted.first().copied() else { return };
    let (exemption, rule) = exemption_of(usage);
    said.outcome = Outcome::NotRequired;
    order.exemption = Some(exemption);
    order.fallback_identifier = order.identifier.take().filter(|identifier| identifier.value.is_some());
    order.alternatives.clear();
    order.options.clear();
    said.warnings.retain(|warning| warning.code == WarningCode::ScmSiret);
    draft.contract = Contract::NotAsked;
    draft.complete(rule);
    draft.complete(usage.rule());
}

fn products(draft: &mut Draft, s: &Situation<'_>, usages: &[Usage]) {
    let mut list: Vec<Product> = usages.iter().flat_map(|usage| usage.products()).copied().collect();
    let distinct = product::number_sets(&mut list);
    draft.usages = usages.to_vec();
    if usages.contains(&Usage::Psc) && s.case.psc_fournisseur_de_service.is_none() {
        draft.push(Warning::new(WarningCode::PscServiceProviderOnly));
    }
    for usage in usages {
        draft.complete(usage.rule());
    }
    for usage in std::mem::take(&mut draft.exempted) {
        let (exemption, rule) = exemption_of(usage);
        draft.order.exemption.get_or_insert(exemption);
        draft.complete(rule);
    }
    if usages.len() > 1 {
        draft.complete(&rule::product::OTHER);
    }
    insi(draft, s, usages, &list);
    if let Some(request) = s.case.requested_offer {
        let accepted = list.iter().any(|product| product.is_asked_by(request));
        draft.order.admitted.offer = Some(accepted);
        if !accepted {
            draft.push(Warning::new(WarningCode::WrongOffer));
        }
    }
    if s.context().instances > Some(1) {
        draft.sets = draft.sets.max(s.context().instances.unwrap_or(1));
        draft.push(Warning::new(WarningCode::DuplicateKey).mild());
        draft.complete(&rule::certificate::CLE_UNIQUE);
    }
    // Personal certificates are counted by user, where the users are known.
    if !usages.iter().any(|usage| usage.is_dp()) {
        draft.order.certificates = Some(distinct);
    } else if draft.plan != Plan::Personal {
        personal_beside(draft, s);
    }
    draft.order.products = list;
}

/// Personal certificates beside those of the structure: on the site, whatever the others are ordered on.
fn personal_beside(draft: &mut Draft, s: &Situation<'_>) {
    let on = match s.eg() {
        Some(eg) => format!("sur le FINESS géographique du site, {eg}"),
        None => "sur le FINESS géographique du site, à retrouver".to_owned(),
    };
    let message = format!(
        "Dossier Pharmaceutique : les certificats PRO se demandent {on}, et ce site doit avoir son contrat avec l'ANS"
    );
    draft.push(Warning::with(WarningCode::DpContractPerSite, message));
    draft.complete(&rule::dossier_pharmaceutique::ETABLISSEMENT);
}

fn insi(draft: &mut Draft, s: &Situation<'_>, usages: &[Usage], list: &[Product]) {
    if usages.len() > 1 && usages.iter().any(|usage| usage.is_insi()) {
        draft.push(Warning::new(WarningCode::InsiNotMutualisable));
    }
    if usages.iter().filter(|usage| usage.is_insi()).count() > 1 {
        draft.push(Warning { severity: Severity::Info, ..Warning::new(WarningCode::InsiCnStrict) });
    }
    let Some(typed) = &s.case.service_applicatif else { return };
    let accepted = product::service_applicatif_accepted(list, typed);
    draft.order.admitted.service_applicatif = Some(accepted);
    if !accepted {
        draft.push(Warning::new(WarningCode::InsiCnStrict));
    }
}

/// A professional who means to order where the établissement or the GIE does.
fn liberal_in_error(draft: &mut Draft, s: &Situation<'_>) {
    let structure = matches!(
        draft.order.orderer,
        Some(Orderer::Gie | Orderer::Etablissement | Orderer::GieOuEtablissement)
    );
    let own_name = s.case.declared_orderer.is_some_and(DeclaredOrderer::is_person);
    let own_number = s.case.declared_identifier.as_ref().is_some_and(|d| d.kind == IdentifierKind::RppsRang);
    if s.asker == Asker::Activity && structure && s.maybe_liberal() && (own_name || own_number) {
        draft.push(Warning::new(WarningCode::LiberalOrderOnPlateau));
        draft.complete(&rule::radiologie::etablissement::LIBERAL_EN_ERREUR);
    }
}

/// The group of an EJ: named, and each member orders for itself.
fn group(draft: &mut Draft, s: &Situation<'_>) {
    let Some(groupe) = s.structure.and_then(|structure| structure.groupe.as_ref()) else { return };
    let orders = draft.conclusion.outcome.is_order() || draft.conclusion.outcome == Outcome::ChoiceRequired;
    let bears = matches!(draft.order.orderer, Some(Orderer::Etablissement | Orderer::OrganismeGestionnaire));
    if !orders || !bears {
        return;
    }
    if draft.conclusion.rule.rule.family == Family::DossierPharmaceutique {
        draft.order.group = Some(groupe.clone());
        return;
    }
    let name = groupe.name.as_deref().unwrap_or("un groupement");
    let message = format!(
        "Cette entité juridique est membre du groupement « {name} », qui n'a pas d'identifiant propre : chaque entité \
         juridique membre commande pour elle-même, sur son FINESS juridique"
    );
    draft.push(Warning { severity: Severity::Info, ..Warning::with(WarningCode::GhtOnePerEj, message) });
    draft.complete(&rule::hopital::groupement::CHAQUE_EJ);
    draft.order.group = Some(groupe.clone());
}

fn evidence(draft: &Draft, s: &Situation<'_>) -> Vec<Evidence> {
    let (order, said) = (&draft.order, &draft.conclusion);
    let mut facts: Vec<&'static str> = said.rule.rule.facts.to_vec();
    let used = order.identifier.iter().chain(&order.fallback_identifier);
    facts.extend(used.filter(|i| i.value.is_some()).map(|i| i.kind.code()));
    if let Some(scm) = order.scm {
        facts.push(scm.evidence.fact());
        if scm.evidence == ScmEvidence::Name {
            facts.extend(["raison_sociale", "complement_destinataire", "enseigne"]);
        }
    }
    // What optional sources add, where they were imported and what they say bears on this decision.
    facts.extend(["repreneur", "certificats"]);
    if order.identifier.as_ref().is_some_and(|identifier| identifier.kind == IdentifierKind::Siret) {
        facts.push("etablissement");
    }
    if said.outcome == Outcome::ChoiceRequired {
        facts.push("equipements");
    }
    facts.sort_unstable();
    facts.dedup();
    let sourced = facts.into_iter().filter_map(|fact| {
        let origin = s.source_of(fact)?;
        Some(Evidence { fact, source: origin.source.clone(), dated: origin.dated })
    });
    sourced.collect()
}

/// Compares the identifier that the asker meant with each decision's, once all are known.
pub(crate) fn compare_declared(drafts: &mut [(Draft, &Situation<'_>)]) {
    let Some(declared) = drafts.first().and_then(|(_, s)| s.case.declared_identifier.as_ref()) else {
        return;
    };
    let admitted = |draft: &Draft| {
        let order = &draft.order;
        let offered = order.alternatives.iter().chain(&order.options).filter_map(|p| p.identifier.as_ref());
        order.identifier.iter().chain(offered).any(|i| same(i, declared.kind, &declared.value))
    };
    let elsewhere = drafts.iter().any(|(draft, _)| admitted(draft));
    let verdict = keys::check(declared.kind, &declared.value);
    for (draft, s) in drafts.iter_mut().filter(|(_, s)| s.asker != Asker::Declared) {
        if !comparable(draft) {
            continue;
        }
        if admitted(draft) {
            draft.order.admitted.identifier = Some(true);
        } else if !elsewhere {
            refuse_declared(draft, s, verdict);
        }
    }
}

fn same(identifier: &Identifier, kind: IdentifierKind, value: &str) -> bool {
    let finess = kind == IdentifierKind::Finess
        && matches!(identifier.kind, IdentifierKind::FinessGeographique | IdentifierKind::FinessJuridique);
    (identifier.kind == kind || finess) && identifier.value.as_deref() == Some(value)
}

/// Whether the decision wants an identifier that a declared one can be held against.
fn comparable(draft: &Draft) -> bool {
    let (order, said) = (&draft.order, &draft.conclusion);
    let blocked_for_want = said.outcome == Outcome::Blocked && order.identifier.is_some();
    said.outcome.is_order() || said.outcome == Outcome::ChoiceRequired || blocked_for_want
}

fn refuse_declared(draft: &mut Draft, s: &Situation<'_>, verdict: keys::KeyCheck) {
    let Some(declared) = &s.case.declared_identifier else { return };
    let wanted = draft.order.identifier.as_ref().or_else(|| draft.order.options.first()?.identifier.as_ref());
    let wanted = wanted.map(|i| (i.kind, i.value.is_some()));
    if !verdict.is_sound() {
        draft.push(guard::complaint(declared.kind, &declared.value, verdict).1);
    } else if wanted.is_some_and(|(kind, known)| kind != declared.kind || known) {
        let kind = wanted.map_or(declared.kind, |(kind, _)| kind);
        let message = guard::wrong_kind(declared.kind, kind, s.case.origin);
        draft.push(Warning::with(WarningCode::WrongIdentifierType, message));
    } else {
        return;
    }
    draft.order.admitted.identifier = Some(false);
}
