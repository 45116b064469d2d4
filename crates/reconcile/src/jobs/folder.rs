//! The folder of the jobs on disk: each change is whole or not there.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, Seek as _, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use aiguilleur_files::Lock;

use super::job::Job;
use crate::{
    ReconcileError,
    report::{Aside, Format},
};

/// The folder, held by this process alone.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    _lock: Lock,
}

fn failed(path: &Path) -> impl Fn(io::Error) -> ReconcileError + '_ {
    |source| ReconcileError::Write { path: path.to_owned(), source }
}

impl Folder {
    /// Takes the folder and gives the jobs that it holds, oldest first. What was being handed in is swept.
    pub(super) fn open(path: PathBuf) -> Result<(Self, Vec<Job>), ReconcileError> {
        // Client files are for this server alone.
        DirBuilder::new().recursive(true).mode(0o700).create(&path).map_err(failed(&path))?;
        let lock_path = path.join("LOCK");
        let lock = Lock::try_take(&lock_path, "").map_err(failed(&lock_path))?;
        let lock = lock.map_err(|_holder| ReconcileError::JobsTaken { path: path.clone() })?;
        let folder = Self { path, _lock: lock };
        let mut jobs = Vec::new();
        for entry in fs::read_dir(&folder.path).map_err(failed(&folder.path))? {
            let entry = entry.map_err(failed(&folder.path))?.path();
            if !entry.is_dir() {
                continue;
            }
            match read(&entry) {
                Some(job) => {
                    sweep_halves(&entry).map_err(failed(&entry))?;
                    jobs.push(job);
                }
                None => fs::remove_dir_all(&entry).map_err(failed(&entry))?,
            }
        }
        jobs.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        Ok((folder, jobs))
    }

    fn of(&self, id: &str) -> PathBuf {
        self.path.join(id)
    }

    pub(super) fn clients(&self, id: &str) -> PathBuf {
        self.of(id).join("clients")
    }

    pub(super) fn report(&self, id: &str, format: Format) -> PathBuf {
        self.of(id).join(format!("report.{}", format.code()))
    }

    /// Notes what a report holds, for those who fetch it days later.
    pub(super) fn seal(&self, id: &str, format: Format) -> Result<(), ReconcileError> {
        let path = self.report(id, format);
        let hashed = File::open(&path).and_then(aiguilleur_files::hash_reader).map_err(failed(&path))?;
        let beside = path.with_extension(format!("{}.sha256", format.code()));
        aiguilleur_files::write(&beside, hashed.sha256.as_bytes()).map_err(failed(&beside))
    }

    /// A report, compared with what was noted of it.
    pub(super) fn sealed(&self, id: &str, format: Format) -> Result<File, ReconcileError> {
        let path = self.report(id, format);
        let noted = fs::read_to_string(path.with_extension(format!("{}.sha256", format.code())));
        let mut file = File::open(&path).map_err(failed(&path))?;
        let found = aiguilleur_files::hash_reader(&file).map_err(failed(&path))?;
        // Reports of former versions have no note.
        if noted.is_ok_and(|noted| noted != found.sha256) {
            let spoilt = io::Error::new(io::ErrorKind::InvalidData, "ce n'est plus ce qui a été écrit");
            return Err(failed(&path)(spoilt));
        }
        file.rewind().map_err(failed(&path))?;
        Ok(file)
    }

    /// Begins to take a client file in.
    pub(super) fn begin(&self, id: &str) -> Result<File, ReconcileError> {
        let path = self.of(id);
        aiguilleur_files::create_folder(&path).map_err(failed(&path))?;
        let clients = self.clients(id);
        aiguilleur_files::create(&clients).map_err(failed(&clients))
    }

    /// Writes the state of a job.
    pub(super) fn keep(&self, job: &Job) -> Result<(), ReconcileError> {
        let path = self.of(&job.id).join("job.json");
        let bytes = serde_json::to_vec(job).map_err(|error| failed(&path)(error.into()))?;
        let mut aside = Aside::begin(&path)?;
        aside.write_all(&bytes).map_err(failed(&path))?;
        aside.finish()
    }

    pub(super) fn remove(&self, id: &str) -> Result<(), ReconcileError> {
        let path = self.of(id);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&path)(error)),
            _ => Ok(()),
        }
    }

    /// Lets a job be swept at the next start, whatever happens until then.
    pub(super) fn forget(&self, id: &str) -> Result<(), ReconcileError> {
        let path = self.of(id).join("job.json");
        fs::remove_file(&path).map_err(failed(&path))
    }

    pub(super) fn forget_clients(&self, id: &str) -> Result<(), ReconcileError> {
        let path = self.clients(id);
        fs::remove_file(&path).map_err(failed(&path))
    }
}

/// Removes what a killed server was writing aside.
fn sweep_halves(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(Aside::PREFIX) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The job of a folder, when it was handed in whole.
fn read(folder: &Path) -> Option<Job> {
    let job: Job = serde_json::from_slice(&fs::read(folder.join("job.json")).ok()?).ok()?;
    (Some(job.id.as_str()) == folder.file_name().and_then(|name| name.to_str())).then_some(job)
}
