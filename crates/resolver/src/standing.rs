//! The role of a number in the decisions on its bearer, and whether a certificate can be ordered on it.
//!
//! Both are read off decisions: a « oui » is a decision to order, with its rule and its passages. It looks
//! nothing up: who calls says which decisions a number is held against, and whether the structure bears it.

use aiguilleur_domain::pasted::Value;
use serde::Serialize;
use serde::ser::SerializeStruct;

use crate::answer::{Decision, Identifier, Proposal, RuleRef};
use crate::citation::Citation;
use crate::codes::{Confidence, IdentifierKind, Outcome, codes};
use crate::rule;
use crate::rule::{Rule, standing as rules};
use crate::warning::WarningCode;

codes! {
    /// Role of a number, the best first.
    pub enum NumberRole {
        Recommended = "recommended", "l'identifiant sur lequel commander";
        Fallback = "fallback", "l'identifiant qui servirait, sans certificat nécessaire";
        ToChoose = "to_choose", "un identifiant qu'une personne doit choisir ou confirmer";
        Alternative = "alternative", "un autre identifiant admis, sous condition";
        Hint = "hint", "ce que porte l'annuaire, sans règle";
        ScmSiret = "scm_siret", "le SIRET d'une société civile de moyens";
        Ended = "ended", "l'identifiant d'une activité terminée";
        Closed = "closed", "l'identifiant d'une structure fermée";
        WrongType = "wrong_type", "un autre numéro de la bonne structure";
        Elsewhere = "elsewhere", "l'identifiant d'une autre structure";
        Unknown = "unknown", "un numéro que l'annuaire ne connaît pas";
    }
}

codes! {
    /// Whether a certificate can be ordered on a number.
    pub enum OrderableVerdict {
        Yes = "yes", "oui";
        No = "no", "non";
        Depends = "depends", "selon le cas";
    }
}

/// The kind of identifier that a value is.
pub const fn kind_of(value: Value) -> IdentifierKind {
    match value {
        Value::Rpps(_) => IdentifierKind::Rpps,
        Value::Adeli(_) => IdentifierKind::Adeli,
        Value::RppsRang(_) => IdentifierKind::RppsRang,
        Value::AdeliRang(_) => IdentifierKind::AdeliRang,
        Value::Finess(_) => IdentifierKind::Finess,
        Value::Siren(_) => IdentifierKind::Siren,
        Value::Siret(_) => IdentifierKind::Siret,
    }
}

/// The value's own spelling.
pub fn spelling_of(value: Value) -> String {
    match value {
        Value::Rpps(v) => v.to_string(),
        Value::Adeli(v) => v.to_string(),
        Value::RppsRang(v) => v.to_string(),
        Value::AdeliRang(v) => v.to_string(),
        Value::Finess(v) => v.to_string(),
        Value::Siren(v) => v.to_string(),
        Value::Siret(v) => v.to_string(),
    }
}

impl Identifier {
    /// Whether this is the number `value`; a FINESS number alone does not tell its level.
    pub fn is(&self, value: Value) -> bool {
        let kind = match self.kind {
            IdentifierKind::FinessGeographique | IdentifierKind::FinessJuridique => IdentifierKind::Finess,
            other => other,
        };
        kind == kind_of(value) && self.value.as_deref() == Some(spelling_of(value).as_str())
    }
}

/// Role of `value` in a decision, if it mentions it, and the condition of an alternative.
/// `owns` says whether the decision's structure bears the number.
pub fn role(value: Value, decision: &Decision, owns: bool) -> Option<(NumberRole, Option<&'static str>)> {
    let scm = matches!(value, Value::Siret(_))
        && (decision.scm().is_some() || decision.conclusion.has(WarningCode::ScmSiret));
    if owns && scm {
        return Some((NumberRole::ScmSiret, None));
    }
    if let Some(over) = decision.over() {
        return owns.then_some((over, None));
    }
    admitted(value, decision).or_else(|| {
        let role = match decision.outcome() {
            Outcome::NotCovered => NumberRole::Hint,
            _ => NumberRole::WrongType,
        };
        owns.then_some((role, None))
    })
}

