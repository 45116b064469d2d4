//! The charts of the page: by verdict, severity, finding and couloir.

use std::fmt::Write;

use aiguilleur_resolver::Couloir;

use super::{
    number,
    svg::{Bar, bars},
};
use crate::{
    answer::Verdict,
    finding::FindingCode,
    summary::{FindingCount, Tally},
};

/// Every chart, with its title.
pub(super) fn all(tally: &Tally) -> String {
    let mut page = String::from("<div class=\"charts\">");
    for (title, chart, legend) in [
        ("Par verdict", verdicts(tally), String::new()),
        ("Par gravité du constat le plus grave", severities(tally), String::new()),
        ("Par constat (un client peut en avoir plusieurs)", findings(tally), legend(SEVERITIES)),
        (
            "Par couloir",
            couloirs(tally),
            legend(&Verdict::ALL.map(|verdict| (verdict.code(), verdict.label_fr()))),
        ),
    ] {
        // Writing to a String cannot fail.
        let _infallible = write!(page, "<section><h2>{title}</h2>{}{legend}</section>", bars(title, &chart));
    }
    page.push_str("</div>");
    page
}

/// The colours of severities, and their names.
const SEVERITIES: &[(&str, &str)] =
    &[("to_fix", "À corriger"), ("to_review", "À vérifier"), ("info", "À savoir")];

fn legend(colours: &[(&str, &str)]) -> String {
    let entry = |(class, label): &(&str, &str)| {
        format!(
            "<svg viewBox=\"0 0 10 10\"><rect class=\"{class}\" width=\"10\" height=\"10\"/></svg>{label}"
        )
    };
    format!("<p class=\"legend\">{}</p>", colours.iter().map(entry).collect::<String>())
}

fn caption(count: u64, tally: &Tally) -> String {
    format!("{} ({})", number::count(count), number::share(count, tally.records))
}

fn verdicts(tally: &Tally) -> Vec<Bar<'static>> {
    let bar = |verdict: Verdict| {
        let count = tally.verdict(verdict);
        Bar {
            label: verdict.label_fr(),
            count,
            caption: caption(count, tally),
            parts: vec![(verdict.code(), count)],
        }
    };
    Verdict::ALL.into_iter().map(bar).collect()
}

fn severities(tally: &Tally) -> Vec<Bar<'static>> {
    let bar = |(label, code, class)| {
        let count = tally.severities.get(code).copied().unwrap_or_default();
        Bar { label, count, caption: caption(count, tally), parts: vec![(class, count)] }
    };
    [
        ("À corriger", "error", "to_fix"),
        ("À vérifier", "warning", "to_review"),
        ("À savoir", "info", "info"),
        ("Aucun constat", "none", "ok"),
    ]
    .map(bar)
    .into()
}

fn findings(tally: &Tally) -> Vec<Bar<'static>> {
    let mut found: Vec<(&'static str, &FindingCount)> = tally
        .findings
        .iter()
        .filter(|(_, count)| count.total() > 0)
        .map(|(code, count)| (*code, count))
        .collect();
    found.sort_by_key(|(code, count)| (std::cmp::Reverse(count.total()), *code));
    let bar = |(code, count): (&'static str, &FindingCount)| Bar {
        label: code.parse::<FindingCode>().map_or(code, FindingCode::label_fr),
        count: count.total(),
        caption: number::count(count.total()),
        parts: vec![("to_fix", count.error), ("to_review", count.warning), ("info", count.info)],
    };
    found.into_iter().map(bar).collect()
}

fn couloirs(tally: &Tally) -> Vec<Bar<'static>> {
    let bar = |(couloir, verdicts): (&&'static str, &std::collections::BTreeMap<&'static str, u64>)| {
        let count = verdicts.values().sum();
        let part = |verdict: Verdict| Some((verdict.code(), *verdicts.get(verdict.code())?));
        Bar {
            label: couloir.parse::<Couloir>().map_or("Sans couloir", Couloir::label_fr),
            count,
            caption: number::count(count),
            parts: Verdict::ALL.into_iter().filter_map(part).collect(),
        }
    };
    tally.couloirs.iter().map(bar).collect()
}
