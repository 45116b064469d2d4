//! Rows that wait until the counts are known, one a line, up to a bound.

/// Rows that a page or a feed shows; the other formats have them all.
pub(super) const MAX_ROWS: usize = 1000;

/// The rows kept.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) rows: Vec<u8>,
    pub(super) count: usize,
}

impl Kept {
    /// Takes `count` rows, as far as there is room.
    pub(super) fn keep(&mut self, rows: &[u8], count: usize) {
        let taken = count.min(MAX_ROWS - self.count.min(MAX_ROWS));
        if taken > 0 {
            let end = memchr::memchr_iter(b'\n', rows).nth(taken - 1).map_or(0, |at| at + 1);
            self.rows.extend_from_slice(&rows[..end]);
            self.count += taken;
        }
    }
}
