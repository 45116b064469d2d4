//! A directory that builds nothing: it counts files, and does what the test says.

use std::{
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use aiguilleur_directory::changes::Change;
use aiguilleur_sync::{
    guard::{Census, Changes, Dimension},
    run::{Built, Directory, DirectoryFailure},
};

#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pub(crate) generations: Vec<String>,
    pub(crate) served: Option<String>,
    pub(crate) built: u32,
    pub(crate) version: u32,
    /// The next build, or the next publication, fails.
    pub(crate) broken: Option<&'static str>,
}

/// The directory. Every generation holds a thousand doctors.
#[derive(Default)]
pub(crate) struct Scripted {
    pub(crate) shelf: Mutex<Shelf>,
    /// How many doctors the next generation loses.
    pub(crate) losses: AtomicU64,
}

impl Scripted {
    fn fails(&self, at: &str) -> Result<(), DirectoryFailure> {
        let mut shelf = self.shelf.lock().unwrap();
        match shelf.broken.take_if(|broken| *broken == at) {
            Some(at) => Err(DirectoryFailure::new(format!("{at} refused"))),
            None => Ok(()),
        }
    }
}

impl Directory for Scripted {
    fn version(&self) -> String {
        self.shelf.lock().unwrap().version.to_string()
    }

    fn served(&self) -> Result<Option<String>, DirectoryFailure> {
        Ok(self.shelf.lock().unwrap().served.clone())
    }

    fn holds(&self, generation: &str) -> Result<bool, DirectoryFailure> {
        Ok(self.shelf.lock().unwrap().generations.iter().any(|held| held == generation))
    }

    fn build(&self, files: Vec<PathBuf>) -> Result<Built, DirectoryFailure> {
        self.fails("build")?;
        assert!(files.iter().all(|file| file.is_file()));
        let mut shelf = self.shelf.lock().unwrap();
        shelf.built += 1;
        let generation = format!("generation {}", shelf.built);
        shelf.generations.push(generation.clone());
        Ok(Built { generation, left_out: Vec::new() })
    }

    fn census(&self, _generation: &str) -> Result<Census, DirectoryFailure> {
        self.fails("census")?;
        let mut census = Census::default();
        census.population.add(Dimension::Profession, "10", 1_000);
        Ok(census)
    }

    fn changes(&self, _from: &str, _to: &str) -> Result<Changes, DirectoryFailure> {
        let mut changes = Changes::default();
        changes.deleted.add(Dimension::Profession, "10", self.losses.load(Ordering::Relaxed));
        Ok(changes)
    }

    fn each_change(
        &self,
        _generation: &str,
        _visit: &mut dyn FnMut(&Change) -> bool,
    ) -> Result<(), DirectoryFailure> {
        Ok(())
    }

    fn publish(&self, generation: &str) -> Result<(), DirectoryFailure> {
        self.fails("publish")?;
        self.shelf.lock().unwrap().served = Some(generation.to_owned());
        Ok(())
    }

    fn prune(&self, keep: usize, spared: &[String]) -> Result<Vec<String>, DirectoryFailure> {
        self.fails("prune")?;
        let mut shelf = self.shelf.lock().unwrap();
        let served = shelf.generations.iter().position(|held| Some(held) == shelf.served.as_ref());
        let mut older = shelf.generations[..served.unwrap_or(0)].to_vec();
        older.retain(|held| !spared.contains(held));
        older.truncate(older.len().saturating_sub(keep));
        shelf.generations.retain(|held| !older.contains(held));
        Ok(older)
    }

    fn discard(&self, generation: &str) -> Result<(), DirectoryFailure> {
        self.shelf.lock().unwrap().generations.retain(|held| held != generation);
        Ok(())
    }
}
