//! The jobs of a server: handed in, looked at, fetched, removed; one thread judges them in their order.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Write,
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use aiguilleur_certificate::KeyWatch;
use aiguilleur_directory::Host;
use jiff::{SignedDuration, Timestamp};

use super::{
    Watch,
    folder::Folder,
    job::{Job, JobLimits, JobRequest, JobStatus, Refused},
    runner,
};
use crate::{
    ReconcileError,
    field::ColumnMap,
    read::{ClientFile, is_text},
    report::Format,
};

/// What the thread and the callers share.
pub(super) struct Shared {
    pub(super) folder: Folder,
    pub(super) host: Arc<Host>,
    pub(super) limits: JobLimits,
    pub(super) watch: Box<dyn Watch>,
    state: Mutex<State>,
    pub(super) changed: Condvar,
    pub(super) stopping: AtomicBool,
}

#[derive(Default)]
pub(super) struct State {
    /// In the order of their making.
    pub(super) jobs: BTreeMap<u64, Job>,
    next: u64,
    /// Client files being handed in, by owner.
    pub(super) uploads: Vec<Option<String>>,
}

impl Shared {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked left whole values behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, job: Job) {
        self.jobs.insert(self.next, job);
        self.next += 1;
    }

    pub(super) fn find(&self, id: &str) -> Option<(u64, &Job)> {
        self.jobs.iter().find(|(_, job)| job.id == id).map(|(rank, job)| (*rank, job))
    }

    fn room(&self, owner: Option<&str>, limits: &JobLimits) -> bool {
        let all = self.jobs.len() + self.uploads.len();
        let jobs = self.jobs.values().filter(|job| job.owner.as_deref() == owner).count();
        let uploads = self.uploads.iter().filter(|upload| upload.as_deref() == owner).count();
        all < limits.kept && jobs + uploads < limits.per_key
    }
}

/// The jobs of a server. Dropping it breaks off the one under way, which is judged again next time.
pub struct Jobs {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs").finish_non_exhaustive()
    }
}

impl Jobs {
    /// Opens the jobs kept in `folder` and goes on with those that have not ended.
    ///
    /// # Errors
    /// When the folder cannot be used, or another process runs its jobs.
    pub fn open(
        folder: PathBuf,
        host: Arc<Host>,
        limits: JobLimits,
        watch: Box<dyn Watch>,
    ) -> Result<Self, ReconcileError> {
        let (folder, kept) = Folder::open(folder)?;
        let mut state = State::default();
        for mut job in kept {
            if !job.has_ended() {
                job.status = JobStatus::Queued;
            }
            state.add(job);
        }
        let shared = Arc::new(Shared {
            folder,
            host,
            limits,
            watch,
            state: Mutex::new(state),
            changed: Condvar::new(),
            stopping: AtomicBool::new(false),
        });
        let at_work = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("reconcile-jobs".to_owned())
            .spawn(move || runner::work(&at_work))
            .map_err(ReconcileError::Output)?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// What jobs may cost.
    pub fn limits(&self) -> &JobLimits {
        &self.shared.limits
    }

    /// Begins to take a client file in, under the name `id`, when there is room for one more job.
    ///
    /// # Errors
    /// When the disk refuses. The inner refusal is the caller's affair.
    pub fn begin(&self, id: &str, owner: Option<&str>) -> Result<Result<Upload, Refused>, ReconcileError> {
        let mut state = self.shared.state();
        if !state.room(owner, &self.shared.limits) {
            return Ok(Err(Refused::Full));
        }
        let file = self.shared.folder.begin(id)?;
        state.uploads.push(owner.map(str::to_owned));
        drop(state);
        let (shared, id, owner) = (Arc::clone(&self.shared), id.to_owned(), owner.map(str::to_owned));
        let watch = KeyWatch::default();
        Ok(Ok(Upload { shared, id, owner, file, bytes: 0, whole: false, watch }))
    }

    /// The job of that name, if `owner` created it.
    pub fn get(&self, id: &str, owner: Option<&str>) -> Option<Job> {
        let state = self.shared.state();
        state.find(id).map(|(_, job)| job).filter(|job| job.owner.as_deref() == owner).cloned()
    }

    /// Removes a job and all that it made, breaking it off if it is under way; tells whether there was one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove(&self, id: &str, owner: Option<&str>) -> Result<bool, ReconcileError> {
        let mut state = self.shared.state();
        let found = state.find(id).filter(|(_, job)| job.owner.as_deref() == owner);
        let Some((rank, _)) = found else { return Ok(false) };
        // The thread at work sees that its job is gone, stops, and removes what it was writing.
        let job = state.jobs.remove(&rank);
        let running = job.is_some_and(|job| job.status == JobStatus::Running);
        drop(state);
        if running {
            self.shared.folder.forget(id)?;
        } else {
            self.shared.folder.remove(id)?;
        }
        Ok(true)
    }

