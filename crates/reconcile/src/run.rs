//! A whole client file: read by one thread, judged by several, written in the file's order, in bounded memory.

use std::{
    io::Write,
    sync::{
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use crate::{
    ReconcileError,
    field::Field,
    judge::Judge,
    previous::Previous,
    read::{Chunk, ClientFile, Decoder, Layout},
    report::{Format, Rendered, Renderer},
    summary::{Summary, Tally},
};

/// Chunks that wait before and behind each judging thread.
const WAITING: usize = 2;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunProgress {
    /// Records written.
    pub records: u64,
    /// Bytes of the client file read.
    pub done: u64,
    /// Bytes of the client file.
    pub total: u64,
}

/// How a run is done.
#[derive(Debug)]
pub struct Run<'a> {
    /// Who judges.
    pub judge: Judge<'a>,
    /// The last report.
    pub previous: Option<&'a Previous>,
    /// What is written.
    pub format: Format,
    /// Judging threads.
    pub threads: usize,
}

/// What one thread made of a stream.
struct Judged {
    tally: Tally,
    keys: Vec<(String, Option<Field>)>,
    legacy: bool,
    seen: Vec<u64>,
}

type Output = Result<Rendered, ReconcileError>;

impl Run<'_> {
    /// Judges every record of `file` and writes the report to `out`.
    ///
    /// # Errors
    /// When the file, the directory or the output fails; never because of a record.
    pub fn over(
        &self,
        file: ClientFile,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(RunProgress),
    ) -> Result<Summary, ReconcileError> {
        let layout = file.layout().clone();
        let done = AtomicU64::new(0);
        let total = file.progress().1;
        let mut renderer = Renderer::new(self.format, &layout);
        out.write_all(&renderer.head()).map_err(ReconcileError::Output)?;
        let (judged, fed) = thread::scope(|scope| {
            let mut to_lanes = Vec::new();
            let mut from_lanes = Vec::new();
            let mut workers = Vec::new();
            for _ in 0..self.threads.max(1) {
                let (to, chunks) = sync_channel::<Chunk>(WAITING);
                let (results, from) = sync_channel::<Output>(WAITING);
                to_lanes.push(to);
                from_lanes.push(from);
                let layout = &layout;
                workers.push(scope.spawn(move || self.work(layout, &chunks, &results)));
            }
            let feeder = scope.spawn(|| feed(file, &to_lanes_take(to_lanes), &done));
            let written = collect(&from_lanes, &mut renderer, out, &mut |records| {
                progress(RunProgress { records, done: done.load(Ordering::Relaxed), total });
            });
            drop(from_lanes);
            let fed = feeder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let judged: Vec<Judged> = workers
                .into_iter()
                .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect();
            (written.map(|()| judged), fed)
        });
        let judged = judged?;
        fed?;
        let summary = self.sum_up(&layout, judged);
        out.write_all(&renderer.tail(&summary)).map_err(ReconcileError::Output)?;
        out.flush().map_err(ReconcileError::Output)?;
        Ok(summary)
    }

    fn work(&self, layout: &Layout, chunks: &Receiver<Chunk>, results: &SyncSender<Output>) -> Judged {
        let mut decoder = Decoder::new(layout);
        let mut renderer = Renderer::new(self.format, layout);
        let mut judged =
            Judged { tally: Tally::default(), keys: Vec::new(), legacy: false, seen: Vec::new() };
        for chunk in chunks {
            let output = self.judge_chunk(&mut decoder, &mut renderer, &chunk, &mut judged);
            let failed = output.is_err();
            if results.send(output).is_err() || failed {
                break;
            }
        }
        (judged.keys, judged.legacy) = decoder.met();
        judged
    }

    fn judge_chunk(
        &self,
        decoder: &mut Decoder<'_>,
        renderer: &mut Renderer,
        chunk: &Chunk,
        judged: &mut Judged,
    ) -> Output {
        let mut rendered = Rendered::default();
        for row in decoder.rows(chunk) {
            let mut answer = self.judge.judge(row)?;
            if let Some(previous) = self.previous {
                judged.seen.extend(previous.mark(&mut answer));
            }
            judged.tally.count(&answer);
            renderer.render(&answer, &mut rendered);
        }
        Ok(rendered)
    }

    fn sum_up(&self, layout: &Layout, judged: Vec<Judged>) -> Summary {
        let mut tally = Tally::default();
        let (mut keys, mut legacy, mut seen) = (Vec::new(), false, Vec::new());
        for one in judged {
            tally.merge(one.tally);
            keys.extend(one.keys);
            legacy |= one.legacy;
            seen.extend(one.seen);
        }
        keys.sort();
        keys.dedup();
        let input = layout.report(&keys, legacy);
        let mut summary = Summary::new(self.judge.snapshot, self.judge.options.as_of, input, tally);
        summary.vanished = self.previous.map(|previous| previous.vanished(&seen));
        summary
    }
}

/// The senders, owned by the feeding thread so that they close when it ends.
fn to_lanes_take(lanes: Vec<SyncSender<Chunk>>) -> Vec<SyncSender<Chunk>> {
    lanes
}

/// Gives the chunks to the lanes in turn.
fn feed(mut file: ClientFile, lanes: &[SyncSender<Chunk>], done: &AtomicU64) -> Result<(), ReconcileError> {
    for lane in lanes.iter().cycle() {
        let Some(chunk) = file.next_chunk()? else { break };
        done.store(file.progress().0, Ordering::Relaxed);
        // A lane that takes no more has failed, and tells why at its other end.
        if lane.send(chunk).is_err() {
            break;
        }
    }
    Ok(())
}

/// Takes the results from the lanes in turn, which is the file's order.
fn collect(
    lanes: &[Receiver<Output>],
    renderer: &mut Renderer,
    out: &mut dyn Write,
    written: &mut dyn FnMut(u64),
) -> Result<(), ReconcileError> {
    let mut records = 0;
    for lane in lanes.iter().cycle() {
        let Ok(output) = lane.recv() else { break };
        let rendered = output?;
        records += rendered.records;
        out.write_all(&renderer.keep(rendered)).map_err(ReconcileError::Output)?;
        written(records);
    }
    Ok(())
}
