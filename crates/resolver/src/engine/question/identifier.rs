//! Whether an identifier is well formed: its form and its key, nothing looked up.

use crate::answer::Identifier;
use crate::case::Case;
use crate::codes::{IdentifierKind, Level, Outcome};
use crate::draft::Draft;
use crate::engine::question::answered::Answered;
use crate::finish::guard;
use crate::keys;
use crate::keys::KeyCheck;
use crate::rule::identifier as rules;
use crate::warning::WarningCode;

/// Checks the declared identifier.
pub(super) fn check(case: &Case) -> Answered {
    let Some(declared) = &case.declared_identifier else {
        return Draft::new(&rules::CLE, Outcome::Blocked).warn(WarningCode::NoIdentifier).into();
    };
    let verdict = keys::check(declared.kind, &declared.value);
    let sound = verdict.is_sound();
    let mut draft = Draft::new(&rules::CLE, if sound { Outcome::Info } else { Outcome::Blocked });
    draft.carry(rules::passage(declared.kind));
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