/// How the decision admits the number, if it does.
fn admitted(value: Value, decision: &Decision) -> Option<(NumberRole, Option<&'static str>)> {
    let is = |identifier: Option<&Identifier>| identifier.is_some_and(|i| i.is(value));
    let among = |list: &[Proposal]| {
        let proposal = list.iter().find(|p| p.identifier.as_ref().is_some_and(|i| i.is(value)));
        proposal.map(|proposal| proposal.condition)
    };
    let (role, lists) = match decision.outcome() {
        Outcome::Order | Outcome::OrderByStructure if is(decision.identifier()) => {
            (NumberRole::Recommended, None)
        }
        Outcome::NotRequired | Outcome::CardSufficient
            if is(decision.fallback_identifier()) || is(decision.identifier()) =>
        {
            (NumberRole::Fallback, None)
        }
        Outcome::ChoiceRequired if is(decision.identifier()) => (NumberRole::ToChoose, None),
        Outcome::NotCovered if decision.hint().is_some_and(|hint| hint.identifier.is(value)) => {
            (NumberRole::Hint, None)
        }
        Outcome::ChoiceRequired => {
            (NumberRole::ToChoose, Some((decision.options(), decision.alternatives())))
        }
        Outcome::Blocked => return None,
        _ => (NumberRole::Alternative, Some((decision.alternatives(), decision.options()))),
    };
    match lists {
        None => Some((role, None)),
        Some((first, then)) => among(first).or_else(|| among(then)).map(|condition| (role, Some(condition))),
    }
}

impl RuleRef {
    /// What is over, where that is why nothing is ordered.
    pub(crate) fn over(&self) -> Option<NumberRole> {
        let id = self.rule.id;
        if id == rule::ordre::CLOSED.id {
            Some(NumberRole::Closed)
        } else if [rule::ordre::ENDED.id, rule::ordre::GONE.id].contains(&id) {
            Some(NumberRole::Ended)
        } else {
            None
        }
    }
}

impl Decision {
    /// What is over, where that is why nothing is ordered.
    pub fn over(&self) -> Option<NumberRole> {
        self.rule().over()
    }

    fn message_of(&self, code: WarningCode) -> Option<&str> {
        self.warnings().iter().find(|warning| warning.code == code).map(|warning| &*warning.message)
    }
}

/// The rule behind a verdict, with the one or two passages that carry it.
#[derive(Debug, Clone, Copy)]
pub struct Ground(&'static Rule);

impl Ground {
    /// Rule behind the verdict.
    pub const fn rule(self) -> &'static Rule {
        self.0
    }

    /// The passages that carry it.
    pub fn citations(self) -> Vec<&'static Citation> {
        self.0.citations.iter().take(self.0.carried_by).map(Citation::whole).collect()
    }

    /// How sure it is.
    pub const fn confidence(self) -> Confidence {
        self.0.confidence
    }
}

impl PartialEq for Ground {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Serialize for Ground {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Ground", 3)?;
        s.serialize_field("id", self.0.id)?;
        s.serialize_field("confidence", &self.0.confidence)?;
        s.serialize_field("citations", &self.citations())?;
        s.end()
    }
}

/// Whether a certificate can be ordered on a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Orderable {
    /// Yes, no, or it depends.
    pub verdict: OrderableVerdict,
    /// Stable code.
    pub code: &'static str,
    /// In French.
    pub message: String,
    /// Rule or key check behind the verdict.
    pub rule: Ground,
    /// What to order on instead, when one number answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<Identifier>,
}

fn verdict(
    verdict: OrderableVerdict,
    code: &'static str,
    message: impl Into<String>,
    rule: &'static Rule,
) -> Orderable {
    Orderable { verdict, code, message: sentence(&message.into()), rule: Ground(rule), instead: None }
}

fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end().trim_end_matches('.'))
}

impl Orderable {
    /// Of a text that is no identifier, or whose key is wrong.
    pub fn unreadable(code: &'static str, message: &str) -> Self {
        verdict(OrderableVerdict::No, code, message, &rule::declared::DECLARED)
    }

    /// Without any data: the kind and the key are all that can be said.
    pub fn without_data() -> Self {
        let message = "Sans données importées, seuls le genre et la clé du numéro sont dits";
        verdict(OrderableVerdict::Depends, "no_data", message, &rules::INCONNU)
    }

    /// Of a well-formed number that no source names; `known` tells what is known of its company.
    pub fn not_in_directory(value: Option<Value>, known: Option<&str>) -> Self {
        let kind = value.map(kind_of);
        if let Some(refused) = kind.and_then(by_kind) {
            return refused;
        }
        let message = match known {
            Some(known) => format!("Ce numéro est bien formé, mais aucune source ne le nomme : {known}"),
            None => "Ce numéro est bien formé, mais l'annuaire ne le connaît pas : vérifiez-le auprès de la structure"
                .to_owned(),
        };
        verdict(OrderableVerdict::Depends, "not_in_directory", message, &rules::INCONNU)
    }

