//! An object store in memory that does something wrong at the nth operation. Judges nothing.

use std::{
    fmt,
    future::pending,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, future::BoxFuture, stream, stream::BoxStream};
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, memory::InMemory,
    path::Path,
};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The operation fails, and nothing was done.
    Fails,
    /// It is done, and its answer is lost.
    AnswerLost,
    /// It and everything after it fails: the caller was killed, or the network cut.
    Killed,
    /// A byte of what is written or read is another one.
    Corrupts,
    /// The end of what is written or read is missing.
    Truncates,
    /// More is read than there is.
    Lengthens,
    /// It never ends.
    Hangs,
}

/// What happens besides, at the operation that goes wrong.
type Meanwhile = Box<dyn FnOnce() -> BoxFuture<'static, ()> + Send>;

/// The store.
pub(crate) struct Faulty {
    pub(crate) inner: InMemory,
    plan: Mutex<Option<(usize, Fault)>>,
    meanwhile: Mutex<Option<(usize, Meanwhile)>>,
    done: AtomicUsize,
}

impl fmt::Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Faulty")
    }
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Faulty")
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn broken() -> Error {
    Error::Generic { store: "Faulty", source: "cut".into() }
}

impl Faulty {
    /// One in which all goes well, holding what `inner` holds.
    pub(crate) fn over(inner: &InMemory) -> Self {
        Self {
            inner: inner.fork(),
            plan: Mutex::default(),
            meanwhile: Mutex::default(),
            done: AtomicUsize::new(0),
        }
    }

    /// From now on, the `nth` operation goes wrong so; `None`: all goes well again.
    pub(crate) fn plan(&self, plan: Option<(usize, Fault)>) {
        self.done.store(0, SeqCst);
        *held(&self.plan) = plan;
    }

    /// Before the `nth` operation from now on, `what` happens, once.
    pub(crate) fn meanwhile(&self, nth: usize, what: Meanwhile) {
        self.done.store(0, SeqCst);
        *held(&self.meanwhile) = Some((nth, what));
    }

    /// How many operations there were since.
    pub(crate) fn done(&self) -> usize {
        self.done.load(SeqCst)
    }

    /// What is to go wrong with this operation.
    async fn next(&self) -> Option<Fault> {
        let number = self.done.fetch_add(1, SeqCst);
        let due = held(&self.meanwhile).take_if(|(nth, _)| *nth == number);
        if let Some((_, what)) = due {
            what().await;
        }
        let (nth, fault) = (*held(&self.plan))?;
        let now = if fault == Fault::Killed { number >= nth } else { number == nth };
        if now && fault == Fault::Hangs {
            pending::<()>().await;
        }
        now.then_some(fault)
    }
}

/// What is left of `bytes`, or has become of them.
fn spoilt(bytes: &Bytes, fault: Fault) -> Bytes {
    let mut bytes = bytes.to_vec();
    match fault {
        Fault::Truncates => bytes.truncate(bytes.len() / 2),
        Fault::Lengthens => bytes.extend_from_slice(b"and more"),
        Fault::Corrupts => {
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 1;
            }
        }
        _ => {}
    }
    bytes.into()
}

#[async_trait::async_trait]
impl ObjectStore for Faulty {
    async fn put_opts(&self, at: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        match self.next().await {
            Some(Fault::Fails | Fault::Killed) => Err(broken()),
            Some(Fault::AnswerLost) => {
                self.inner.put_opts(at, payload, options).await?;
                Err(broken())
            }
            Some(fault) => self.inner.put_opts(at, spoilt(&payload.into(), fault).into(), options).await,
            None => self.inner.put_opts(at, payload, options).await,
        }
    }

    async fn put_multipart_opts(
        &self,
        at: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        match self.next().await {
            Some(_) => Err(broken()),
            None => self.inner.put_multipart_opts(at, options).await,
        }
    }

    async fn get_opts(&self, at: &Path, options: GetOptions) -> Result<GetResult> {
        let fault = self.next().await;
        if matches!(fault, Some(Fault::Fails | Fault::Killed | Fault::AnswerLost)) {
            return Err(broken());
        }
        let got = self.inner.get_opts(at, options).await?;
        let Some(fault) = fault else { return Ok(got) };
        let (meta, range, attributes, extensions) =
            (got.meta.clone(), got.range.clone(), got.attributes.clone(), got.extensions.clone());
        let bytes = spoilt(&got.bytes().await?, fault);
        let payload = GetResultPayload::Stream(stream::once(async { Ok(bytes) }).boxed());
        Ok(GetResult { payload, meta, range, attributes, extensions })
    }

    fn delete_stream(&self, at: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let (number, plan) = (self.done.fetch_add(1, SeqCst), *held(&self.plan));
        match plan {
            Some((nth, fault)) if nth == number || (fault == Fault::Killed && number >= nth) => {
                stream::once(async { Err(broken()) }).boxed()
            }
            _ => self.inner.delete_stream(at),
        }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let (number, plan) = (self.done.fetch_add(1, SeqCst), *held(&self.plan));
        match plan {
            Some((nth, Fault::Truncates)) if nth == number => self.inner.list(prefix).skip(1).boxed(),
            Some((nth, fault)) if nth == number || (fault == Fault::Killed && number >= nth) => {
                self.inner.list(prefix).take(1).chain(stream::once(async { Err(broken()) })).boxed()
            }
            _ => self.inner.list(prefix).map_ok(|meta| meta).boxed(),
        }
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}
