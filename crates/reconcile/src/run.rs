//! A whole client file: read by one thread, judged by several, written in the file's order, in bounded memory.

use std::{
    io::Write,
    ops::ControlFlow,
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

/// Counts of a run in progress.
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
    /// Judges each record against one snapshot.
    pub judge: Judge<'a>,
    /// The last report.
    pub previous: Option<&'a Previous>,
    /// Judging threads.
    pub threads: usize,
}

/// A report to write: in which form, and where to.
#[allow(missing_debug_implementations, reason = "a writer need not have one")]
pub struct Report<'o> {
    /// CSV, XLSX, JSON lines…
    pub format: Format,
    /// Where it goes.
    pub out: &'o mut dyn Write,
}

/// What one thread made of a stream.
#[derive(Default)]
struct Judged {
    tally: Tally,
    keys: Vec<(String, Option<Field>)>,
    legacy: bool,
    seen: Vec<u64>,
}

/// The records of a chunk, in each format asked for.
type Output = Result<Vec<Rendered>, ReconcileError>;

impl Run<'_> {
    /// Judges every record of `file` once and writes the `reports`. `progress` gets the counts so far, and
    /// may break it off.
    ///
    /// # Errors
    /// When the file, the directory or an output fails, or the run was broken off; never because of a record.
    pub fn over(
        &self,
        file: ClientFile,
        reports: &mut [Report<'_>],
        progress: &mut dyn FnMut(RunProgress) -> ControlFlow<()>,
    ) -> Result<Summary, ReconcileError> {
        let layout = file.layout().clone();
        let done = AtomicU64::new(0);
        let total = file.progress().1;
        let formats: Vec<Format> = reports.iter().map(|report| report.format).collect();
        let mut writing = Writing::begin(reports, &layout)?;
        let (judged, fed) = thread::scope(|scope| {
            let (mut to_lanes, mut from_lanes, mut workers) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..self.threads.max(1) {
                let (to, chunks) = sync_channel::<Chunk>(WAITING);
                let (results, from) = sync_channel::<Output>(WAITING);
                to_lanes.push(to);
                from_lanes.push(from);
                let (layout, formats) = (&layout, formats.as_slice());
                workers.push(scope.spawn(move || self.work(layout, formats, &chunks, &results)));
            }
            let done = &done;
            // The senders go with the feeding thread, so that they close when it ends.
            let feeder = scope.spawn(move || feed(file, to_lanes, done));
            let written = writing.collect(&from_lanes, &mut |records| {
                progress(RunProgress { records, done: done.load(Ordering::Relaxed), total })
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
        writing.finish(&summary)?;
        Ok(summary)
    }

    fn work(
        &self,
        layout: &Layout,
        formats: &[Format],
        chunks: &Receiver<Chunk>,
        results: &SyncSender<Output>,
    ) -> Judged {
        let mut decoder = Decoder::new(layout);
        let renderers: Vec<Renderer> = formats.iter().map(|format| Renderer::new(*format, layout)).collect();
        let mut judged = Judged::default();
        for chunk in chunks {
            let output = self.judge_chunk(&mut decoder, &renderers, &chunk, &mut judged);
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
        renderers: &[Renderer],
        chunk: &Chunk,
        judged: &mut Judged,
    ) -> Output {
        let mut rendered: Vec<Rendered> = renderers.iter().map(Renderer::begin).collect();
        for row in decoder.rows(chunk) {
            let mut answer = self.judge.judge(row)?;
            if let Some(previous) = self.previous {
                judged.seen.extend(previous.mark(&mut answer));
            }
            judged.tally.count(&answer);
            for (renderer, into) in renderers.iter().zip(&mut rendered) {
                renderer.render(&answer, into)?;
            }
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

/// Gives the chunks to the lanes in turn.
fn feed(mut file: ClientFile, lanes: Vec<SyncSender<Chunk>>, done: &AtomicU64) -> Result<(), ReconcileError> {
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

/// The reports being written, each with what renders it.
struct Writing<'r, 'o>(Vec<(Renderer, &'r mut Report<'o>)>);

impl<'r, 'o> Writing<'r, 'o> {
    fn begin(reports: &'r mut [Report<'o>], layout: &Layout) -> Result<Self, ReconcileError> {
        let mut begun = Vec::with_capacity(reports.len());
        for report in reports {
            let renderer = Renderer::new(report.format, layout);
            report.out.write_all(&renderer.head()).map_err(ReconcileError::Output)?;
            begun.push((renderer, report));
        }
        Ok(Self(begun))
    }

    /// Takes the results from the lanes in turn, which is the file's order.
    fn collect(
        &mut self,
        lanes: &[Receiver<Output>],
        written: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<(), ReconcileError> {
        let mut records = 0;
        for lane in lanes.iter().cycle() {
            let Ok(output) = lane.recv() else { break };
            let output = output?;
            records += output.first().map_or(0, |rendered| rendered.records);
            for ((renderer, report), rendered) in self.0.iter_mut().zip(output) {
                report.out.write_all(&renderer.keep(rendered)?).map_err(ReconcileError::Output)?;
            }
            if written(records).is_break() {
                return Err(ReconcileError::BrokenOff);
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> Result<(), ReconcileError> {
        for (renderer, report) in &mut self.0 {
            report.out.write_all(&renderer.tail(summary)?).map_err(ReconcileError::Output)?;
            report.out.flush().map_err(ReconcileError::Output)?;
        }
        Ok(())
    }
}
