//! Structures that ask for themselves and sources that disagree: facts that a body of JSON cannot state.

#![allow(dead_code, reason = "each test file uses its own part")]

use aiguilleur_domain::Date;
use aiguilleur_resolver::{Answer, Asked, Case, Says, Shown, Statement, Structure, Subject, decide};

pub(crate) const DAY: Date = aiguilleur_domain::Date::constant(2026, 11, 20);

pub(crate) fn statement(subject: Subject, says: Says) -> Statement {
    Statement { subject, says, source: "finess-structures".into(), dated: Some(DAY) }
}

/// A site: category, number and name.
pub(crate) fn site(categorie: &str, finess: &str, name: &str) -> Structure {
    Structure {
        categorie: categorie.parse().ok(),
        finess_geographique: Some(finess.into()),
        finess_juridique: Some("990000101".into()),
        denomination: Some(name.to_owned()),
        ville: Some("AUTUN".to_owned()),
        statements: vec![statement(Subject::Site, Says::Open)],
        ..Structure::default()
    }
}

/// The legal entity of those sites.
pub(crate) fn entity(statut: &str) -> Structure {
    Structure {
        statut_juridique: statut.parse().ok(),
        finess_juridique: Some("990000101".into()),
        statements: vec![statement(Subject::LegalEntity, Says::Open)],
        ..Structure::default()
    }
}

/// The answer for a structure that asks for itself, and what each decision is about.
pub(crate) fn ask(structure: Structure, sites: &[Structure]) -> (Answer, Vec<Shown>) {
    let mut case = Case::from_directory(DAY);
    let statut = structure.statut_juridique;
    let of_entity =
        |site: &Structure| Structure { statut_juridique: site.statut_juridique.or(statut), ..site.clone() };
    let asked = Asked {
        sites: sites.iter().map(|site| (of_entity(site), None)).collect(),
        structure,
        ..Asked::default()
    };
    let shown = case.ask_for("s0", asked, DAY);
    (decide(&case), shown)
}
