//! Progress of the worker: one moving line on a terminal, plain lines elsewhere.

use std::sync::{Mutex, PoisonError};

use aiguilleur_importer::Progress;
use aiguilleur_sync::{
    progress::{Event, Observer, Stage, WaitReason},
    publisher::SourceName,
};

use crate::console::ProgressLine;

/// The line, shared by the thread that fetches and the one that builds.
pub(super) struct Watch(Mutex<ProgressLine>);

impl Watch {
    pub(super) fn new() -> Self {
        Self(Mutex::new(ProgressLine::new()))
    }

    fn line(&self, show: impl FnOnce(&mut ProgressLine)) {
        show(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Shows the progress of an import.
    pub(super) fn import(&self, progress: &Progress) {
        self.line(|line| line.show(progress));
    }

    /// Clears the line, for what is written next.
    pub(super) fn end(&self) {
        self.line(|line| line.end());
    }
}

impl Observer for Watch {
    fn on_event(&self, source: SourceName, event: &Event) {
        let (stage, percent) = match event {
            Event::Discovering => (format!("recherche de {source}"), 0),
            Event::Receiving { received, total } => {
                let percent = total.map_or(0, |total| received.saturating_mul(100) / total.max(1));
                (format!("téléchargement de {source}"), percent)
            }
            Event::Verifying => (format!("vérification de {source}"), 0),
            Event::Waiting { reason, delay } => {
                let why = match reason {
                    WaitReason::RateLimit => "débit permis par la configuration",
                    WaitReason::Retry { kind, .. } => kind.explain(),
                };
                (format!("{source} : attente de {} s. {why}", delay.as_secs()), 0)
            }
            Event::Done => return,
        };
        self.line(|line| line.stage(stage, percent));
    }

    fn reached(&self, stage: Stage) {
        let words = match stage {
            Stage::Comparing => "comparaison avec ce qui est servi",
            Stage::Publishing => "publication",
            Stage::Pruning => "retrait des anciennes générations",
        };
        self.line(|line| line.stage(words.to_owned(), 0));
    }
}
