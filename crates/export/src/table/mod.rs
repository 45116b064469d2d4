//! The exported tables: what a row of each is, and its columns.

mod changes;
mod decisions;
mod professionals;
mod situations;
mod structures;

use std::rc::Rc;

use aiguilleur_directory::{
    Decided, DecisionView,
    view::{CodeView, ProfessionalView},
};

use crate::column::Column;

pub(crate) use changes::Published;
pub(crate) use structures::Placed;

/// A table whose rows are made of `R`.
pub(crate) struct Table<R> {
    pub(crate) name: &'static str,
    /// What a row is, and what tells it from the others, in French.
    pub(crate) about: &'static str,
    pub(crate) columns: Vec<Column<R>>,
}

/// What a professional's row is made of, and what the rows of their situations share.
#[derive(Clone)]
pub(crate) struct Person(Rc<Decided>);

/// What the row of a situation, or of its decision, is made of.
pub(crate) struct Practice {
    pub(crate) person: Person,
    /// Where it stands in the professional's answer.
    pub(crate) index: usize,
}

/// Every table, in the order of the page.
pub(crate) struct Tables {
    pub(crate) professionals: Table<Person>,
    pub(crate) situations: Table<Practice>,
    pub(crate) structures: Table<Placed>,
    pub(crate) decisions: Table<Practice>,
    pub(crate) changes: Table<Published>,
}

impl Person {
    pub(crate) fn new(decided: Decided) -> Self {
        Self(Rc::new(decided))
    }

    pub(crate) fn decided(&self) -> &Decided {
        &self.0
    }

    fn professional(&self) -> Option<&ProfessionalView> {
        self.0.professional.as_ref()
    }

    fn profession(&self) -> Option<CodeView> {
        self.professional().and_then(|person| person.profession)
    }

    /// The situations with their decisions, in the order of the answer.
    pub(crate) fn practices(&self) -> impl Iterator<Item = Practice> {
        (0..self.0.decisions.len()).map(|index| Practice { person: self.clone(), index })
    }
}

impl Practice {
    fn view(&self) -> &DecisionView {
        &self.person.0.decisions[self.index]
    }
}

impl Tables {
    pub(crate) fn new() -> Self {
        Self {
            professionals: professionals::table(),
            situations: situations::table(),
            structures: structures::table(),
            decisions: decisions::table(),
            changes: changes::table(),
        }
    }

    pub(crate) const fn names(&self) -> [&'static str; 5] {
        [
            self.professionals.name,
            self.situations.name,
            self.structures.name,
            self.decisions.name,
            self.changes.name,
        ]
    }
}
