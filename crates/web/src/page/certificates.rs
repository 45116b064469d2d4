//! Certificates, read: what each is, whose, until when, and what there is to do.

use aiguilleur_reconcile::{Inspected, Inspection};
use aiguilleur_resolver::{Outcome, Severity};
use askama::Template;

use super::{
    shell::Shell,
    sign::{Link, Notice, Sign},
};
use crate::{
    path,
    wording::{self, Tone},
};

/// The page where a certificate is pasted, and what was read.
#[derive(Debug, Template)]
#[template(path = "certificates.html")]
pub(crate) struct CertificatesPage {
    pub(crate) shell: Shell,
    /// Why nothing was read.
    pub(crate) refused: Option<Notice>,
    /// What was read.
    pub(crate) cards: Vec<CertificateCard>,
    /// Structure by structure and usage by usage, what is missing.
    pub(crate) sets: Vec<Notice>,
}

#[derive(Debug)]
pub(crate) struct CertificateCard {
    /// What to do, in a word.
    pub(crate) sign: Sign,
    pub(crate) product: String,
    pub(crate) owner: String,
    /// The structure's page, when the directory knows it.
    pub(crate) structure: Option<Link>,
    /// What to do, in a sentence.
    pub(crate) action: Option<String>,
    /// Name and value.
    pub(crate) facts: Vec<(&'static str, String)>,
    pub(crate) notices: Vec<Notice>,
}

impl From<&Inspected> for CertificateCard {
    fn from(one: &Inspected) -> Self {
        let read = &one.certificate;
        let structure = one.structure.as_ref().and_then(|it| Some((it, it.id_nat_struct?)));
        let mut facts = vec![
            ("Nom (CN)", read.cn().to_owned()),
            ("Domaines", read.dns_names.join(", ")),
            (
                "Validité",
                format!(
                    "du {} au {} ({})",
                    wording::date_fr(read.not_before),
                    wording::date_fr(read.not_after),
                    one.left_fr()
                ),
            ),
            ("Émetteur", read.issuer.clone()),
            ("Chaîne", one.chain.message.clone()),
            ("Révocation", one.revocation.message.clone()),
            ("N° de série", read.serial.clone()),
        ];
        facts.retain(|(_, value)| !value.is_empty());
        Self {
            sign: sign(one),
            product: wording::capital(&one.product_fr()),
            owner: wording::capital(&one.owner_fr()),
            structure: structure.map(|(_, id)| Link {
                href: path::of_structure(&id.to_string()),
                text: "Ouvrir sa fiche".to_owned(),
            }),
            action: one.action.as_ref().map(|action| action.message.clone()),
            facts,
            notices: one
                .findings
                .iter()
                .map(|finding| {
                    let word = wording::capital(finding.severity.label_fr());
                    Notice::new(Tone::of_severity(finding.severity), &word, finding.message.clone())
                })
                .collect(),
        }
    }
}

/// An error outweighs what its dates say.
fn sign(one: &Inspected) -> Sign {
    if one.findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Sign::new(Tone::Stop, "À corriger");
    }
    match one.action.as_ref().map(|action| action.outcome) {
        Some(outcome @ (Outcome::Renew | Outcome::NewOrder)) => Sign::new(Tone::Care, outcome.label_fr()),
        Some(Outcome::Revoke) => Sign::new(Tone::Stop, Outcome::Revoke.label_fr()),
        Some(_) => Sign::new(Tone::Go, "Rien à faire"),
        None => Sign::new(Tone::Note, "Pour information"),
    }
}

impl CertificatesPage {
    /// The page before anything was read.
    pub(crate) fn empty() -> Self {
        Self {
            shell: Shell::new("Lire un certificat — Aiguilleur"),
            refused: None,
            cards: Vec::new(),
            sets: Vec::new(),
        }
    }

    /// The page of something that gave no certificate. What came is not shown back.
    pub(crate) fn refused(message: &str) -> Self {
        Self { refused: Some(Notice::new(Tone::Stop, "Refusé", message)), ..Self::empty() }
    }

    /// The page of what was read.
    pub(crate) fn read(inspection: &Inspection) -> Self {
        let set = |set: &aiguilleur_certificate::UsageSet| {
            let (tone, word) = if set.complete { (Tone::Go, "Complet") } else { (Tone::Care, "Incomplet") };
            Notice::new(tone, word, format!("Structure {} : {}", set.id_nat_struct, set.message))
        };
        Self {
            cards: inspection.certificates.iter().map(CertificateCard::from).collect(),
            sets: inspection.sets.iter().map(set).collect(),
            ..Self::empty()
        }
    }
}
