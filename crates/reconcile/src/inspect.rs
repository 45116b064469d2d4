//! A certificate by itself: its structure in the directory, and what there is to say of it.

use aiguilleur_directory::{StructureId, view::StructureView};
use aiguilleur_resolver::Usage;
use serde::Serialize;

use crate::{
    ReconcileError,
    certificate::CertificateRead,
    finding::Finding,
    judge::{Judge, carried},
    record::ClientRecord,
};

/// A certificate, inspected.
#[derive(Debug, Clone, Serialize)]
pub struct Inspected {
    /// What it says.
    #[serde(flatten)]
    pub certificate: CertificateRead,
    /// The structure that it names, when the directory knows it.
    pub structure: Option<StructureView>,
    /// What there is to say of it.
    pub findings: Vec<Finding>,
}

impl Judge<'_> {
    /// Inspects `pem`, for `usages`.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn inspect(
        &self,
        certificate: CertificateRead,
        usages: &[Usage],
    ) -> Result<Inspected, ReconcileError> {
        let mut structure = None;
        for id in carried(&certificate).iter().filter_map(|value| value.structure()) {
            structure = self
                .snapshot
                .structures(StructureId::Known(id))?
                .first()
                .map(|known| StructureView::on(known, self.snapshot.today()));
            if structure.is_some() {
                break;
            }
        }
        let words: Vec<&str> = usages.iter().map(|usage| usage.code()).collect();
        let record = ClientRecord { usages: words.join(","), ..ClientRecord::default() };
        let answer = self.hear_certificate(&record, certificate.clone())?;
        Ok(Inspected { certificate, structure, findings: answer.findings })
    }
}