    /// Of the SIRET of a SCM that no structure bears.
    pub fn of_scm() -> Self {
        verdict(
            OrderableVerdict::No,
            WarningCode::ScmSiret.code(),
            WarningCode::ScmSiret.label_fr(),
            &rule::declared::DECLARED,
        )
    }

    /// Of a number that structures bear, from the decisions on them; `owns` tells which bear it.
    pub fn of(value: Value, decisions: &[(&Decision, bool)]) -> Self {
        if let Some(refused) = by_kind(kind_of(value)) {
            return refused;
        }
        let roles = decisions.iter().filter_map(|(decision, owns)| {
            role(value, decision, *owns).map(|(role, condition)| (role, condition, *decision))
        });
        let mut roles: Vec<_> = roles.collect();
        roles.sort_by_key(|(role, ..)| *role);
        let Some((best, condition, decision)) = roles.first().copied() else {
            return Self::not_in_directory(Some(value), None);
        };
        let found = Self::by_role(best, condition, decision);
        // Several structures bear it, and the answer is not the same for all that go on.
        let differs = roles.iter().any(|(role, _, other)| *role != best && other.over().is_none());
        if differs && found.verdict == OrderableVerdict::Yes {
            let message = format!(
                "Plusieurs structures portent ce numéro, et la réponse n'est pas la même pour toutes. Pour l'une : {}",
                found.message
            );
            return Self { verdict: OrderableVerdict::Depends, code: "several_structures", message, ..found };
        }
        found
    }

    fn by_role(role: NumberRole, condition: Option<&str>, decision: &Decision) -> Self {
        use OrderableVerdict::{Depends, No, Yes};
        let rule = decision.rule().rule;
        let summary = decision.summary();
        let over = |code: WarningCode| {
            verdict(No, code.code(), decision.message_of(code).unwrap_or(code.label_fr()), rule)
        };
        match role {
            NumberRole::Recommended => verdict(Yes, decision.outcome().code(), summary, rule),
            NumberRole::Fallback => verdict(Depends, decision.outcome().code(), summary, rule),
            NumberRole::ToChoose => {
                let condition = condition.map_or_else(String::new, |it| format!("{it}. "));
                verdict(Depends, Outcome::ChoiceRequired.code(), format!("{condition}{summary}"), rule)
            }
            NumberRole::Alternative => {
                let condition = condition.unwrap_or("sous une condition qu'une personne doit vérifier");
                let message = format!("Admis, sous condition : {condition}. Préconisé : {summary}");
                verdict(Depends, "alternative_identifier", message, rule).instead(decision)
            }
            NumberRole::Hint => verdict(Depends, WarningCode::NotInSeeds.code(), summary, rule),
            NumberRole::ScmSiret => over(WarningCode::ScmSiret),
            NumberRole::Ended => over(WarningCode::EndedActivity),
            NumberRole::Closed => over(WarningCode::StructureClosed),
            NumberRole::WrongType | NumberRole::Elsewhere | NumberRole::Unknown => Self::wrong_type(decision),
        }
    }

    /// Another number of the right structure.
    fn wrong_type(decision: &Decision) -> Self {
        let (answer, lead) = match decision.outcome() {
            Outcome::ChoiceRequired => {
                (OrderableVerdict::Depends, "Ce numéro n'est pas parmi ceux à choisir")
            }
            _ => (OrderableVerdict::No, "La commande ne se fait pas sur ce numéro"),
        };
        let message = format!("{lead}. {}", decision.summary());
        verdict(answer, WarningCode::WrongIdentifierType.code(), message, decision.rule().rule)
            .instead(decision)
    }

    fn instead(mut self, decision: &Decision) -> Self {
        let orders = decision.outcome().is_order();
        self.instead = decision.identifier().cloned().filter(|it| orders && it.value.is_some());
        self
    }
}

/// The kinds on which nobody orders, whatever bears the number.
fn by_kind(kind: IdentifierKind) -> Option<Orderable> {
    let message = match kind {
        IdentifierKind::Rpps | IdentifierKind::Adeli => {
            "Un certificat de structure se commande sur l'identifiant de la structure, pas sur le numéro du \
             professionnel : ouvrez sa fiche pour voir l'identifiant à utiliser"
        }
        IdentifierKind::Siren => {
            "Un SIREN désigne l'entreprise entière : aucun couloir ne commande sur ce numéro"
        }
        _ => return None,
    };
    Some(verdict(OrderableVerdict::No, WarningCode::WrongIdentifierType.code(), message, &rules::GENRE))
}
