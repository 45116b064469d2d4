//! Values of a closed list: offered by a shell's completion and in the help, refused in the words of their own type.

use std::{error::Error, ffi::OsStr, str::FromStr};

use aiguilleur_api::keys::Scope;
use aiguilleur_directory::changes::ChangeKind;
use aiguilleur_reconcile::Format;
use aiguilleur_resolver::{Couloir, Usage};
use clap::{
    Arg, Command,
    builder::{PossibleValue, StringValueParser, TypedValueParser},
};

/// Parses as `parse` does, and names the values. clap's own `PossibleValuesParser` refuses in English.
#[derive(Clone)]
struct ClosedList<P> {
    parse: P,
    values: Vec<PossibleValue>,
}

impl<P: TypedValueParser> TypedValueParser for ClosedList<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, text: &OsStr) -> clap::error::Result<P::Value> {
        self.parse.parse_ref(command, arg, text)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.values.iter().cloned()))
    }
}

/// A value among `values`, each a code with what it means.
fn among<T>(values: impl IntoIterator<Item = PossibleValue>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Into<Box<dyn Error + Send + Sync>>> + Clone + Send + Sync + 'static,
{
    let parse = StringValueParser::new().try_map(|code| code.parse::<T>());
    ClosedList { parse, values: values.into_iter().collect() }
}

pub(super) fn usage() -> impl TypedValueParser<Value = Usage> {
    among(Usage::ALL.iter().map(|usage| PossibleValue::new(usage.code()).help(usage.label_fr())))
}

pub(super) fn couloir() -> impl TypedValueParser<Value = Couloir> {
    among(Couloir::ALL.iter().map(|couloir| PossibleValue::new(couloir.code()).help(couloir.label_fr())))
}

pub(super) fn change() -> impl TypedValueParser<Value = ChangeKind> {
    among(ChangeKind::ALL.into_iter().map(|kind| PossibleValue::new(kind.code()).help(kind.label())))
}

pub(super) fn format() -> impl TypedValueParser<Value = Format> {
    among(Format::ALL.into_iter().map(|format| PossibleValue::new(format.code())))
}

pub(super) fn scope() -> impl TypedValueParser<Value = Scope> {
    among(Scope::ALL.into_iter().map(|scope| PossibleValue::new(scope.code())))
}
