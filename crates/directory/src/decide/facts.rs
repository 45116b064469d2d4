//! From records to a case: what the directory knows, and nothing it would have to guess.

use aiguilleur_domain::{Code, IdNatPp, entity::SourceKind};
use aiguilleur_nomenclature::{categorie, statut};
use aiguilleur_resolver::{Activity, Case, Professional, Provenance, Source, Structure};
use aiguilleur_store::StoreError;

use super::DecisionRequest;
use crate::{KnownStructure, PersonHit, Snapshot, record::StoredExercice, snapshot::SituationFacts};

fn base(request: &DecisionRequest, snapshot: &Snapshot) -> Case {
    let mut case = Case::from_directory(request.as_of.unwrap_or_else(|| snapshot.today()));
    case.usages.clone_from(&request.usages);
    case.couloir = request.couloir;
    case
}

/// The case of a professional: each situation an activity.
pub(super) fn professional(hit: &PersonHit, request: &DecisionRequest, snapshot: &Snapshot) -> Case {
    let mut case = base(request, snapshot);
    let (rpps, adeli) = match hit.professional.id_nat_pp {
        IdNatPp::Rpps(rpps) => (Some(rpps.to_string()), None),
        IdNatPp::Adeli(adeli) => (None, Some(adeli.to_string())),
    };
    let first = hit.facts.first().and_then(|facts| facts.exercice.as_ref());
    case.professional = Some(Professional {
        rpps,
        adeli,
        profession: hit.professional.profession.map(|view| view.code),
        savoir_faire: first.map(savoir_faire).unwrap_or_default(),
        ..Professional::default()
    });
    for (index, facts) in hit.facts.iter().enumerate() {
        let structure = facts.structure.as_ref().map(|known| {
            let titulaire = other_holder(known, hit.professional.id_nat_pp, snapshot);
            (format!("s{index}"), Structure { titulaire, ..known.facts(snapshot) })
        });
        case.push(activity(facts, snapshot), structure);
    }
    case
}

/// The name behind a RPPS-rang that is not the person's own. A name that cannot be read is not known.
fn other_holder(known: &KnownStructure, person: IdNatPp, snapshot: &Snapshot) -> Option<String> {
    let holder = IdNatPp::Rpps(known.rpps_rang()?.holder());
    if holder == person {
        return None;
    }
    let summary = snapshot.professional_summary(holder).ok().flatten()?;
    Some(format!("{} {}", summary.given_name, summary.family_name))
}

fn savoir_faire(exercice: &StoredExercice) -> Vec<Code> {
    exercice.savoir_faire.iter().map(|known| known.code).collect()
}

fn activity(facts: &SituationFacts, snapshot: &Snapshot) -> Activity {
    let rpps = SourceKind::RppsPersonneActivite;
    let mut evidence = Provenance::default();
    for fact in ["secteur_activite", "mode_exercice", "profession", "savoir_faire", "date_fin"] {
        evidence.note(fact, Source { source: rpps.name().into(), dated: snapshot.dated(rpps) });
    }
    let restricted = SourceKind::RppsRestreint;
    if facts.ended_source == Some(restricted.name()) {
        let dated = snapshot.dated(restricted);
        evidence.note("date_fin", Source { source: restricted.name().into(), dated });
    }
    Activity {
        evidence,
        date_debut: facts.stated.began_on,
        fonction: facts.stated.fonction.map(|code| code.to_string()),
        type_activite_liberale: facts.stated.type_activite_liberale,
        secteur: facts.secteur,
        mode: facts.mode,
        section: facts.section,
        role: facts.role,
        profession: facts.exercice.as_ref().and_then(|exercice| exercice.exercice.profession),
        savoir_faire: facts.exercice.as_ref().map(savoir_faire).unwrap_or_default(),
        date_fin: facts.ended_on,
        ended_source: facts.ended_source.map(str::to_owned),
        ..Activity::default()
    }
}

/// The case of structures asked about by themselves: one activity each, in the secteur that the RPPS gives
/// it, else the one that its FINESS category stands for.
pub(super) fn structures(
    structures: &[KnownStructure],
    request: &DecisionRequest,
    snapshot: &Snapshot,
) -> Result<Case, StoreError> {
    let mut case = base(request, snapshot);
    for (index, known) in structures.iter().enumerate() {
        let practised = practised(known, snapshot)?;
        let secteur = known
            .secteur_activite
            .or_else(|| practised.as_ref().and_then(|facts| facts.secteur))
            .or_else(|| secteur_of_category(known));
        let activity = match &practised {
            Some(facts) => Activity { secteur, ..activity(facts, snapshot) },
            None => Activity { secteur, ..Activity::default() },
        };
        case.push(activity, Some((format!("s{index}"), known.facts(snapshot))));
    }
    Ok(case)
}

/// What somebody practises in a cabinet or a société: there the couloir depends on the specialty. The
/// cabinet's titulaire is asked first, then whoever else practises there.
fn practised(known: &KnownStructure, snapshot: &Snapshot) -> Result<Option<SituationFacts>, StoreError> {
    let Some(id) = known.id_nat_struct.filter(|_| known.finess_eg.is_none() && known.finess_ej.is_none())
    else {
        return Ok(None);
    };
    let key = id.to_string();
    let holder = known.rpps_rang().map(|rang| IdNatPp::Rpps(rang.holder()));
    let others = snapshot.practitioners(&key, None, MAX_PRACTITIONERS)?;
    let others = others.iter().filter_map(|practitioner| practitioner.id.parse().ok());
    for person in holder.into_iter().chain(others) {
        let Some(hit) = snapshot.professional(person)? else { continue };
        let there = hit.facts.into_iter().find(|facts| {
            facts.ended_on.is_none()
                && facts.structure.as_ref().is_some_and(|structure| structure.id_nat_struct == Some(id))
        });
        if there.is_some() {
            return Ok(there);
        }
    }
    Ok(None)
}

/// A cabinet or société larger than this is asked through its first practitioners only.
const MAX_PRACTITIONERS: usize = 20;

/// The secteur that a FINESS category stands for (`domain` rules, table of FINESS categories).
fn secteur_of_category(known: &KnownStructure) -> Option<Code> {
    let public = known.legal_entity.as_ref().is_some_and(|entity| {
        entity.fonction_publique.is_some()
            || entity.statut_juridique.is_some_and(|code| statut::is_public(code.as_str()))
    });
    let code = match &known.site {
        Some(site) => {
            let code = site.categorie?;
            let code = code.as_str();
            match () {
                () if categorie::is_officine(code) => "SA33",
                () if categorie::is_lbm(code) => "SA25",
                () if categorie::is_centre_de_sante(code) => "SA05",
                () if categorie::is_maison_de_sante(code) => "SA52",
                () if categorie::is_dialyse(code) => "SA34",
                () if categorie::is_medico_social(code) => "SA41",
                () if categorie::couloir(code) == Some(aiguilleur_nomenclature::Couloir::Hopital) => {
                    if public { "SA01" } else { "SA04" }
                }
                () => return None,
            }
        }
        None => return None,
    };
    code.parse().ok()
}
