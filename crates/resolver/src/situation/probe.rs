//! What a rule looked at and found: recorded when somebody asks for an explanation, free otherwise.

use std::borrow::Cow;

use aiguilleur_nomenclature::{Table, label, profession};
use serde::Serialize;

use crate::codes::{Couloir, Usage};
use crate::situation::Situation;

/// One fact that a rule looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The fact, as the case names it.
    pub fact: &'static str,
    /// What was found.
    pub found: Option<String>,
    /// Its label, where it is a code of a nomenclature or of our own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'static str>,
    /// What the rule asks.
    pub wanted: &'static str,
    /// Whether `found` is what `wanted` asks.
    pub met: bool,
    /// The file that the fact comes from; `None` when the asker stated it.
    pub source: Option<Cow<'static, str>>,
    /// The date of that file.
    pub dated: Option<jiff::civil::Date>,
}

/// The label of a coded fact.
fn label_of(fact: &str, code: &str) -> Option<&'static str> {
    match fact {
        "profession" => profession::label(code),
        "secteur_activite" => label(Table::SecteurActivite, code),
        "categorie" => label(Table::CategorieEtablissement, code),
        "statut_juridique" => label(Table::StatutJuridique, code),
        "categorie_juridique" => label(Table::CategorieJuridique, code),
        "usages" => code.parse().ok().map(Usage::label_fr),
        "couloir" => code.parse().ok().map(Couloir::label_fr),
        _ => None,
    }
}

/// Receives what rules look at.
pub(crate) struct Probe<'t> {
    checks: Option<&'t mut Vec<Check>>,
}

impl<'t> Probe<'t> {
    /// A probe that records nothing.
    pub(crate) const fn silent() -> Self {
        Self { checks: None }
    }

    /// A probe that records into `checks`.
    pub(crate) const fn recording(checks: &'t mut Vec<Check>) -> Self {
        Self { checks: Some(checks) }
    }

    /// Tells that `fact` was looked at; gives `met` back.
    pub(crate) fn check(
        &mut self,
        situation: &Situation<'_>,
        fact: &'static str,
        found: Option<&str>,
        wanted: &'static str,
        met: bool,
    ) -> bool {
        if let Some(checks) = &mut self.checks {
            let origin = situation.source_of(fact);
            checks.push(Check {
                fact,
                found: found.map(str::to_owned),
                label: found.and_then(|code| label_of(fact, code)),
                wanted,
                met,
                source: origin.map(|o| o.source.clone()),
                dated: origin.and_then(|o| o.dated),
            });
        }
        met
    }

    /// The same for a yes-or-no fact.
    pub(crate) fn flag(
        &mut self,
        situation: &Situation<'_>,
        fact: &'static str,
        found: Option<bool>,
        wanted: bool,
    ) -> bool {
        let text = found.map(|yes| if yes { "oui" } else { "non" });
        self.check(situation, fact, text, if wanted { "oui" } else { "non" }, found == Some(wanted))
    }
}
