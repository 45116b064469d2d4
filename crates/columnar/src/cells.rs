//! The cells of one column, end to end: which are there, and those that are.

use std::fmt::{Display, Write as _};

use jiff::civil::{Date, date};

use crate::Kind;

/// What a cell holds.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "what only has a text to show need not have one")]
pub enum Value<'v> {
    /// UTF-8 text.
    Text(&'v str),
    /// Something whose text is wanted.
    Shown(&'v dyn Display),
    /// A quantity.
    Integer(i64),
    /// A day.
    Date(Date),
    /// Yes or no.
    Flag(bool),
    /// Several texts, or none: a list is always there.
    List(&'v [&'v str]),
}

#[derive(Debug, Clone)]
pub(crate) struct Cells {
    /// Parquet's definition levels: 1 for a cell, or a text of a list, that is there; 0 for one that is not.
    pub(crate) present: Vec<i16>,
    /// Parquet's repetition levels, of lists alone: 0 for the first text of a list, 1 for those that follow.
    pub(crate) follows: Vec<i16>,
    pub(crate) values: Values,
}

#[derive(Debug, Clone)]
pub(crate) enum Values {
    Text(Texts),
    Integer(Vec<i64>),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
    Flag(Vec<bool>),
    List(Texts),
}

/// Texts end to end, and where each ends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    pub(crate) joined: String,
    pub(crate) ends: Vec<usize>,
}

const EPOCH: Date = date(1970, 1, 1);

impl Texts {
    fn push(&mut self, text: &str) {
        self.joined.push_str(text);
        self.ends.push(self.joined.len());
    }

    fn append(&mut self, other: &Self) {
        let start = self.joined.len();
        self.joined.push_str(&other.joined);
        self.ends.extend(other.ends.iter().map(|end| start + end));
    }
}

impl Cells {
    pub(crate) const fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text => Values::Text(Texts { joined: String::new(), ends: Vec::new() }),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Date => Values::Date(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
            Kind::List => Values::List(Texts { joined: String::new(), ends: Vec::new() }),
        };
        Self { present: Vec::new(), follows: Vec::new(), values }
    }

    /// A cell that is not there; of lists, one without texts.
    pub(crate) fn skip(&mut self) {
        self.present.push(0);
        if matches!(self.values, Values::List(_)) {
            self.follows.push(0);
        }
    }

    /// Stores a value, or says what is stored here.
    pub(crate) fn put(&mut self, value: Value<'_>) -> Result<(), &'static str> {
        match (&mut self.values, value) {
            (Values::Text(texts), Value::Text(text)) => texts.push(text),
            (Values::Text(texts), Value::Shown(shown)) => {
                // Writing to a string does not fail.
                let _infallible = write!(texts.joined, "{shown}");
                texts.ends.push(texts.joined.len());
            }
            (Values::Integer(values), Value::Integer(value)) => values.push(value),
            (Values::Date(values), Value::Date(day)) => values.push(days(day).ok_or("une date")?),
            (Values::Flag(values), Value::Flag(value)) => values.push(value),
            (Values::List(texts), Value::List(list)) => {
                for text in list {
                    texts.push(text);
                }
                self.follows.extend(list.iter().enumerate().map(|(index, _)| i16::from(index > 0)));
                self.present.extend(list.iter().map(|_| 1));
                if list.is_empty() {
                    self.skip();
                }
                return Ok(());
            }
            (values, _) => return Err(values.wanted()),
        }
        self.present.push(1);
        Ok(())
    }

    /// Stores the value that a person would write as `text`, or says what is stored here.
    pub(crate) fn read(&mut self, text: &str) -> Result<(), &'static str> {
        let wanted = self.values.wanted();
        let value = match &self.values {
            Values::Text(_) => Value::Text(text),
            Values::Integer(_) => Value::Integer(text.parse().map_err(|_| wanted)?),
            Values::Date(_) => Value::Date(text.parse().map_err(|_| wanted)?),
            Values::Flag(_) => Value::Flag(text.parse().map_err(|_| wanted)?),
            Values::List(_) => Value::List(&[text]),
        };
        self.put(value)
    }

    /// Takes the cells of another batch of the same table.
    pub(crate) fn append(&mut self, other: Self) {
        self.present.extend(other.present);
        self.follows.extend(other.follows);
        match (&mut self.values, other.values) {
            (Values::Text(texts), Values::Text(more)) | (Values::List(texts), Values::List(more)) => {
                texts.append(&more);
            }
            (Values::Integer(values), Values::Integer(more)) => values.extend(more),
            (Values::Date(values), Values::Date(more)) => values.extend(more),
            (Values::Flag(values), Values::Flag(more)) => values.extend(more),
            // Batches of one table have its kinds.
            _ => {}
        }
    }

    /// Bytes of the texts held.
    pub(crate) const fn bytes(&self) -> usize {
        match &self.values {
            Values::Text(texts) | Values::List(texts) => texts.joined.len(),
            _ => 0,
        }
    }
}

impl Values {
    /// What is stored, in French.
    const fn wanted(&self) -> &'static str {
        match self {
            Self::Text(_) => "un texte",
            Self::Integer(_) => "un entier",
            Self::Date(_) => "une date",
            Self::Flag(_) => "true ou false",
            Self::List(_) => "une liste de textes",
        }
    }
}

fn days(day: Date) -> Option<i32> {
    i32::try_from(day.duration_since(EPOCH).as_hours().div_euclid(24)).ok()
}
