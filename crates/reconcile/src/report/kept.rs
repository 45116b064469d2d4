//! Rows that wait until the counts are known, in lanes, each up to a bound.

/// A row of a page or a feed, and its position.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) lane: usize,
    pub(super) text: String,
}

/// The rows kept: of each lane the first ones.
#[derive(Debug)]
pub(super) struct Kept {
    lanes: Vec<Vec<String>>,
    most: usize,
}

impl Kept {
    /// Room for `most` rows in each of `lanes` lanes.
    pub(super) fn new(lanes: usize, most: usize) -> Self {
        Self { lanes: vec![Vec::new(); lanes], most }
    }

    /// Takes rows, as far as there is room.
    pub(super) fn keep(&mut self, rows: Vec<Row>) {
        for Row { lane, text } in rows {
            if let Some(lane) = self.lanes.get_mut(lane).filter(|lane| lane.len() < self.most) {
                lane.push(text);
            }
        }
    }

    /// The rows of each lane.
    pub(super) fn lanes(&self) -> &[Vec<String>] {
        &self.lanes
    }
}
