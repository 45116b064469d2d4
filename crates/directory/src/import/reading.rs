//! The order of reading: people beside structures, each on a processor of its own, then SIRENE.

use std::{sync::mpsc, thread};

use aiguilleur_domain::entity::SourceKind;
use aiguilleur_sources::Source;
use aiguilleur_store::Building;

use super::{ImportError, Progress, intake::Intake};

/// What is read when. Only the legal units that others name are kept, so that SIRENE comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Stock,
    OtherPeople,
    Structures,
    LegalUnits,
}

const fn turn(source: &Source) -> Turn {
    match source.kind() {
        SourceKind::RppsPersonneActivite => Turn::Stock,
        SourceKind::RppsSavoirFaire | SourceKind::RppsRestreint => Turn::OtherPeople,
        SourceKind::FinessJson | SourceKind::FinessXml | SourceKind::FinessCsv => Turn::Structures,
        SourceKind::Sirene => Turn::LegalUnits,
    }
}

/// Puts the sources into the order in which they are told of, whatever the order they were given in.
pub(super) fn put_in_order(sources: &mut [Source]) {
    sources.sort_by_key(turn);
}

/// Reads every source, in their order but for structures, which are read while people are.
pub(super) fn read(
    sources: &[Source],
    building: &Building,
    budget: usize,
    progress: &mut dyn FnMut(Progress),
) -> Result<Intake, ImportError> {
    let of = |turns: [Turn; 2]| sources.iter().filter(move |source| turns.contains(&turn(source)));
    let runs = building.runs_dir();
    let mut people = Intake::new(&runs, building.rejects_path(), budget)?;
    let mut structures = Intake::new(&runs, runs.join("rejects-of-structures"), budget)?;
    let structures = thread::scope(|scope| {
        let (tell, told) = mpsc::channel();
        let aside = scope.spawn(move || {
            // Nobody listens any more when the people could not be read, which ends the import.
            let mut advance = |progress| _ = tell.send(progress);
            of([Turn::Structures; 2]).try_for_each(|source| structures.read(source, &mut advance))?;
            Ok::<_, ImportError>(structures)
        });
        of([Turn::Stock, Turn::OtherPeople]).try_for_each(|source| people.read(source, progress))?;
        told.into_iter().for_each(&mut *progress);
        aside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    people.join(structures)?;
    of([Turn::LegalUnits; 2]).try_for_each(|source| people.read(source, progress))?;
    Ok(people)
}
