//! A message ready to send: the question and the known facts, one a line, and nothing else.

use std::fmt::Write;

use aiguilleur_domain::{Code, date_fr};
use aiguilleur_nomenclature::{Table, labelled, profession};
use jiff::civil::Date;

use crate::answer::{Decision, Identifier};
use crate::case::{Activity, Case, Professional, Structure};
use crate::codes::{IdentifierKind, Usage};
use crate::life::Life;
use crate::situation::scm::ScmSirens;

/// The facts that a message may tell.
pub(super) struct Facts<'a> {
    pub(super) case: &'a Case,
    pub(super) as_of: Date,
    pub(super) usages: &'a [Usage],
    pub(super) professional: Option<&'a Professional>,
    pub(super) activity: Option<&'a Activity>,
    pub(super) structure: Option<&'a Structure>,
    pub(super) scm_sirens: &'a ScmSirens<'a>,
}

/// The message: the question, and the facts known.
pub(super) fn of(decision: &Decision, facts: &Facts<'_>, question: &str) -> String {
    let mut text = format!("Bonjour,\n\n{question}\n");
    let lines = lines(decision, facts);
    if !lines.is_empty() {
        text.push_str("\nCe que nous savons :\n");
        for line in lines {
            let _infallible = writeln!(text, "- {line}");
        }
    }
    text.push_str("\nMerci d'avance de votre réponse.");
    text
}

/// The facts known, one a line.
fn lines(decision: &Decision, facts: &Facts<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let usages: Vec<&str> = facts.usages.iter().map(|usage| usage.label_fr()).collect();
    if !usages.is_empty() {
        lines.push(format!("usage du certificat : {}", usages.join(", ")));
    }
    if let Some(rpps) = facts.professional.and_then(|person| person.rpps.as_deref()) {
        lines.push(format!("RPPS du professionnel : {rpps}"));
    }
    lines.extend(practice_lines(facts));
    if let Some(structure) = facts.structure {
        lines.extend(structure_lines(structure, facts.scm_sirens));
        lines.extend(over(&structure.life(facts.as_of)));
    } else {
        lines.extend(own_lines(facts.case));
    }
    lines.extend(asked_lines(facts));
    let offered: Vec<String> = decision
        .options()
        .iter()
        .filter_map(|option| option.identifier.as_ref())
        .filter_map(number)
        .collect();
    if !offered.is_empty() {
        lines.push(format!("identifiants possibles : {}", offered.join(", ")));
    }
    lines
}

/// What is practised, how, and whether it is over.
fn practice_lines(facts: &Facts<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let practised = facts.activity.and_then(|activity| activity.profession);
    let profession = practised.or_else(|| facts.professional.and_then(|person| person.profession));
    lines.extend(profession.map(|code| format!("profession : {}", profession::labelled(code.as_str()))));
    let here = facts.activity.map(|activity| &activity.savoir_faire).filter(|list| !list.is_empty());
    let skills = here.or_else(|| facts.professional.map(|person| &person.savoir_faire));
    let skill = |code: &Code| labelled(Table::SavoirFaire, code.as_str()).to_string();
    let skills: Vec<String> = skills.into_iter().flatten().map(skill).collect();
    if !skills.is_empty() {
        lines.push(format!("savoir-faire : {}", skills.join(", ")));
    }
    let Some(activity) = facts.activity else { return lines };
    for (what, table, code) in [
        ("secteur d'activité", Table::SecteurActivite, activity.secteur),
        ("mode d'exercice", Table::ModeExercice, activity.mode),
    ] {
        lines.extend(code.map(|code| format!("{what} : {}", labelled(table, code.as_str()))));
    }
    lines.extend(over(&activity.life(facts.as_of)));
    lines
}

/// That a situation or a structure is over, and by which source.
fn over(life: &Life) -> Option<String> {
    (!life.goes_on()).then(|| life.sentence())
}

