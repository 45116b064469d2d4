//! Records in, answers out, as a stream: what `POST /v1/reconcile` does, without knowing HTTP.

use crate::{
    ReconcileError,
    answer::Reconciled,
    field::ColumnMap,
    judge::Judge,
    read::{Chunk, Decoder, Layout, Shape, Splitter},
};

/// A conversation: JSON lines are answered by lines, a JSON array by an array, in their order, with one record
/// and its answer in memory at a time beside what arrives.
#[derive(Debug)]
pub struct Exchange {
    /// What came before the first byte that tells the shape.
    before: Vec<u8>,
    recognised: Option<(Layout, Splitter)>,
    answered: bool,
    over: bool,
}

impl Default for Exchange {
    fn default() -> Self {
        Self::new()
    }
}

/// Blank bytes that may come first; more are no request.
const MAX_BLANK: usize = 4096;

/// The byte order mark, which may come a byte at a time.
const BOM: &[u8] = b"\xEF\xBB\xBF";

impl Exchange {
    /// A conversation that has not begun.
    pub const fn new() -> Self {
        Self { before: Vec::new(), recognised: None, answered: false, over: false }
    }

    /// Takes bytes that came; `true` once they tell whether this is an array or lines.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        if let Some((_, splitter)) = &mut self.recognised {
            splitter.push(bytes);
            return true;
        }
        self.before.extend_from_slice(bytes);
        if self.before.len() < BOM.len() && BOM.starts_with(&self.before) {
            return false;
        }
        let start = self.before.strip_prefix(BOM).unwrap_or(&self.before);
        let shape = match start.trim_ascii_start().first() {
            Some(b'[') => Shape::Array,
            None if self.before.len() <= MAX_BLANK => return false,
            _ => Shape::Lines,
        };
        let mut splitter = Splitter::new(shape, 1);
        splitter.push(start);
        self.before = Vec::new();
        self.recognised = Some((Layout::json(shape, ColumnMap::default()), splitter));
        true
    }

    /// Whether an array came; lines otherwise.
    pub fn is_array(&self) -> bool {
        self.recognised.as_ref().is_some_and(|(layout, _)| layout.shape() == Some(Shape::Array))
    }

    /// The answers to at most `max` of the records that are whole, and whether there may be more to answer
    /// before more bytes are needed; `last` when no more will come.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn answer(
        &mut self,
        judge: &Judge<'_>,
        max: usize,
        last: bool,
    ) -> Result<(Vec<u8>, bool), ReconcileError> {
        let mut out = Vec::new();
        let array = self.is_array();
        let Some((layout, splitter)) = &mut self.recognised else {
            return Ok((out, false));
        };
        let mut chunk = Chunk::default();
        splitter.drain(&mut chunk, max, last);
        let more = chunk.len() == max;
        for row in Decoder::new(layout).rows(&chunk) {
            let answer = judge.judge(row)?;
            write(&answer, array, std::mem::replace(&mut self.answered, true), &mut out);
        }
        if last && !more && array && !std::mem::replace(&mut self.over, true) {
            out.extend_from_slice(if self.answered { b"\n]\n" } else { b"[]\n" });
        }
        Ok((out, more))
    }
}

fn write(answer: &Reconciled, array: bool, follows: bool, out: &mut Vec<u8>) {
    if array {
        out.extend_from_slice(if follows { b",\n" } else { b"[\n" });
    }
    // Writing to memory does not fail, and the keys of an answer are texts.
    let _infallible = serde_json::to_writer(&mut *out, answer);
    if !array {
        out.push(b'\n');
    }
}
