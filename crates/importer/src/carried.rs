//! The sources that a request does not name: kept from the generation that is served, with their dates.

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_directory::{
    census::{Census, SourceCensus},
    record::{StoredPerson, same_situation},
};
use aiguilleur_domain::entity::{SourceKind, StatedActivity};
use aiguilleur_sources::Source;
use aiguilleur_store::{BlockCache, Building, DataDir, Generation, SourceReport};

use super::{ImportError, Others, people::exercice_of};

/// What is kept of the served generation's sources.
#[derive(Debug, Default)]
pub(super) struct Carried {
    pub(super) reports: Vec<SourceReport>,
    pub(super) census: BTreeMap<String, SourceCensus>,
    /// The sources of the served generation that the new one does without.
    pub(super) dropped: BTreeSet<String>,
}

impl Carried {
    /// The sources of `served` that `sources` are none of.
    pub(super) fn of(
        data: &DataDir,
        served: Option<&Generation>,
        sources: &[Source],
        others: Others,
    ) -> Result<Self, ImportError> {
        let Some(served) = served else { return Ok(Self::default()) };
        if others == Others::Dropped {
            let dropped = not_given(served, sources).map(|report| report.name.clone()).collect();
            return Ok(Self { dropped, ..Self::default() });
        }
        let census = Census::of(data, served.id())?.sources;
        let reports: Vec<SourceReport> = not_given(served, sources).cloned().collect();
        let census = census.into_iter().filter(|(name, _)| reports.iter().any(|report| report.name == *name));
        let census = census.collect();
        let reports =
            reports.into_iter().map(|report| SourceReport { carried_over: true, ..report }).collect();
        Ok(Self { reports, census, dropped: BTreeSet::new() })
    }

    pub(super) fn holds(&self, kind: SourceKind) -> bool {
        self.reports.iter().any(|report| report.name == kind.name())
    }

    /// Whether a source that is served was asked to be done without.
    pub(super) fn drops(&self, kind: SourceKind) -> bool {
        self.dropped.contains(kind.name())
    }

    /// One sentence a source.
    pub(super) fn notes(&self) -> impl Iterator<Item = String> {
        let dropped = self.dropped.iter();
        let dropped =
            dropped.map(|name| format!("{name} : était servi, cette génération s'en passe (`--only`)."));
        dropped.chain(self.reports.iter().map(|report| {
            let dated = report.dated.map_or_else(|| "sans date".to_owned(), |dated| format!("du {dated}"));
            format!(
                "{} {dated} : repris de ce qui est servi, faute de fichier (`--only` pour s'en passer).",
                report.name
            )
        }))
    }

    /// Gives a person of today's stock what carried sources said of them.
    pub(super) fn complete<'a>(&self, new: &mut StoredPerson<'a>, past: &StoredPerson<'a>) {
        if self.holds(SourceKind::RppsSavoirFaire) {
            for known in &past.exercices {
                let still_held = new.exercices.iter().any(|it| it.exercice == known.exercice);
                for savoir_faire in known.savoir_faire.iter().filter(|_| still_held) {
                    exercice_of(new, known.exercice, Some(*savoir_faire));
                }
            }
        }
        if self.holds(SourceKind::RppsRestreint) {
            state_again(new, past);
        }
    }
}

/// Copies what the restricted extraction stated of the situations that go on.
fn state_again<'a>(new: &mut StoredPerson<'a>, past: &StoredPerson<'a>) {
    let StoredPerson { exercices, situations, .. } = new;
    for current in situations.iter_mut().filter(|it| it.ended.is_none()) {
        let Some(exercice) = exercices.get(usize::from(current.exercice)) else { continue };
        let twin = past.situations.iter().find(|known| {
            past.exercices.get(usize::from(known.exercice)).is_some_and(|of| {
                same_situation((&of.exercice, &known.situation), (&exercice.exercice, &current.situation))
            })
        });
        if let Some(twin) = twin.filter(|_| current.stated == StatedActivity::default()) {
            current.stated = twin.stated;
        }
    }
}

/// Copies a whole table of the served generation.
pub(super) fn copy_table(
    served: Option<&Generation>,
    building: &Building,
    name: &'static str,
) -> Result<u64, ImportError> {
    let mut writer = building.table(name)?;
    if let Some(served) = served {
        for record in served.table(name, &BlockCache::new(0))?.all()? {
            let record = record?;
            if !is_of_the_forgotten(building, record.key()) {
                writer.push(record.key(), record.value())?;
            }
        }
    }
    Ok(writer.finish()?)
}

/// Whether a part of a key is somebody who must not be shown.
pub(super) fn is_of_the_forgotten(building: &Building, key: &[u8]) -> bool {
    let forgotten = building.forgotten();
    !forgotten.is_empty()
        && key
            .split(|byte| *byte == 0)
            .any(|part| std::str::from_utf8(part).is_ok_and(|part| forgotten.holds(part)))
}

/// The reports of the served generation whose source is not given again.
pub(super) fn not_given<'s>(
    served: &'s Generation,
    sources: &'s [Source],
) -> impl Iterator<Item = &'s SourceReport> {
    let given = move |name: &str| sources.iter().any(|source| source.kind().name() == name);
    served.manifest().sources.iter().filter(move |report| !given(&report.name))
}
