//! Whether an identifier is well formed: its form and its key, nothing looked up.

use crate::answer::reply::{IdentifierRead, Reply};
use crate::answer::{Conclusion, Identifier};
use crate::case::Case;
use crate::codes::{IdentifierKind, Level, Outcome};
use crate::engine::question::answered::Answered;
use crate::finish::guard;
use crate::keys;
use crate::rule::identifier as rules;
use crate::warning::{Warning, WarningCode};

/// Checks the declared identifier.
pub(super) fn check(case: &Case) -> Answered {
    let Some(declared) = &case.declared_identifier else {
        let said = Conclusion::new(&rules::CLE, Outcome::Blocked).warn(WarningCode::NoIdentifier);
        return said.answering(Reply::Findings).into();
    };
    let (kind, value) = (declared.kind, declared.value.as_str());
    let verdict = keys::check(kind, value);
    let sound = verdict.is_sound();
    let mut said = Conclusion::new(&rules::CLE, if sound { Outcome::Info } else { Outcome::Blocked });
    said.carry(rules::passage(kind));
    let expected_key = verdict.expected();
    let shown = sound || expected_key.is_some();
    if !sound {
        said.push(guard::complaint(kind, value, verdict).1);
    }
    let level = (kind == IdentifierKind::Finess).then_some(Level::Indeterminate);
    match kind {
        IdentifierKind::Finess => said.push(Warning::new(WarningCode::FinessLevelUnknown)),
        IdentifierKind::AdeliRang => said.push(Warning::new(WarningCode::AdeliRang)),
        _ => {}
    }
    let identifier = Identifier::of(kind, Some(value).filter(|_| shown));
    said.answering(Reply::Identifier(IdentifierRead {
        identifier,
        checksum: verdict.code(),
        expected_key,
        level,
    }))
    .into()
}
