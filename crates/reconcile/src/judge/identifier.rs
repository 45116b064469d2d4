//! The findings on the identifier on file, by its role in the decisions.

use aiguilleur_directory::{DecisionView, Standing};
use aiguilleur_resolver::{Identifier, IdentifierKind, NumberRole, Outcome, Severity, Warning, WarningCode};

use super::{found::Found, numbers};
use crate::finding::{Finding, FindingCode};

/// What the identifier on file is, in words.
fn named(standing: &Standing) -> String {
    let kind = match numbers::kind(standing.value) {
        // Of which level it is, the number does not tell: saying so here would only puzzle.
        IdentifierKind::Finess => "FINESS",
        kind => kind.label_fr(),
    };
    format!("{kind} {}", numbers::spelling(standing.value))
}

/// The end of a sentence that names what to use instead.
fn instead(proposed: Option<&Identifier>) -> String {
    match proposed {
        Some(Identifier { kind, value: Some(value), .. }) => {
            format!(" Identifiant à utiliser : {} {value}.", kind.label_fr())
        }
        _ => String::new(),
    }
}

/// How a decision says that its activity or its structure is over, with the source.
pub(super) fn over(view: &DecisionView) -> Option<&str> {
    let over = |warning: &&Warning| {
        matches!(warning.code, WarningCode::EndedActivity | WarningCode::StructureClosed)
    };
    view.decision.warnings().iter().find(over).map(|warning| warning.message.as_ref())
}

/// What is wrong with a number of this role; nothing when it is the right one. `over` is how its decision says that
/// it is over.
pub(super) fn wrong(
    standing: &Standing,
    proposed: Option<&Identifier>,
    doubtful: bool,
    over: Option<&str>,
) -> Option<Finding> {
    let number = named(standing);
    let after = instead(proposed);
    let code = match standing.role {
        NumberRole::ScmSiret => FindingCode::ScmSiret,
        NumberRole::Ended => FindingCode::EndedActivity,
        NumberRole::Closed => FindingCode::StructureClosed,
        NumberRole::WrongType => FindingCode::WrongIdentifierType,
        NumberRole::Elsewhere | NumberRole::Unknown if doubtful => FindingCode::Checksum,
        NumberRole::Elsewhere => FindingCode::WrongIdentifier,
        NumberRole::Unknown => FindingCode::UnknownIdentifier,
        _ => return None,
    };
    let message = match standing.role {
        NumberRole::ScmSiret => format!(
            "Le {number} est celui d'une société civile de moyens (SCM) : il ne porte jamais de certificat.{after}"
        ),
        NumberRole::Ended | NumberRole::Closed if over.is_some() => {
            format!("{number} : {}.{after}", over.unwrap_or_default())
        }
        NumberRole::Ended => format!("L'activité que désigne le {number} est terminée.{after}"),
        NumberRole::Closed => {
            let taker = standing.successor.as_ref();
            let taker = taker.map(|f| format!(" Repreneur à confirmer : FINESS {f}.")).unwrap_or_default();
            format!("La structure que désigne le {number} est fermée.{taker}{after}")
        }
        NumberRole::WrongType => {
            format!(
                "Le {number} est bien celui de la structure, mais la commande ne se fait pas sur ce numéro.{after}"
            )
        }
        NumberRole::Elsewhere | NumberRole::Unknown if doubtful => {
            format!("La clé de contrôle du {number} est fausse.{after}")
        }
        NumberRole::Elsewhere => {
            let name = standing.structure.as_deref().filter(|name| !name.is_empty());
            let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
            format!("Le {number} est celui d'une autre structure{name}.{after}")
        }
        _ => format!("Le {number} est bien formé, mais l'annuaire ne le connaît pas.{after}"),
    };
    Some(Finding::new(code, "identifier").says(message).proposing(proposed.cloned()))
}

/// What is said of a number beside the right one that is another structure's.
pub(super) fn stray(standing: &Standing) -> String {
    let whose =
        if standing.role == NumberRole::Closed { "une structure fermée" } else { "une autre structure" };
    let name = standing.structure.as_deref().filter(|name| !name.is_empty());
    let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
    format!("La fiche porte aussi le {}, qui est celui d'{whose}{name}.", self::named(standing))
}

/// What a person must know of the decision that the number follows.
pub(super) fn followed(standing: &Standing, view: &DecisionView, multiple: bool) -> Vec<Finding> {
    let rule = view.decision.rule().rule;
    let mut findings: Vec<Finding> = match standing.role {
        NumberRole::ToChoose => {
            let findings: Vec<Finding> = view
                .decision
                .warnings()
                .iter()
                .filter_map(to_choose)
                .map(|finding| finding.by(rule))
                .collect();
            if findings.is_empty() { vec![choice(standing).by(rule)] } else { findings }
        }
        NumberRole::Alternative => {
            let condition = standing.condition.unwrap_or("sous une condition qu'une personne doit vérifier");
            let message = format!(
                "Le {} est admis, mais n'est pas celui qui est préconisé : {condition}.",
                named(standing)
            );
            vec![Finding::new(FindingCode::AlternativeIdentifier, "identifier").says(message).by(rule)]
        }
        NumberRole::Hint => vec![Finding::new(FindingCode::NotInSeeds, "identifier").by(rule)],
        NumberRole::Fallback => {
            let message = view.decision.summary().to_owned();
            vec![Finding::new(FindingCode::CertificateNotRequired, "identifier").says(message).by(rule)]
        }
        _ => Vec::new(),
    };
    if multiple && matches!(standing.role, NumberRole::Recommended | NumberRole::Fallback) {
        findings.push(Finding::new(FindingCode::MultipleActivities, "identifier"));
    }
    findings
}