/// A structure that asks for itself.
fn own_lines(case: &Case) -> Vec<String> {
    let name = [
        case.etablissement.as_ref().and_then(|own| own.denomination.as_deref()),
        case.organisme_gestionnaire.as_ref().and_then(|own| own.denomination.as_deref()),
        case.laboratoire.as_ref().and_then(|own| own.denomination.as_deref()),
        case.groupement.as_ref().and_then(|own| own.denomination.as_deref()),
    ];
    let entity = [
        case.etablissement.as_ref().and_then(|own| own.finess_juridique.as_deref()),
        case.organisme_gestionnaire.as_ref().and_then(|own| own.finess_juridique.as_deref()),
        case.laboratoire.as_ref().and_then(|own| own.finess_juridique.as_deref()),
    ];
    let first = |list: &[Option<&str>]| list.iter().flatten().next().map(|text| (*text).to_owned());
    let lines = [("structure", first(&name)), ("FINESS juridique", first(&entity))];
    lines.into_iter().filter_map(|(label, value)| Some(format!("{label} : {}", value?))).collect()
}

/// What the question itself is about: a certificate, a form, a number that somebody means to order on.
fn asked_lines(facts: &Facts<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let case = facts.case;
    let shown = |kind: IdentifierKind, value: &str| {
        let scm = kind == IdentifierKind::Siret && facts.scm_sirens.own(value);
        (!value.is_empty() && !scm).then(|| format!("{} {value}", kind.label_fr()))
    };
    if let Some(declared) = &case.declared_identifier {
        let text = shown(declared.kind, &declared.value);
        lines.extend(text.map(|text| format!("identifiant indiqué : {text}")));
    }
    if let Some(certificate) = &case.certificate {
        lines.extend(certificate.subject.as_ref().map(|subject| format!("sujet du certificat : {subject}")));
        lines.extend(certificate.not_before.map(|on| format!("certificat délivré le {}", date_fr(on))));
        lines.extend(certificate.not_after.map(|on| format!("certificat valable jusqu'au {}", date_fr(on))));
    }
    lines.extend(case.incident.map(|incident| format!("incident : {}", incident.label_fr())));
    if let Some(form) = &case.f413 {
        let name = form.denomination.text().filter(|name| !name.is_empty());
        lines.extend(name.map(|name| format!("dénomination sur le formulaire : {name}")));
        let single = [(IdentifierKind::Finess, &form.finess), (IdentifierKind::Siret, &form.siret)];
        let single = single.into_iter().filter_map(|(kind, value)| shown(kind, value.text()?));
        let rangs = form.rpps_rang.iter().filter_map(|rang| shown(IdentifierKind::RppsRang, rang));
        let numbers: Vec<String> = single.chain(rangs).collect();
        if !numbers.is_empty() {
            lines.push(format!("sur le formulaire : {}", numbers.join(", ")));
        }
    }
    lines
}

fn number(identifier: &Identifier) -> Option<String> {
    Some(format!("{} {}", identifier.kind.label_fr(), identifier.value.as_deref()?))
}

fn structure_lines(structure: &Structure, scm_sirens: &ScmSirens<'_>) -> Vec<String> {
    let town = structure.ville.as_deref().or(structure.commune.as_deref());
    let place = [structure.code_postal.as_deref(), town];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = structure.denomination.as_deref().or(structure.raison_sociale.as_deref());
    let siret = structure.siret.as_deref().filter(|siret| !scm_sirens.own(siret));
    let site = structure.finess_geographique.as_deref();
    let site = site.filter(|site| Some(*site) != structure.finess_juridique.as_deref());
    let known = [
        ("structure", name),
        ("commune", Some(place.as_str()).filter(|place| !place.is_empty())),
        ("FINESS géographique", site),
        ("FINESS juridique", structure.finess_juridique.as_deref()),
        ("SIRET", siret),
        ("RPPS-rang", structure.rpps_rang.as_deref()),
        ("ADELI-rang", structure.adeli_rang.as_deref()),
        ("groupement", structure.groupe.as_ref().and_then(|groupe| groupe.name.as_deref())),
    ];
    known.into_iter().filter_map(|(label, value)| Some(format!("{label} : {}", value?))).collect()
}
