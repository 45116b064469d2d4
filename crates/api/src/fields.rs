//! The `fields` parameter: which fields of an answer are wanted. The document does not show it among the parameters:
//! an answer of some fields is of no schema that a generated client could hold it to.

use std::marker::PhantomData;

use crate::{
    openapi::{
        Form, Parameter,
        schema::{Fields, check_fields},
    },
    parameters::{Given, Parameters},
    problem::Problem,
};

/// The parameter.
pub(crate) const PARAMETER: Parameter = Parameter {
    name: "fields",
    meaning: "Les seuls champs voulus, séparés par des virgules : `recommendation,decisions.identifier`. Tous par défaut.",
    form: Form::Fields,
    example: None,
};

/// An answer of which fields can be chosen.
pub(crate) trait Chosen {
    /// The name of its schema.
    const SCHEMA: &'static str;
}

macro_rules! chosen {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $($(#[$doc])* pub(crate) enum $name {}
        impl Chosen for $name { const SCHEMA: &'static str = stringify!($name); })+
    };
}

chosen! {
    Professional;
    /// The structures of an identifier.
    Structures;
    /// The decisions for a professional.
    Decided;
}

/// The fields wanted, where a route has no other parameter.
pub(crate) struct Selection<T> {
    pub(crate) fields: Option<Fields>,
    answer: PhantomData<T>,
}

impl<T: Chosen> Parameters for Selection<T> {
    const LIST: &'static [Parameter] = &[PARAMETER];

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self { fields: read::<T>(given)?, answer: PhantomData })
    }
}

/// The fields wanted of an answer, if the request says.
pub(crate) fn read<T: Chosen>(given: &Given) -> Result<Option<Fields>, Problem> {
    check_fields(T::SCHEMA, given.text(PARAMETER.name).into_iter().flat_map(|text| text.split(',')))
}
