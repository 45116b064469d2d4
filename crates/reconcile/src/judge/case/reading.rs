//! What a record says of itself, read before anything is looked up: its words, its numbers, its certificates.

use std::io::Read;

use aiguilleur_certificate::{self as x509, CertificateRefused, MAX_INPUT};
use aiguilleur_domain::name::fold;
use aiguilleur_resolver::{Couloir, Usage};

use super::{Hearing, Number, unknown_value};
use crate::{
    finding::{Finding, FindingCode},
    judge::{Certificates, numbers},
};

impl Hearing<'_> {
    pub(super) fn read_words(&mut self) {
        let record = self.record;
        if !record.couloir.is_empty() {
            let wanted = fold(&record.couloir);
            let is = |c: &&Couloir| fold(c.code()) == wanted || fold(c.label_fr()) == wanted;
            self.request.couloir = Couloir::ALL.iter().find(is).copied();
            if self.request.couloir.is_none() {
                self.report(unknown_value("couloir", "Ce couloir n'est pas connu."));
            }
        }
        let words = record.usages.split([',', ';', '|', '+', ' ', '/']).filter(|word| !word.is_empty());
        for word in words {
            let code = fold(word).replace(' ', "_");
            match code.parse::<Usage>() {
                Ok(usage) if !self.request.usages.contains(&usage) => self.request.usages.push(usage),
                Ok(_) => {}
                Err(_) => self.report(unknown_value("usages", "Un de ces usages n'est pas connu.")),
            }
        }
        if self.request.usages.is_empty() {
            self.request.usages.clone_from(&self.judge.options.usages);
        }
        match numbers::said_kind(&record.identifier_kind) {
            Ok(said) => self.said = said,
            Err(()) => {
                self.report(unknown_value("identifier_kind", "Ce type d'identifiant n'est pas connu."));
            }
        }
    }

    pub(super) fn read_numbers(&mut self) {
        let record = self.record;
        self.rpps = Number::read(&record.rpps, "rpps", true, None);
        if record.identifier.is_empty() {
            let typed = record.typed.iter();
            self.numbers =
                typed.map(|(kind, text)| Number::read(text, "identifier", false, Some(*kind))).collect();
        } else {
            self.numbers = vec![Number::read(&record.identifier, "identifier", false, self.said)];
        }
        for finding in std::mem::take(&mut self.rpps.findings) {
            self.report(finding);
        }
        // Where several columns hold identifiers, one that is right suffices: the faults of the others wait.
        if let [only] = self.numbers.as_mut_slice() {
            for finding in std::mem::take(&mut only.findings) {
                self.report(finding);
            }
        }
    }

    pub(super) fn read_certificates(&mut self) {
        if self.record.certificate.is_empty() {
            return;
        }
        let read = self.certificate_bytes().and_then(|bytes| x509::read(&bytes, self.judge.options.as_of));
        match read {
            Ok(certificates) => self.certificates = certificates,
            Err(refused) => {
                let code = if refused.is_private_key() {
                    FindingCode::PrivateKey
                } else {
                    FindingCode::CertificateUnreadable
                };
                self.report(Finding::new(code, "certificate").says(refused.message()));
            }
        }
    }

    fn certificate_bytes(&self) -> Result<Vec<u8>, CertificateRefused> {
        let text = &self.record.certificate;
        if x509::has_private_key(text.as_bytes()) {
            return Err(CertificateRefused::PrivateKey);
        }
        if x509::inline(text) {
            return Ok(text.clone().into_bytes());
        }
        let Certificates::Folder(folder) = &self.judge.options.certificates else {
            return Err(CertificateRefused::PathNotAdmitted);
        };
        let path = folder.join(text);
        // Opening a pipe may wait for ever.
        if !path.is_file() {
            return Err(CertificateRefused::NoFile);
        }
        let file = std::fs::File::open(path).map_err(|_| CertificateRefused::NoFile)?;
        let mut bytes = Vec::new();
        let limit = MAX_INPUT as u64 + 1;
        file.take(limit).read_to_end(&mut bytes).map_err(|_| CertificateRefused::NoFile)?;
        Ok(bytes)
    }
}