fn choice(standing: &Standing) -> Finding {
    let finding = Finding::new(FindingCode::ChoiceRequired, "identifier");
    match standing.condition {
        Some(condition) => {
            finding.says(format!("Une personne doit confirmer cet identifiant : {condition}."))
        }
        None => finding,
    }
}

/// The findings that a decision's own warnings make where a person must choose.
fn to_choose(warning: &Warning) -> Option<Finding> {
    let code = match warning.code {
        WarningCode::RangHolderMismatch => FindingCode::RangHolderMismatch,
        WarningCode::PrivateRuleExpired => FindingCode::PrivateRuleExpired,
        WarningCode::LbmSitePrincipal => FindingCode::LbmSitePrincipal,
        WarningCode::EjOrEgChoice => FindingCode::EjOrEgChoice,
        WarningCode::NotInSeeds => FindingCode::NotInSeeds,
        _ => return None,
    };
    Some(Finding::new(code, "identifier").says(format!("{}.", warning.message)))
}

/// The finding where the file has no identifier: what the decision asks for.
pub(super) fn missing(view: Option<&DecisionView>, proposed: Option<&Identifier>) -> Vec<Finding> {
    let Some(view) = view else {
        return vec![Finding::new(FindingCode::MissingIdentifier, "identifier")];
    };
    let rule = view.decision.rule().rule;
    let outcome = view.decision.outcome();
    if matches!(outcome, Outcome::NotRequired | Outcome::CardSufficient) {
        let message = view.decision.summary().to_owned();
        return vec![Finding::new(FindingCode::CertificateNotRequired, "identifier").says(message).by(rule)];
    }
    let mut findings: Vec<Finding> =
        view.decision.warnings().iter().filter_map(to_choose).map(|finding| finding.by(rule)).collect();
    if outcome.is_order() || outcome == Outcome::Blocked {
        findings.clear();
    }
    let message = format!("Le fichier ne porte pas d'identifiant de structure.{}", instead(proposed));
    findings.insert(
        0,
        Finding::new(FindingCode::MissingIdentifier, "identifier")
            .says(message)
            .by(rule)
            .proposing(proposed.cloned()),
    );
    if outcome == Outcome::Blocked {
        findings.push(Finding::new(FindingCode::NoIdentifier, "identifier").by(rule));
    }
    findings
}

/// The finding where several activities lead to several identifiers, and nothing tells which is meant.
pub(super) fn among(identifiers: &[Identifier]) -> Finding {
    let named: Vec<String> = identifiers
        .iter()
        .filter_map(|identifier| {
            Some(format!("{} {}", identifier.kind.label_fr(), identifier.value.as_deref()?))
        })
        .collect();
    Finding::new(FindingCode::ChoiceRequired, "identifier")
        .says(format!("Plusieurs activités en cours, une personne doit choisir : {}.", named.join(" ou ")))
}

/// The finding where the file says another kind than the number is.
pub(super) fn kind_mismatch(
    said: IdentifierKind,
    standing: &Standing,
    found: Option<&Found>,
) -> Option<Finding> {
    let is = numbers::kind(standing.value);
    let level = level(standing, found);
    let wrong_level = matches!(said, IdentifierKind::FinessGeographique | IdentifierKind::FinessJuridique)
        && level.is_some_and(|level| level != said);
    if numbers::family(said) == is && !wrong_level {
        return None;
    }
    let actual = if wrong_level { level.unwrap_or(is) } else { is };
    Some(
        Finding::new(FindingCode::KindMismatch, "identifier_kind")
            .says(format!(
                "Le fichier annonce un {}, le numéro est un {}.",
                said.label_fr(),
                actual.label_fr()
            ))
            .graded(Severity::Warning),
    )
}

/// Whether a FINESS number is a site's or a legal entity's.
fn level(standing: &Standing, found: Option<&Found>) -> Option<IdentifierKind> {
    let view = found?.decided.decisions.get(standing.decision?)?;
    let structure = view.structure.as_ref()?;
    let text = numbers::spelling(standing.value);
    if structure.finess_geographique.is_some_and(|eg| eg.to_string() == text) {
        return Some(IdentifierKind::FinessGeographique);
    }
    let juridique = structure.finess_juridique.is_some_and(|ej| ej.to_string() == text);
    juridique.then_some(IdentifierKind::FinessJuridique)
}
