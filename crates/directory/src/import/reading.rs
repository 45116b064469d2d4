//! The order of reading: people, and beside them structures, which are written at once; then SIRENE.

use std::{sync::mpsc, thread};

use aiguilleur_domain::entity::SourceKind;
use aiguilleur_sources::Source;
use aiguilleur_store::Building;

use super::{ImportError, Progress, finess::FinessIntake, intake::Intake};

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

/// Reads every source, and has `write` write what FINESS holds while people are still read; with what was read
/// there is what `write` returned.
pub(super) fn read<W: Send>(
    sources: &[Source],
    building: &Building,
    budget: usize,
    progress: &mut dyn FnMut(Progress),
    write: impl FnOnce(FinessIntake, &mut dyn FnMut(Progress)) -> Result<W, ImportError> + Send,
) -> Result<(Intake, W), ImportError> {
    let of = |turns: [Turn; 2]| sources.iter().filter(move |source| turns.contains(&turn(source)));
    let runs = building.runs_dir();
    let mut people = Intake::new(&runs, building.rejects_path(), budget)?;
    let mut structures = Intake::new(&runs, runs.join("rejects-of-structures"), budget)?;
    let (account, written) = thread::scope(|scope| {
        let (tell, told) = mpsc::channel();
        let aside = scope.spawn(move || {
            // Nobody listens any more when the people could not be read, which ends the import.
            let mut advance = |progress| _ = tell.send(progress);
            of([Turn::Structures; 2]).try_for_each(|source| structures.read(source, &mut advance))?;
            let Intake { finess, account, .. } = structures;
            Ok::<_, ImportError>((account, write(finess, &mut advance)?))
        });
        of([Turn::Stock, Turn::OtherPeople]).try_for_each(|source| people.read(source, progress))?;
        told.into_iter().for_each(&mut *progress);
        aside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    people.account.join(account)?;
    of([Turn::LegalUnits; 2]).try_for_each(|source| people.read(source, progress))?;
    Ok((people, written))
}
