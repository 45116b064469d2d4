//! Certificates by themselves: each with its structure in the directory, its chain, and what there is to say of it;
//! then what the set of them lacks.

use aiguilleur_certificate::{
    Authorities, CertificateRead, CertificateRefused, Chain, ChainStatus, Material, Owner, Revocation,
    RevocationStatus, UsageSet, sets,
};
use aiguilleur_directory::{StructureId, view::StructureView};
use aiguilleur_domain::Date;
use aiguilleur_resolver::{Ask, Case, Certificate, Outcome, Severity, Usage, decide};
use serde::Serialize;

use crate::{
    ReconcileError,
    finding::{Finding, FindingCode},
    judge::{Judge, Options, carried, certificate},
    record::ClientRecord,
};

/// What is to be done with a certificate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Action {
    /// `info`, `renew`, `new_order` or `revoke`.
    pub outcome: Outcome,
    /// One French sentence.
    pub message: String,
    /// The rule that requires it.
    pub rule: &'static str,
}

/// A certificate, inspected.
#[derive(Debug, Clone, Serialize)]
pub struct Inspected {
    /// What it says.
    #[serde(flatten)]
    pub certificate: CertificateRead,
    /// The structure that it names, when the directory knows it.
    pub structure: Option<StructureView>,
    /// Result of the chain verification.
    pub chain: Chain,
    /// Whether it is revoked.
    pub revocation: Revocation,
    /// The others of the same key, by SHA-256.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_key: Vec<String>,
    /// What is to be done with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// What there is to say of it.
    pub findings: Vec<Finding>,
}

/// Certificates, inspected together.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Inspection {
    /// Each, in the order given, authorities last.
    pub certificates: Vec<Inspected>,
    /// Structure by structure and usage by usage, whether something is missing.
    pub sets: Vec<UsageSet>,
}

impl Judge<'_> {
    /// Inspects what `material` holds, for `usages`.
    ///
    /// # Errors
    /// When the directory cannot be read, or, inside, when something in the material is no certificate.
    pub fn inspect(
        &self,
        material: &Material,
        authorities: &Authorities,
        usages: &[Usage],
    ) -> Result<Result<Inspection, CertificateRefused>, ReconcileError> {
        let mut inspection = match inspect_alone(material, authorities, usages, &self.options) {
            Ok(inspection) => inspection,
            Err(refused) => return Ok(Err(refused)),
        };
        for one in &mut inspection.certificates {
            self.look_up(one)?;
        }
        Ok(Ok(inspection))
    }

    /// Adds what the directory knows of the structure of `one`.
    fn look_up(&self, one: &mut Inspected) -> Result<(), ReconcileError> {
        let read = &one.certificate;
        for id in carried(read).iter().filter_map(|value| value.structure()) {
            let known = self.snapshot.structures(StructureId::Known(id))?;
            one.structure = known.first().map(|known| StructureView::on(known, self.snapshot.today()));
            if one.structure.is_some() {
                break;
            }
        }
        if read.owner != Owner::Structure && read.owner != Owner::Unknown {
            return Ok(());
        }
        let record = ClientRecord::default();
        let answer = self.hear_certificate(&record, read.clone())?;
        for finding in answer.findings {
            if !one.findings.iter().any(|known| known.code == finding.code) {
                one.findings.push(finding);
            }
        }
        one.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        Ok(())
    }
}

