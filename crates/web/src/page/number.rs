//! A number shown large: in groups that the eye can follow, in one piece when it is copied.

use aiguilleur_resolver::{Identifier, IdentifierKind};
use askama::Template;

/// A number, its name, and a button that copies it.
#[derive(Debug, Clone, Template)]
#[template(path = "number.html")]
pub(crate) struct Number {
    /// What it is (« RPPS-rang »).
    pub(crate) label: &'static str,
    /// The number exactly as it must be typed.
    pub(crate) value: String,
    /// The same in groups.
    pub(crate) groups: Vec<String>,
    /// The parts that people know by other names: the RPPS and the rank of a RPPS-rang.
    pub(crate) parts: Option<(String, String)>,
    /// Whether it must not serve: then it is struck through and cannot be copied.
    pub(crate) forbidden: bool,
}

impl askama::filters::HtmlSafe for Number {}

impl Number {
    /// A number of that kind.
    pub(crate) fn new(kind: IdentifierKind, value: &str) -> Self {
        Self {
            label: kind.label_fr(),
            groups: grouped(value, groups_of(kind)),
            parts: parts(kind, value),
            value: value.to_owned(),
            forbidden: false,
        }
    }

    /// An identifier whose value is known.
    pub(crate) fn of(identifier: &Identifier) -> Option<Self> {
        identifier.value.as_deref().map(|value| Self::new(identifier.kind, value))
    }

    /// The same, never to be used.
    pub(crate) const fn forbidden(mut self, yes: bool) -> Self {
        self.forbidden = yes;
        self
    }
}

/// The RPPS of a RPPS-rang, and the rank behind it.
fn parts(kind: IdentifierKind, value: &str) -> Option<(String, String)> {
    const RPPS: usize = 11;
    let (rpps, rank) = value.split_at_checked(RPPS).filter(|_| kind == IdentifierKind::RppsRang)?;
    Some((rpps.to_owned(), rank.to_owned())).filter(|(_, rank)| !rank.is_empty())
}

/// How people read each kind aloud: the RPPS of a RPPS-rang then its rang, the SIREN of a SIRET then its NIC.
const fn groups_of(kind: IdentifierKind) -> &'static [usize] {
    match kind {
        IdentifierKind::RppsRang => &[3, 3, 3, 2, 3],
        IdentifierKind::Siret => &[3, 3, 3, 5],
        IdentifierKind::Rpps => &[3, 3, 3, 2],
        _ => &[3, 3, 3],
    }
}

fn grouped(value: &str, sizes: &[usize]) -> Vec<String> {
    let chars: Vec<char> = value.chars().collect();
    if chars.len() != sizes.iter().sum::<usize>() {
        return vec![value.to_owned()];
    }
    let mut rest = chars.as_slice();
    sizes
        .iter()
        .map(|size| {
            let (group, after) = rest.split_at(*size);
            rest = after;
            group.iter().collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_join_to_the_number() {
        for (kind, value, shown) in [
            (IdentifierKind::RppsRang, "99700000104007", "997 000 001 04 007"),
            (IdentifierKind::Siret, "99900001100018", "999 000 011 00018"),
            (IdentifierKind::FinessGeographique, "2A9900123", "2A9 900 123"),
            (IdentifierKind::Siret, "12", "12"),
        ] {
            let number = Number::new(kind, value);
            assert_eq!(number.groups.join(" "), shown);
            assert_eq!(number.groups.concat(), value);
        }
    }

    #[test]
    fn what_is_copied_holds_no_space() {
        let html = Number::new(IdentifierKind::Siret, "99900001100018").render().unwrap();
        assert!(
            html.contains("<span>999</span><span>000</span><span>011</span><span>00018</span>"),
            "{html}"
        );
    }
}
