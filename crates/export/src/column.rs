//! A column of an exported table: its name, what it means, where it comes from, and how a row fills it, in one place.

use std::{borrow::Cow, fmt::Display};

use aiguilleur_columnar::{Batch, ColumnarError, Kind, Value};
use aiguilleur_domain::Date;

/// A column of a table whose rows are made of `R`.
pub(crate) struct Column<R> {
    pub(crate) name: Cow<'static, str>,
    pub(crate) kind: Kind,
    /// What it means, in French.
    pub(crate) meaning: Cow<'static, str>,
    /// Where it comes from.
    pub(crate) source: &'static str,
    pub(crate) fill: fn(&R, &mut Cell<'_>),
}

/// The places that columns come from, as the page of the tables names them.
pub(crate) mod source {
    pub(crate) const RPPS: &str = "RPPS";
    pub(crate) const RESTRICTED: &str = "RPPS, extraction à accès restreint";
    pub(crate) const FINESS: &str = "FINESS";
    pub(crate) const SIRENE: &str = "SIRENE";
    pub(crate) const RPPS_FINESS: &str = "RPPS, sinon FINESS";
    pub(crate) const FINESS_RESTRICTED: &str = "FINESS, sinon RPPS à accès restreint";
    pub(crate) const NOMENCLATURE: &str = "nomenclatures";
    pub(crate) const HISTORY: &str = "générations successives";
    pub(crate) const RULES: &str = "règles";
}

/// A constructor for each kind.
macro_rules! constructors {
    ($($name:ident: $kind:ident),+) => {
        impl<R> Column<R> {
            $(pub(crate) const fn $name(
                name: &'static str,
                meaning: &'static str,
                source: &'static str,
                fill: fn(&R, &mut Cell<'_>),
            ) -> Self {
                let (name, meaning) = (Cow::Borrowed(name), Cow::Borrowed(meaning));
                Self { name, kind: Kind::$kind, meaning, source, fill }
            })+
        }
    };
}

constructors!(text: Text, integer: Integer, date: Date, flag: Flag, list: List);

/// Rows need not be cloned for their columns to be.
impl<R> Clone for Column<R> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), meaning: self.meaning.clone(), ..*self }
    }
}

/// The cell of a row that a column fills. What is not there is not put.
pub(crate) struct Cell<'b> {
    batch: &'b mut Batch,
    index: usize,
    outcome: Result<(), ColumnarError>,
}

impl Cell<'_> {
    pub(crate) fn text(&mut self, text: Option<&str>) {
        self.put(text.filter(|text| !text.is_empty()).map(Value::Text));
    }

    pub(crate) fn shown(&mut self, value: Option<impl Display>) {
        self.put(value.as_ref().map(|value| Value::Shown(value)));
    }

    pub(crate) fn count(&mut self, count: Option<usize>) {
        self.put(count.and_then(|count| i64::try_from(count).ok()).map(Value::Integer));
    }

    pub(crate) fn date(&mut self, day: Option<Date>) {
        self.put(day.map(Value::Date));
    }

    pub(crate) fn flag(&mut self, flag: Option<bool>) {
        self.put(flag.map(Value::Flag));
    }

    pub(crate) fn list<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let texts: Vec<&str> = texts.into_iter().collect();
        if !texts.is_empty() {
            self.put(Some(Value::List(&texts)));
        }
    }

    fn put(&mut self, value: Option<Value<'_>>) {
        if let Some(value) = value {
            self.outcome = self.batch.set(self.index, value);
        }
    }
}

/// Adds a row to `batch`, a batch of the table of `columns`.
pub(crate) fn fill<R>(columns: &[Column<R>], row: &R, batch: &mut Batch) -> Result<(), ColumnarError> {
    for (index, column) in columns.iter().enumerate() {
        let mut cell = Cell { batch, index, outcome: Ok(()) };
        (column.fill)(row, &mut cell);
        cell.outcome?;
    }
    batch.end_row();
    Ok(())
}
