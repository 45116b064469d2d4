//! The order of reading: people, and beside them structures, which are written at once; SIRENE beside the writing
//! of people.

use std::{sync::mpsc, thread};

use aiguilleur_domain::entity::SourceKind;
use aiguilleur_sources::Source;
use aiguilleur_store::Building;

use super::{ImportError, ImportRequest, Progress, finess::FinessIntake, intake::Intake};

/// What is read when. Only the legal units and establishments that others name are kept, so that SIRENE comes last:
/// what nobody waits for, since its records are joined with no others. Successions name establishments in their turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Stock,
    OtherPeople,
    Structures,
    LegalUnits,
    Complements,
    Successions,
    Establishments,
}

/// What is read beside the writing of people.
const ASIDE: [Turn; 4] = [Turn::LegalUnits, Turn::Complements, Turn::Successions, Turn::Establishments];

const fn turn(source: &Source) -> Turn {
    match source.kind() {
        SourceKind::RppsPersonneActivite => Turn::Stock,
        SourceKind::RppsSavoirFaire | SourceKind::RppsRestreint => Turn::OtherPeople,
        SourceKind::FinessJson | SourceKind::FinessXml | SourceKind::FinessCsv => Turn::Structures,
        SourceKind::Sirene => Turn::LegalUnits,
        SourceKind::Porteurs
        | SourceKind::Mssante
        | SourceKind::FinessActivites
        | SourceKind::CertificatPm => Turn::Complements,
        SourceKind::LiensSuccession => Turn::Successions,
        SourceKind::Etablissements => Turn::Establishments,
    }
}

/// Sorts the sources into the order of reports, independent of the order given.
pub(super) fn put_in_order(sources: &mut [Source]) {
    sources.sort_by_key(turn);
}

/// Reads every source but SIRENE and what completes the others, and has `write` write what FINESS holds while people are still read; with
/// what was read there is what `write` returned.
pub(super) fn read<W: Send>(
    sources: &[Source],
    building: &Building,
    request: &ImportRequest,
    progress: &mut dyn FnMut(Progress),
    write: impl FnOnce(FinessIntake, &mut dyn FnMut(Progress)) -> Result<W, ImportError> + Send,
) -> Result<(Intake, W), ImportError> {
    let runs = building.runs_dir();
    let mut people = Intake::new(&runs, building.rejects_path(), request)?;
    let mut structures = Intake::new(&runs, runs.join("rejects-of-structures"), request)?;
    let (read, aside) = beside(
        progress,
        move |progress| {
            of(sources, &[Turn::Structures]).try_for_each(|source| structures.read(source, progress))?;
            let Intake { finess, account, .. } = structures;
            Ok((account, write(finess, progress)?))
        },
        |progress| {
            of(sources, &[Turn::Stock, Turn::OtherPeople])
                .try_for_each(|source| people.read(source, progress))
        },
    )?;
    let ((), (account, written)) = (read, aside);
    people.account.join(account)?;
    Ok((people, written))
}

/// Reads the rest, of SIRENE what those who were read name, while `meanwhile` does something else.
pub(super) fn legal_units<W>(
    sources: &[Source],
    mut units: Intake,
    progress: &mut dyn FnMut(Progress),
    meanwhile: impl FnOnce(&mut dyn FnMut(Progress)) -> Result<W, ImportError>,
) -> Result<(W, Intake), ImportError> {
    beside(
        progress,
        move |progress| {
            of(sources, &ASIDE).try_for_each(|source| units.read(source, progress))?;
            Ok(units)
        },
        meanwhile,
    )
}

fn of<'s>(sources: &'s [Source], turns: &'s [Turn]) -> impl Iterator<Item = &'s Source> {
    sources.iter().filter(move |source| turns.contains(&turn(source)))
}

/// Runs `aside` in a thread of its own beside `here`, and then tells of its progress.
fn beside<A: Send, H>(
    progress: &mut dyn FnMut(Progress),
    aside: impl FnOnce(&mut dyn FnMut(Progress)) -> Result<A, ImportError> + Send,
    here: impl FnOnce(&mut dyn FnMut(Progress)) -> Result<H, ImportError>,
) -> Result<(H, A), ImportError> {
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        // The receiver is gone when this side failed, which ends the import.
        let aside = scope.spawn(move || aside(&mut |progress| _ = sender.send(progress)));
        let here = here(progress)?;
        receiver.into_iter().for_each(progress);
        let aside = aside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok((here, aside))
    })
}
