//! The last look at every decision: no number that fails its key is ordered on, no SCM's SIRET is answered.

use crate::answer::{Identifier, Proposal};
use crate::case::Origin;
use crate::codes::{IdentifierKind, Outcome};
use crate::draft::Draft;
use crate::keys;
use crate::keys::KeyCheck;
use crate::situation::Situation;
use crate::warning::{Warning, WarningCode};

/// What to say of a number that is not sound, and the number itself where it is worth showing.
pub(crate) fn complaint(kind: IdentifierKind, value: &str, verdict: KeyCheck) -> (Option<&str>, Warning) {
    let label = kind.label_fr();
    match verdict {
        KeyCheck::WrongKey { expected } => {
            let read = value.chars().next_back().unwrap_or(' ');
            let message = format!(
                "La clé de contrôle de ce {label} est fausse : {read} est écrit, {expected} est attendu ; vérifier le \
                 numéro dans l'Annuaire Santé"
            );
            (Some(value), Warning::with(WarningCode::Checksum, message))
        }
        KeyCheck::Malformed { found, expected } => {
            let message = format!(
                "Ce numéro n'a pas la forme d'un {label} : {expected} caractères sont attendus, il en a {found} ; \
                 le relire dans l'Annuaire Santé"
            );
            (None, Warning::with(WarningCode::Format, message))
        }
        KeyCheck::Placeholder => {
            let message =
                format!("Une suite d'un même chiffre n'est pas un {label} : le lire dans l'Annuaire Santé");
            (None, Warning::with(WarningCode::Format, message))
        }
        KeyCheck::Valid | KeyCheck::NotApplicable => (Some(value), Warning::new(WarningCode::Checksum)),
    }
}

/// Why a number of one kind does not serve where another is wanted.
pub(crate) fn wrong_kind(given: IdentifierKind, wanted: IdentifierKind, origin: Origin) -> String {
    if given == wanted {
        let of = match origin {
            Origin::Directory => "que porte l'annuaire pour cette situation",
            Origin::Statement => "de la structure décrite",
        };
        format!("Le {} indiqué n'est pas celui {of}", given.label_fr())
    } else {
        format!(
            "Un {} est indiqué, alors que la commande se fait ici sur le {}",
            given.label_fr(),
            wanted.label_fr()
        )
    }
}

/// Checks every number of the decision, and takes out what must not be answered.
pub(crate) fn check(draft: &mut Draft, s: &Situation<'_>) {
    check_main(draft);
    for which in [Which::Fallback, Which::Hint] {
        check_single(draft, which);
    }
    for which in [Which::Alternatives, Which::Options, Which::Instead] {
        check_list(draft, which);
    }
    forbid_scm(draft, s);
}

fn check_main(draft: &mut Draft) {
    let Some(Identifier { kind, value: Some(value), .. }) = &draft.order.identifier else { return };
    let (kind, verdict) = (*kind, keys::check(*kind, value));
    if verdict.is_sound() {
        return;
    }
    let (shown, warning) = complaint(kind, value, verdict);
    let shown = shown.map(str::to_owned);
    // A registered SIRET may fail the key: FINESS holds some, and INSEE assigns. A warning, not a refusal.
    let tolerated = kind == IdentifierKind::Siret && matches!(verdict, KeyCheck::WrongKey { .. });
    let kept = tolerated && draft.conclusion.outcome != Outcome::Blocked;
    draft.push(if kept { warning.mild() } else { warning });
    if !kept {
        draft.conclusion.outcome = Outcome::Blocked;
        draft.order.identifier = Some(Identifier::of(kind, shown.as_deref()));
    }
}

#[derive(Clone, Copy)]
enum Which {
    Fallback,
    Hint,
    Alternatives,
    Options,
    Instead,
}

fn unsound(identifier: &Identifier) -> Option<Warning> {
    let value = identifier.value.as_deref()?;
    let verdict = keys::check(identifier.kind, value);
    let tolerated = identifier.kind == IdentifierKind::Siret && matches!(verdict, KeyCheck::WrongKey { .. });
    (!verdict.is_sound() && !tolerated).then(|| complaint(identifier.kind, value, verdict).1)
}

fn check_single(draft: &mut Draft, which: Which) {
    let order = &mut draft.order;
    let found = match which {
        Which::Fallback => order.fallback_identifier.as_ref().and_then(unsound),
        _ => order.hint.as_ref().and_then(|hint| unsound(&hint.identifier)),
    };
    if let Some(warning) = found {
        match which {
            Which::Fallback => order.fallback_identifier = None,
            _ => order.hint = None,
        }
        draft.push(warning.mild());
    }
}

fn list(draft: &mut Draft, which: Which) -> &mut Vec<Proposal> {
    match which {
        Which::Alternatives => &mut draft.order.alternatives,
        Which::Options => &mut draft.order.options,
        _ => &mut draft.order.instead,
    }
}

fn check_list(draft: &mut Draft, which: Which) {
    let mut complaints = Vec::new();
    list(draft, which).retain(|proposal| match proposal.identifier.as_ref().and_then(unsound) {
        Some(warning) => {
            complaints.push(warning.mild());
            false
        }
        None => true,
    });
    for warning in complaints {
        draft.push(warning);
    }
}

/// Rules never read an SCM's SIRET; this holds whatever a rule does.
fn forbid_scm(draft: &mut Draft, s: &Situation<'_>) {
    let forbidden = |i: &Identifier| {
        i.kind == IdentifierKind::Siret && i.value.as_deref().is_some_and(|v| s.is_scm_siret(v))
    };
    let order = &mut draft.order;
    if order.identifier.as_ref().is_some_and(forbidden) {
        order.identifier = Some(Identifier::missing(IdentifierKind::Siret));
        draft.conclusion.outcome = Outcome::Blocked;
        draft.push(Warning::new(WarningCode::ScmSiret));
    }
    let order = &mut draft.order;
    order.fallback_identifier.take_if(|i| forbidden(i));
    order.hint.take_if(|hint| forbidden(&hint.identifier));
    for proposals in [&mut order.alternatives, &mut order.options, &mut order.instead] {
        proposals.retain(|proposal| !proposal.identifier.as_ref().is_some_and(forbidden));
    }
}
