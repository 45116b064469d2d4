//! One reading of one source: its stream watched, its rows handed over, its account closed.

use std::{
    io::{self, Read},
    sync::Arc,
};

use aiguilleur_domain::{
    Siret,
    entity::{ComplementRow, PersonRow, RestrictedRow, SavoirFaireRow, SourceKind, UniteLegale},
};
use sha2::{Digest, Sha256};

use super::{
    Source, ahead,
    container::{self, Tap},
};
use crate::{
    error::SourceError,
    event::{Event, Summary},
    finess::{self, FinessRecord},
    rpps, sirene,
};

/// A source about to be read.
pub struct Reading<'s> {
    source: &'s Source,
    tap: Tap<'s>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        Self { source, tap: Tap::default() }
    }

    /// Has the SHA-256 of the file on disk computed, in the same pass but for archives (whose entries are
    /// not read in order): [`Summary::sha256`].
    #[must_use]
    pub fn hashed(mut self) -> Self {
        self.tap.hasher = Some(Sha256::new());
        self
    }

    /// Has `progress` called with the bytes read from disk so far, at most once every 256 KiB; to compare
    /// with [`Source::disk_bytes`].
    #[must_use]
    pub fn with_progress(mut self, progress: &'s mut dyn FnMut(u64)) -> Self {
        self.tap.progress = Some(progress);
        self
    }

    /// Reads a [`SourceKind::RppsPersonneActivite`].
    ///
    /// # Errors
    /// When it is not one or cannot be read, and whatever `visit` returns, which stops the reading.
    pub fn persons<E: From<SourceError>>(
        self,
        visit: impl FnMut(Event<PersonRow<'_>>) -> Result<(), E>,
    ) -> Result<Summary, E> {
        self.run(&[SourceKind::RppsPersonneActivite], |content, file| {
            rpps::decode_persons(content, file, visit)
        })
    }

    /// Reads a [`SourceKind::RppsSavoirFaire`].
    ///
    /// # Errors
    /// When it is not one or cannot be read, and whatever `visit` returns, which stops the reading.
    pub fn savoir_faire<E: From<SourceError>>(
        self,
        visit: impl FnMut(Event<SavoirFaireRow>) -> Result<(), E>,
    ) -> Result<Summary, E> {
        self.run(&[SourceKind::RppsSavoirFaire], |content, file| {
            rpps::decode_savoir_faire(content, file, visit)
        })
    }

    /// Reads a table of a [`SourceKind::RppsRestreint`].
    ///
    /// # Errors
    /// When it is not one or cannot be read, and whatever `visit` returns, which stops the reading.
    pub fn restricted<E: From<SourceError>>(
        self,
        visit: impl FnMut(Event<RestrictedRow<'_>>) -> Result<(), E>,
    ) -> Result<Summary, E> {
        self.run(&[SourceKind::RppsRestreint], |content, file| rpps::decode_restricted(content, file, visit))
    }

    /// Reads a [`SourceKind::FinessJson`], [`SourceKind::FinessXml`] or [`SourceKind::FinessCsv`].
    ///
    /// # Errors
    /// When it is none of them or cannot be read, and whatever `visit` returns, which stops the reading.
    pub fn finess<E: From<SourceError>>(
        self,
        visit: impl FnMut(Event<FinessRecord<'_>>) -> Result<(), E>,
    ) -> Result<Summary, E> {
        let kind = self.source.kind;
        let kinds = [SourceKind::FinessJson, SourceKind::FinessXml, SourceKind::FinessCsv];
        self.run(&kinds, |content, file| match kind {
            SourceKind::FinessJson => finess::decode_json(content, file, visit),
            SourceKind::FinessXml => finess::decode_xml(content, file, visit),
            _ => finess::decode_csv(content, file, visit),
        })
    }

    /// Reads a [`SourceKind::Sirene`].
    ///
    /// # Errors
    /// When it is not one or cannot be read, and whatever `visit` returns, which stops the reading.
    pub fn unites_legales<E: From<SourceError>>(
        self,
        visit: impl FnMut(Event<UniteLegale>) -> Result<(), E>,
    ) -> Result<Summary, E> {
        self.run(&[SourceKind::Sirene], |content, file| sirene::decode_unites_legales(content, file, visit))
    }

    /// Reads one of the files that complete the others: cards, mailboxes, establishments and their successions,
    /// heavy equipment, certificates. Of establishments, those that `wanted` wants.
    ///
    /// # Errors
    /// When it is none of them or cannot be read, and whatever `visit` returns, which stops the reading.
    pub fn complement<E: From<SourceError>>(
        self,
        wanted: impl Fn(Siret) -> bool,
        visit: impl FnMut(Event<ComplementRow>) -> Result<(), E>,
    ) -> Result<Summary, E> {
        let kind = self.source.kind;
        self.run(&SourceKind::COMPLEMENTS, |content, file| match kind {
            SourceKind::Etablissements => sirene::decode_etablissements(content, file, wanted, visit),
            SourceKind::LiensSuccession => sirene::decode_liens(content, file, wanted, visit),
            SourceKind::FinessActivites => finess::decode_activites(content, file, visit),
            _ => rpps::decode_complement(content, file, visit),
        })
    }

    fn run<E: From<SourceError>>(
        mut self,
        kinds: &[SourceKind],
        decode: impl FnOnce(&mut dyn Read, &Arc<str>) -> Result<Summary, E>,
    ) -> Result<Summary, E> {
        let Source { path, container, name, kind, dated, .. } = self.source;
        if !kinds.contains(kind) {
            return Err(SourceError::OtherKind { file: name.to_string(), kind: *kind }.into());
        }
        let hashed = self.tap.hasher.is_some();
        if !container.is_a_stream() {
            self.tap.hasher = None;
        }
        let mut summary = ahead::stream(path, *container, name, &mut self.tap, |content| {
            let summary = decode(content, name)?;
            // What follows the last record is read too: it holds the checksum of a compressed stream.
            io::copy(content, &mut io::sink()).map_err(|error| SourceError::reading(name, 0, error))?;
            Ok::<_, E>(summary)
        })?;
        summary.dated = summary.dated.or(*dated);
        summary.sha256 = match self.tap.hasher.take() {
            Some(hasher) => Some(hasher.finalize().into()),
            None if hashed => Some(container::hash_file(path, name)?),
            None => None,
        };
        Ok(summary)
    }
}