/// Inspects what `material` holds, without a directory: nothing is said of the structures.
///
/// # Errors
/// When something in it is no certificate.
pub fn inspect_alone(
    material: &Material,
    authorities: &Authorities,
    usages: &[Usage],
    options: &Options,
) -> Result<Inspection, CertificateRefused> {
    let mut authorities = authorities.clone();
    authorities.give(material);
    let read: Result<Vec<CertificateRead>, _> =
        material.certificates.iter().map(|der| CertificateRead::from_der(der, options.as_of)).collect();
    let mut read = read?;
    if read.is_empty() {
        return Err(CertificateRefused::NotACertificate);
    }
    read.sort_by_key(|certificate| certificate.owner == Owner::Authority);
    let checked: Vec<(CertificateRead, Chain, Revocation)> = read
        .into_iter()
        .map(|read| {
            let (chain, revocation) = authorities.check(&read, options.as_of);
            (read, chain, revocation)
        })
        .collect();
    let revoked: Vec<(&CertificateRead, bool)> = checked
        .iter()
        .map(|(read, _, revocation)| (read, revocation.status == RevocationStatus::Revoked))
        .collect();
    let sets = sets(&revoked, usages);
    let keys: Vec<(String, String)> =
        checked.iter().map(|(read, ..)| (read.key.sha256.clone(), read.sha256.clone())).collect();
    let certificates = checked
        .into_iter()
        .map(|(read, chain, revocation)| {
            let others = keys.iter().filter(|(key, own)| *key == read.key.sha256 && *own != read.sha256);
            let same_key = others.map(|(_, own)| own.clone()).collect();
            one(read, chain, revocation, same_key, usages, &sets, options)
        })
        .collect();
    Ok(Inspection { certificates, sets })
}

fn one(
    read: CertificateRead,
    chain: Chain,
    revocation: Revocation,
    same_key: Vec<String>,
    usages: &[Usage],
    sets: &[UsageSet],
    options: &Options,
) -> Inspected {
    let mut findings = certificate::alone(&read, usages, options);
    let lacks = |set: &&UsageSet| !set.complete && Some(&set.id_nat_struct) == read.id_nat_struct.as_ref();
    let lacking: Vec<&UsageSet> =
        sets.iter().filter(lacks).filter(|_| read.owner == Owner::Structure).collect();
    for set in &lacking {
        let finding = Finding::new(FindingCode::SetIncomplete, "certificate").says(set.message.clone());
        // Without usages, what is missing depends on what the certificate is for.
        findings.push(
            if usages.is_empty() { finding.graded(Severity::Info) } else { finding }.by(set.usage.rule()),
        );
    }
    if lacking.is_empty() && !usages.is_empty() {
        // The other usages have certificates of their own.
        findings.retain(|finding| finding.code != FindingCode::InsiNotMutualisable);
    }
    if revocation.status == RevocationStatus::Revoked {
        findings.push(Finding::new(FindingCode::Revoked, "certificate").says(revocation.message.clone()));
    }
    if chain.status == ChainStatus::Broken {
        findings.push(Finding::new(FindingCode::ChainBroken, "certificate").says(chain.message.clone()));
    }
    if !same_key.is_empty() {
        findings.push(Finding::new(FindingCode::SameKey, "certificate").says(format!(
            "La clé de ce certificat est aussi celle de {} autre(s) certificat(s) donné(s) ici.",
            same_key.len()
        )));
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let action = action(&read, &revocation, options.as_of);
    Inspected { certificate: read, structure: None, chain, revocation, same_key, action, findings }
}

/// What the rules say to do, by its dates; nothing for a card, an authority or a test product.
fn action(read: &CertificateRead, revocation: &Revocation, today: Date) -> Option<Action> {
    if read.test || !matches!(read.owner, Owner::Structure | Owner::Unknown) {
        return None;
    }
    if revocation.status == RevocationStatus::Revoked {
        let message = "Révoqué : un certificat révoqué ne sert plus et ne se renouvelle pas.".to_owned();
        return Some(Action { outcome: Outcome::NewOrder, message, rule: "R-VIE-REVOQUER" });
    }
    let case = Case {
        ask: Some(Ask::CertificateAction),
        as_of: Some(today),
        certificate: Some(Certificate { not_after: Some(read.not_after), ..Certificate::default() }),
        ..Case::default()
    };
    let decision = decide(&case).decisions.into_iter().next()?;
    Some(Action {
        outcome: decision.outcome(),
        message: decision.summary().to_owned(),
        rule: decision.rule().rule.id,
    })
}

/// A certificate in a few words, for a list or a calendar: product, name, usage.
pub fn called(read: &CertificateRead) -> String {
    let product = read.product.as_ref().map_or("certificat", |product| product.label.as_str());
    format!("{product} {}", read.cn()).trim().to_owned()
}
