//! From records to a case: what the directory knows, and nothing it would have to guess.

use aiguilleur_domain::{Code, Date, IdNatPp, IdNatStruct, entity::SourceKind};
use aiguilleur_resolver::{
    Activity, Asked, Case, Life, Professional, Provenance, Shown, Site, Source, Structure, Usage,
};
use aiguilleur_store::StoreError;

use super::DecisionRequest;
use crate::{
    KnownStructure, PersonHit, Snapshot, StructureId, record::StoredExercice, snapshot::SituationFacts,
};

fn base(request: &DecisionRequest, snapshot: &Snapshot) -> Case {
    let mut case = Case::from_directory(request.day(snapshot));
    case.usages.clone_from(&request.usages);
    case.couloir = request.couloir;
    case
}

/// The case of a professional: each situation an activity.
pub(super) fn professional(hit: &PersonHit, request: &DecisionRequest, snapshot: &Snapshot) -> Case {
    let mut case = base(request, snapshot);
    let (rpps, adeli) = match hit.professional.id_nat_pp {
        IdNatPp::Rpps(rpps) => (Some(rpps.into()), None),
        IdNatPp::Adeli(adeli) => (None, Some(adeli.into())),
    };
    let first = hit.facts.first().and_then(|facts| facts.exercice.as_ref());
    case.professional = Some(Professional {
        rpps,
        adeli,
        profession: hit.professional.profession.map(|view| view.code),
        savoir_faire: first.map(savoir_faire).unwrap_or_default(),
        ..Professional::default()
    });
    let (roc, day) = (request.usages.contains(&Usage::Roc), request.day(snapshot));
    for (index, facts) in hit.facts.iter().enumerate() {
        let structure = facts.structure.as_ref().map(|known| {
            let titulaire = other_holder(known, hit.professional.id_nat_pp, snapshot);
            let mut facts = Structure { titulaire, ..known.facts(snapshot) };
            if roc {
                facts.sites = sites_of_entity(known, day, snapshot);
            }
            (format!("s{index}"), facts)
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

/// The open sites of a structure's legal entity: ROC asks whether there are several. Those that cannot be read are not
/// known.
fn sites_of_entity(known: &KnownStructure, day: Date, snapshot: &Snapshot) -> Vec<Site> {
    let numbers = known.finess_ej.and_then(|ej| snapshot.sites_of(ej, MAX_SITES).ok()).unwrap_or_default();
    let each = numbers.into_iter().filter_map(|site| snapshot.gather_site(site).ok().flatten());
    let open = each.filter(|site| site.goes_on(day));
    let site = |site: KnownStructure| {
        let (name, town) = (site.name().to_owned(), site.address.city.clone());
        Some(Site { finess: site.finess_eg?.into(), name: Some(name), town: Some(town) })
    };
    open.filter_map(site).collect()
}

fn savoir_faire(exercice: &StoredExercice) -> Vec<Code> {
    exercice.savoir_faire.iter().map(|known| known.code).collect()
}

fn activity(facts: &SituationFacts, snapshot: &Snapshot) -> Activity {
    let rpps = SourceKind::RppsPersonneActivite;
    let mut evidence = Provenance::default();
    for fact in ["secteur_activite", "mode_exercice", "genre_activite", "profession", "savoir_faire"] {
        evidence.note(fact, Source { source: rpps.name().into(), dated: snapshot.dated(rpps) });
    }
    evidence.note("date_fin", Source { source: facts.end.source.clone(), dated: facts.end.dated });
    Activity {
        evidence,
        date_debut: facts.stated.began_on,
        fonction: facts.stated.fonction.map(|code| code.to_string()),
        type_activite_liberale: facts.stated.type_activite_liberale,
        secteur: facts.secteur,
        mode: facts.mode,
        genre_activite: facts.genre,
        categorie_professionnelle: facts.exercice.as_ref().and_then(|it| it.exercice.categorie),
        section: facts.section,
        role: facts.role,
        profession: facts.exercice.as_ref().and_then(|exercice| exercice.exercice.profession),
        savoir_faire: facts.exercice.as_ref().map(savoir_faire).unwrap_or_default(),
        end: Some(facts.end.clone()),
        ..Activity::default()
    }
}

/// The case of structures asked about by themselves, and what each decision on them is about.
pub(super) fn structures(
    structures: &[KnownStructure],
    request: &DecisionRequest,
    snapshot: &Snapshot,
) -> Result<(Case, Vec<KnownStructure>), StoreError> {
    let (mut case, day) = (base(request, snapshot), request.day(snapshot));
    let mut about = Vec::new();
    for (index, known) in structures.iter().enumerate() {
        let sites = sites(known, snapshot)?;
        let mut structure = known.facts(snapshot);
        if request.usages.contains(&Usage::Roc) && known.finess_eg.is_some() {
            structure.sites = sites_of_entity(known, day, snapshot);
        }
        let asked = Asked {
            structure,
            secteur: known.secteur_activite,
            sites: sites.iter().map(|site| (site.facts(snapshot), site.secteur_activite)).collect(),
            practised: practised(known, snapshot, day)?,
        };
        for shown in case.ask_for(&format!("s{index}"), asked, day) {
            about.push(match shown {
                Shown::Own => known.clone(),
                Shown::Site(site) => sites[site].clone(),
            });
        }
    }
    Ok((case, about))
}

/// The sites of a legal entity that asks for itself.
fn sites(known: &KnownStructure, snapshot: &Snapshot) -> Result<Vec<KnownStructure>, StoreError> {
    let Some(ej) = known.finess_ej.filter(|_| known.finess_eg.is_none()) else { return Ok(Vec::new()) };
    let numbers = snapshot.sites_of(ej, MAX_SITES)?;
    let each =
        numbers.into_iter().map(|site| snapshot.structures(StructureId::Known(IdNatStruct::from(site))));
    let found: Vec<Vec<KnownStructure>> = each.collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().filter(|site| site.finess_eg.is_some()).collect())
}

/// Sites of a legal entity that are looked at: the largest real one has some 500.
const MAX_SITES: usize = 2000;

/// What is practised in a cabinet or a société, where the couloir depends on the specialty: by its titulaire first,
/// then by the others.
fn practised(known: &KnownStructure, snapshot: &Snapshot, day: Date) -> Result<Vec<Activity>, StoreError> {
    let Some(id) = known.id_nat_struct.filter(|_| known.finess_eg.is_none() && known.finess_ej.is_none())
    else {
        return Ok(Vec::new());
    };
    let key = id.to_string();
    let holder = known.rpps_rang().map(|rang| IdNatPp::Rpps(rang.holder()));
    let others = snapshot.practitioners(&key, None, MAX_PRACTITIONERS)?;
    let others = others.iter().filter_map(|practitioner| practitioner.id.parse().ok());
    let mut found = Vec::new();
    for person in holder.into_iter().chain(others.filter(|person| Some(*person) != holder)) {
        let there = snapshot.situations_at(person, id)?;
        let there = there.iter().filter(|facts| Life::of(std::slice::from_ref(&facts.end), day).goes_on());
        found.extend(there.map(|facts| activity(facts, snapshot)));
    }
    Ok(found)
}

/// A cabinet or société larger than this is asked through its first practitioners only.
const MAX_PRACTITIONERS: usize = 20;
