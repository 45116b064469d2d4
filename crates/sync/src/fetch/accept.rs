//! What was received becomes the file that is held: verified, compared, installed. Asks nothing of the network.

use jiff::civil::Date;

use super::{
    ChecksumVerdict, Failure, FailureKind, Outcome, Unchanged, answer,
    attempt::Attempt,
    checksum, disk, file_name,
    folder::{Folder, Held},
    part::PartOrigin,
    receive::Received,
    state::{STATE_FORMAT, State},
};
use crate::publisher::{Publication, day_in, utc_day};

impl Attempt<'_> {
    /// Verifies what was received and makes it the file that is held.
    pub(crate) fn take(
        &self,
        publication: &Publication,
        origin: PartOrigin,
        held: Option<Held>,
        received: &Received,
    ) -> Result<Outcome, Failure> {
        if let Some(expected) = publication.size.or(origin.total).filter(|size| *size != received.length) {
            let detail = format!("{expected} bytes expected, {} received", received.length);
            return Err(Failure::new(FailureKind::WrongLength, detail));
        }
        let (policy, published) = (self.source.checksum, publication.checksum.as_ref());
        let verdict = checksum::verify(policy, published, &received.digests, publication.size.is_some())
            .map_err(|mismatch| Failure::new(FailureKind::WrongChecksum, mismatch))?;
        match held {
            Some(held) if held.state.sha256 == received.digests.sha256 => {
                self.same_bytes(held, origin, verdict)
            }
            _ => self.install(publication, origin, received, verdict),
        }
    }

    /// Yesterday's file again: only its address and validators are new.
    fn same_bytes(
        &self,
        held: Held,
        origin: PartOrigin,
        verdict: ChecksumVerdict,
    ) -> Result<Outcome, Failure> {
        let state = State { url: origin.url, validators: origin.validators, checksum: verdict, ..held.state };
        let remembered = self.folder.remember(&state).and_then(|()| self.folder.part().discard());
        remembered.map_err(disk::refused("write", self.folder.root()))?;
        Ok(Outcome::NotModified { file: held.file, how: Unchanged::SameBytes })
    }

    fn install(
        &self,
        publication: &Publication,
        origin: PartOrigin,
        received: &Received,
        checksum: ChecksumVerdict,
    ) -> Result<Outcome, Failure> {
        let name = origin.name.clone().unwrap_or_else(|| self.source.name.to_string());
        let dated = dated(&name, publication, &origin);
        let digests = &received.digests;
        let state = State {
            format: STATE_FORMAT,
            file: Folder::place(&digests.sha256, &file_name::with_day(&name, dated)),
            size: received.length,
            sha1: digests.sha1.clone(),
            sha256: digests.sha256.clone(),
            dated,
            fetched_at: self.fetcher.clock.now(),
            checksum,
            url: origin.url,
            validators: origin.validators,
            unchanged: None,
        };
        let installed = self.folder.install(state).map_err(disk::refused("write", self.folder.root()))?;
        Ok(Outcome::Fetched { file: installed.file, attempts: 1 })
    }
}

/// The day in the file's own name, else what the index or the address tells, else its last modification.
fn dated(name: &str, publication: &Publication, origin: &PartOrigin) -> Option<Date> {
    let modified = || origin.validators.last_modified.as_deref().and_then(answer::http_date).map(utc_day);
    day_in(name).or(publication.dated).or_else(modified)
}
