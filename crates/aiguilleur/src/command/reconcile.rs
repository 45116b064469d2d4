//! `reconcile`: a client file against the directory, as a work list.

use std::{
    io::{self, IsTerminal, Write},
    num::NonZero,
    ops::ControlFlow,
    path::Path,
};

use aiguilleur_directory::{Clock, Snapshot};
use aiguilleur_reconcile::{
    Aside, Certificates, ClientFile, ColumnMap, Format, Judge, Options, Previous, Report, Run, RunProgress,
    Summary, Verdict,
};
use aiguilleur_store::DataDir;

use crate::{Ending, arguments::Reconcile, console, webhook};

pub(crate) fn run(arguments: &Reconcile, clock: Clock) -> anyhow::Result<Ending> {
    let map = ColumnMap::parse(arguments.map.iter().map(String::as_str))?;
    let file = ClientFile::open(&arguments.clients, map)?;
    let previous = arguments.previous.as_deref().map(Previous::open).transpose()?;
    let data = DataDir::existing(arguments.data.dir());
    let snapshot = Snapshot::current(&data, &arguments.cache.blocks())?.at(clock);
    let mut options = Options::new(arguments.as_of.unwrap_or_else(|| clock.today()));
    options.certificates = Certificates::Folder(folder(&arguments.clients).to_owned());
    options.thresholds.clone_from(&arguments.expiry_days);
    options.thresholds.sort_unstable();
    let webhook = arguments.webhook.as_deref();
    let webhook =
        webhook.map(|url| webhook::prepare(url, arguments.webhook_secret_file.as_deref())).transpose()?;
    let run = Run {
        judge: Judge::new(&snapshot, &options),
        previous: previous.as_ref(),
        threads: std::thread::available_parallelism().map_or(2, NonZero::get),
    };
    let format = arguments.format.unwrap_or_else(|| format_of(arguments.out.as_deref()));
    let mut line = Line::new();
    let mut show = |progress| {
        line.show(progress);
        ControlFlow::Continue(())
    };
    let mut aside = arguments.out.as_deref().map(Aside::begin).transpose()?;
    let mut standard = io::BufWriter::with_capacity(1 << 20, console::Records::to(io::stdout().lock()));
    let out: &mut dyn Write = match &mut aside {
        Some(aside) => aside,
        None => &mut standard,
    };
    let mut feed = arguments.atom.as_deref().map(Aside::begin).transpose()?;
    let mut reports = vec![Report { format, out }];
    reports.extend(feed.as_mut().map(|feed| Report { format: Format::Atom, out: feed }));
    let summary = run.over(file, &mut reports, &mut show)?;
    drop(reports);
    drop(standard);
    aside.map(Aside::finish).transpose()?;
    feed.map(Aside::finish).transpose()?;
    line.end();
    tell(&summary, arguments.json, arguments.out.is_some())?;
    if let Some(webhook) = webhook {
        webhook::send(&webhook, &webhook::of_run(&summary)?)?;
    }
    Ok(if arguments.fail_on.calls(&summary.tally) { Ending::NeedsAPerson } else { Ending::Done })
}

/// Folder of the client file: relative certificate paths start there.
fn folder(clients: &Path) -> &Path {
    clients.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn format_of(out: Option<&Path>) -> Format {
    let extension = out.and_then(Path::extension).and_then(|extension| extension.to_str());
    extension.and_then(|extension| extension.parse().ok()).unwrap_or(Format::Jsonl)
}

/// The summary: on the standard output, unless the records went there.
fn tell(summary: &Summary, json: bool, own_file: bool) -> anyhow::Result<()> {
    let text = if json { format!("{}\n", serde_json::to_string_pretty(summary)?) } else { text(summary) };
    if own_file {
        return console::print(&text);
    }
    console::warn(text.trim_end());
    Ok(())
}

fn text(summary: &Summary) -> String {
    let tally = &summary.tally;
    let mut text =
        format!("{} clients au {}, génération {}\n", tally.records, summary.as_of, summary.generation);
    for verdict in Verdict::ALL {
        text.push_str(&format!("  {:<12} {:>8}\n", verdict.label_fr(), tally.verdict(verdict)));
    }
    for (code, count) in tally.findings.iter().filter(|(_, count)| count.total() > 0) {
        text.push_str(&format!("  constat {code:<34} {:>8}\n", count.total()));
    }
    if !tally.since.is_empty() {
        let count = |code| tally.since.get(code).copied().unwrap_or_default();
        text.push_str(&format!(
            "depuis la dernière fois : {} nouveaux, {} résolus, {} inchangés, {} disparus du fichier\n",
            count("new"),
            count("resolved"),
            count("unchanged"),
            summary.vanished.unwrap_or_default(),
        ));
    }
    if let Some(sheet) = &summary.input.sheet {
        text.push_str(&format!("  feuille lue : « {sheet} »\n"));
    }
    for sheet in &summary.input.other_sheets {
        text.push_str(&format!("  feuille non lue : « {sheet} »\n"));
    }
    for column in &summary.input.columns {
        let field = column.field.unwrap_or("(reprise telle quelle)");
        text.push_str(&format!("  colonne « {} » : {field}\n", column.column));
    }
    for column in &summary.input.map_unused {
        text.push_str(&format!("  --map : le fichier n'a pas de colonne « {column} »\n"));
    }
    text
}

/// Progress: one moving line on a terminal, a line every hundred thousand records elsewhere.
struct Line {
    terminal: bool,
    shown: u64,
}

impl Line {
    fn new() -> Self {
        Self { terminal: io::stderr().is_terminal(), shown: 0 }
    }

    fn show(&mut self, progress: RunProgress) {
        let step = if self.terminal { 2_000 } else { 100_000 };
        if progress.records / step == self.shown / step {
            return;
        }
        self.shown = progress.records;
        let percent = progress.done.saturating_mul(100) / progress.total.max(1);
        let (begin, end) = if self.terminal { ("\r\x1b[K", "") } else { ("", "\n") };
        Self::write(&format!("{begin}{} clients, {percent} % du fichier lu{end}", progress.records));
    }

    fn end(&self) {
        if self.terminal {
            Self::write("\r\x1b[K");
        }
    }

    fn write(text: &str) {
        // Progress that cannot be shown changes nothing to the work.
        let _not_shown = io::stderr().lock().write_all(text.as_bytes());
    }
}
