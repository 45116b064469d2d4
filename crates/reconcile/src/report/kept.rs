//! Rows that wait until the counts are known, one a line, up to a bound: what is to be mended before the rest.

/// Rows that a page or a feed shows; the other formats have them all.
pub(super) const MAX_ROWS: usize = 1000;

/// The rows kept: those to be mended, then those for a person to see.
#[derive(Debug, Default)]
pub(super) struct Kept {
    first: Lane,
    then: Lane,
}

#[derive(Debug, Default)]
struct Lane {
    rows: Vec<u8>,
    count: usize,
}

impl Lane {
    fn take(&mut self, row: &[u8]) {
        if self.count < MAX_ROWS {
            self.rows.extend_from_slice(row);
            self.count += 1;
        }
    }
}

impl Kept {
    /// Takes rows, as far as there is room; those that begin with `last` wait behind the others.
    pub(super) fn keep(&mut self, rows: &[u8], last: &[u8]) {
        for row in rows.split_inclusive(|byte| *byte == b'\n') {
            if row.starts_with(last) { self.then.take(row) } else { self.first.take(row) }
        }
    }

    /// How many there are to show.
    pub(super) fn count(&self) -> usize {
        (self.first.count + self.then.count).min(MAX_ROWS)
    }

    /// Those to show.
    pub(super) fn rows(&self) -> Vec<u8> {
        let room = MAX_ROWS - self.first.count;
        let end = memchr::memchr_iter(b'\n', &self.then.rows).take(room).last().map_or(0, |at| at + 1);
        [self.first.rows.as_slice(), &self.then.rows[..end]].concat()
    }
}
