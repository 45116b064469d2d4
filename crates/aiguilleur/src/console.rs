//! What goes to the terminal: answers to the standard output, errors and progress to the standard error.

use std::io::{self, IsTerminal, Write};

use aiguilleur_importer::Progress;
use serde::Serialize;

/// Writes text for people to the standard output. Names in it were written by others: a terminal obeys none of them.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    raw(&harmless(text))
}

/// Writes data to the standard output as it is: JSON has its own escapes.
fn raw(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes `value` as JSON, indented.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    raw(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Writes `value` as JSON on one line.
pub(crate) fn json_line(value: &impl Serialize) -> anyhow::Result<()> {
    raw(&format!("{}\n", serde_json::to_string(value)?))
}

/// Whether `error` only says that nobody reads our output any more.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// `text` without the control characters that a terminal would obey: it was written by others.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// The same of a text of several lines, tables and all.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{FFFD}' } else { c }).collect()
}

/// Records on their way to the standard output, as [`print()`] writes text where that is a terminal.
pub(crate) struct Records<W>(W, bool);

impl<W: Write> Records<W> {
    pub(crate) fn to(out: W) -> Self {
        Self(out, io::stdout().is_terminal())
    }
}

impl<W: Write> Write for Records<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.1 {
            return self.0.write(bytes);
        }
        let shown =
            |byte: &u8| if byte.is_ascii_control() && !b"\n\r\t".contains(byte) { b'?' } else { *byte };
        let shown: Vec<u8> = bytes.iter().map(shown).collect();
        self.0.write_all(&shown).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes a remark beside the answer.
pub(crate) fn warn(text: &str) {
    write(&harmless(&format!("{text}\n")));
}

/// Writes an error and its causes.
pub(crate) fn error(error: &anyhow::Error) {
    let mut text = format!("erreur : {error}\n");
    for cause in error.chain().skip(1) {
        let cause = cause.downcast_ref().map_or_else(|| cause.to_string(), aiguilleur_files::reason);
        text.push_str(&format!("  cause : {cause}\n"));
    }
    // When standard error is closed, the exit status still reports the failure.
    let _ignored = io::stderr().lock().write_all(harmless(&text).as_bytes());
}

/// Shows progress: one moving line on a terminal, plain lines elsewhere.
pub(crate) struct ProgressLine {
    terminal: bool,
    stage: String,
    percent: u64,
}

impl ProgressLine {
    pub(crate) fn new() -> Self {
        Self { terminal: io::stderr().is_terminal(), stage: String::new(), percent: 0 }
    }

    /// Shows the progress of an import.
    pub(crate) fn show(&mut self, progress: &Progress) {
        let (stage, percent) = match progress {
            Progress::Reading { file, done, total } => {
                (format!("lecture de {file}"), Some(done.saturating_mul(100) / (*total).max(1)))
            }
            Progress::Writing(what) => (format!("écriture : {what}"), None),
            Progress::Indexing => ("index de recherche".to_owned(), None),
            Progress::Sealing => ("scellement".to_owned(), None),
        };
        self.stage(stage, percent.unwrap_or(0));
    }

    /// Shows any stage; `percent` is shown where it can move, 0 where it is not known.
    pub(crate) fn stage(&mut self, stage: String, percent: u64) {
        let stage = plain(&stage);
        let changed = stage != self.stage;
        let percent = percent.min(100);
        if changed || (self.terminal && percent != self.percent) {
            let text = match (self.terminal, percent) {
                (true, 0) => format!("\r\x1b[K{stage}"),
                (true, percent) => format!("\r\x1b[K{stage} {percent} %"),
                (false, _) => format!("{stage}\n"),
            };
            write(&text);
        }
        self.stage = stage;
        self.percent = percent;
    }

    /// Clears the moving line.
    pub(crate) fn end(&self) {
        if self.terminal {
            write("\r\x1b[K");
        }
    }
}

fn write(text: &str) {
    // Progress that cannot be shown changes nothing to the work.
    let _not_shown = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_that_others_wrote() {
        let hostile = "a\x1b]0;x\x07\u{9b}2Jb\rc\x7f\td\n";
        assert_eq!(harmless(hostile), "a\u{FFFD}]0;x\u{FFFD}\u{FFFD}2Jb\u{FFFD}c\u{FFFD}\td\n");
        assert!(!plain(hostile).contains(char::is_control));
        let mut seen = Records(Vec::new(), true);
        seen.write_all(hostile.as_bytes()).unwrap();
        assert!(!seen.0.contains(&0x1b) && seen.0.ends_with(b"d\n"));
    }
}