    /// A report of a job that is done, and its length in bytes.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn report(&self, job: &Job, format: Format) -> Result<Option<(File, u64)>, ReconcileError> {
        if job.status != JobStatus::Done || !job.request.formats.contains(&format) {
            return Ok(None);
        }
        let path = self.shared.folder.report(&job.id, format);
        let read = |source| ReconcileError::Read { path: path.clone(), source };
        let file = self.shared.folder.sealed(&job.id, format)?;
        let length = file.metadata().map_err(read)?.len();
        Ok(Some((file, length)))
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::Relaxed);
        // Under the lock, so that a thread about to wait hears it.
        drop(self.shared.state());
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked is over too.
            let _over = thread.join();
        }
    }
}

/// A client file being handed in. Dropping it before [`Upload::submit`] leaves nothing behind.
pub struct Upload {
    shared: Arc<Shared>,
    id: String,
    owner: Option<String>,
    file: File,
    bytes: u64,
    whole: bool,
    watch: KeyWatch,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Upload {
    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// When the disk refuses. The inner refusal is the caller's affair.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Result<(), Refused>, ReconcileError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.shared.limits.body_bytes {
            return Ok(Err(Refused::TooLarge));
        }
        // Looked for before anything is written: a key must not reach the disk, packed or not.
        if self.watch.sees(bytes) {
            return Ok(Err(Refused::PrivateKey));
        }
        if !is_text(bytes) {
            return Ok(Err(Refused::NotText));
        }
        let path = self.shared.folder.clients(&self.id);
        self.file.write_all(bytes).map_err(|source| ReconcileError::Write { path, source })?;
        Ok(Ok(()))
    }

    /// Looks whether the file can be read at all, and queues the job.
    ///
    /// # Errors
    /// [`ReconcileError::Unusable`] when the file is of no use, another error when the disk refuses.
    pub fn submit(mut self, request: JobRequest) -> Result<Job, ReconcileError> {
        let path = self.shared.folder.clients(&self.id);
        self.file.sync_all().map_err(|source| ReconcileError::Write { path: path.clone(), source })?;
        ClientFile::open(&path, ColumnMap::default())?;
        let job = Job {
            id: self.id.clone(),
            owner: self.owner.clone(),
            request,
            status: JobStatus::Queued,
            created_at: Timestamp::now(),
            ended_at: None,
            records: 0,
            bytes: (0, self.bytes),
            summary: None,
            failure: None,
        };
        self.shared.folder.keep(&job)?;
        self.whole = true;
        self.shared.state().add(job.clone());
        self.shared.changed.notify_all();
        Ok(job)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        if let Some(at) = state.uploads.iter().position(|owner| *owner == self.owner) {
            state.uploads.swap_remove(at);
        }
        drop(state);
        if !self.whole {
            // What stays behind is swept at the next start.
            let _swept_later = self.shared.folder.remove(&self.id);
        }
    }
}

/// Whether `job` has been kept long enough.
pub(super) fn is_stale(job: &Job, limits: &JobLimits, now: Timestamp) -> bool {
    let keep = SignedDuration::from_hours(i64::from(limits.keep_hours));
    job.ended_at.is_some_and(|ended| now.duration_since(ended) >= keep)
}
