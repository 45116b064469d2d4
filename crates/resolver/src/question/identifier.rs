//! Whether an identifier is well formed: its form and its key, nothing looked up.

use super::Answered;
use crate::answer::{Identifier, IdentifierKind, Level, Outcome};
use crate::case::Case;
use crate::citation::{O15_CORSICA, O15_FINESS_KEY, S002_L126};
use crate::draft::Draft;
use crate::guard;
use crate::keys::{self, KeyCheck};
use crate::rule::{Family, Rule};
use crate::warning::WarningCode;

/// Keys.
static CLE: Rule = Rule::completing(
    "R-CLE",
    Family::Identifiers,
    "Contrôle d'un identifiant",
    "Clé de Luhn : RPPS-rang sur 13 chiffres, FINESS en 9e position (Corse : A vaut 1, B vaut 2), SIREN et SIRET",
    &[S002_L126, O15_FINESS_KEY, O15_CORSICA],
);

/// The rules of this file.
pub(super) static ALL: &[&Rule] = &[&CLE];

/// Checks the declared identifier.
pub(super) fn check(case: &Case) -> Answered {
    let Some(declared) = &case.declared_identifier else {
        return Draft::new(&CLE, Outcome::Blocked).warn(WarningCode::NoIdentifier).into();
    };
    let verdict = keys::check(declared.kind, &declared.value);
    let sound = verdict.is_sound();
    let mut draft = Draft::new(&CLE, if sound { Outcome::Info } else { Outcome::Blocked });
    draft.decision.reply.checksum = Some(verdict.code());
    draft.decision.identifier =
        Some(Identifier::of(declared.kind, Some(declared.value.as_str()).filter(|_| sound)));
    if let KeyCheck::WrongKey { expected } = verdict {
        draft.decision.reply.expected_key = Some(expected);
        draft.decision.identifier = Some(Identifier::known(declared.kind, &declared.value));
    }
    if !sound {
        draft.push(guard::complaint(declared.kind, &declared.value, verdict).1);
    }
    match declared.kind {
        IdentifierKind::Finess => {
            draft.decision.reply.level = Some(Level::Indeterminate);
            draft = draft.warn(WarningCode::FinessLevelUnknown);
        }
        IdentifierKind::AdeliRang => draft = draft.warn(WarningCode::AdeliRang),
        _ => {}
    }
    draft.into()
}
