//! The command line of xtask: one command, `--flag`s and `--name value` pairs; no library needed.

use std::str::FromStr;

use anyhow::{Context, Result, bail};

/// What was typed, taken one by one.
pub(crate) struct Arguments {
    rest: Vec<String>,
}

impl Arguments {
    /// The arguments of this process.
    pub(crate) fn from_env() -> Self {
        Self { rest: std::env::args().skip(1).collect() }
    }

    /// Arguments as a test would type them.
    #[cfg(test)]
    pub(crate) fn of(typed: &[&str]) -> Self {
        Self { rest: typed.iter().map(|&argument| argument.to_owned()).collect() }
    }

    /// The command, which comes first.
    pub(crate) fn command(&mut self) -> Option<String> {
        (!self.rest.is_empty()).then(|| self.rest.remove(0))
    }

    /// Whether `--name` was given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let found = self.rest.iter().position(|argument| argument == name);
        found.map(|index| self.rest.remove(index)).is_some()
    }

    /// The value after `--name`, when it was given.
    pub(crate) fn value<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
        &mut self,
        name: &str,
    ) -> Result<Option<T>> {
        let Some(index) = self.rest.iter().position(|argument| argument == name) else {
            return Ok(None);
        };
        if index + 1 >= self.rest.len() {
            bail!("{name} needs a value");
        }
        self.rest.remove(index);
        let text = self.rest.remove(index);
        // Unchanged first: a path keeps its underscores, only a number may do without.
        let read = text.parse().or_else(|error| text.replace('_', "").parse().map_err(|_: T::Err| error));
        read.map(Some).with_context(|| format!("{name}: {text} is not a valid value"))
    }

    /// Refuses whatever is left.
    pub(crate) fn finish(self) -> Result<()> {
        match self.rest.first() {
            Some(argument) => bail!("unknown argument {argument}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn numbers_may_be_spaced_and_paths_stay_as_they_are() {
        let mut typed = Arguments::of(&["latency", "--rows", "1_000", "--people", "a_b.txt"]);
        assert_eq!(typed.value::<u32>("--rows").ok(), Some(Some(1000)));
        assert_eq!(typed.value::<std::path::PathBuf>("--people").ok(), Some(Some("a_b.txt".into())));
        assert!(Arguments::of(&["latency", "--rows", "many"]).value::<u32>("--rows").is_err());
    }
}
