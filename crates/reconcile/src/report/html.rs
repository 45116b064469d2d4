//! A page for managers: what was found, in charts, then the first records that need a person.

use std::fmt::Write;

use aiguilleur_resolver::{Couloir, Severity};

use super::{
    kept::{Kept, MAX_ROWS},
    svg::{Bar, bars, escape},
};
use crate::{
    answer::{Reconciled, Verdict},
    finding::FindingCode,
    summary::Summary,
};

/// Writes the row of a record that needs a person; tells whether it did.
pub(super) fn row(answer: &Reconciled, already: usize, out: &mut Vec<u8>) -> bool {
    if answer.verdict == Verdict::Ok || already >= MAX_ROWS {
        return false;
    }
    let calling = answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let messages: Vec<String> = calling.map(|finding| escape(&finding.message)).collect();
    let proposed = answer.proposed.as_ref().map(|identifier| {
        format!("{} {}", identifier.kind.label_fr(), identifier.value.as_deref().unwrap_or_default())
    });
    let name = answer.matched.as_ref().map_or("", |matched| matched.name.as_str());
    let text = format!(
        "<tr class=\"{}\"><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        answer.verdict.code(),
        escape(answer.client_id.as_deref().or(answer.client_key.as_deref()).unwrap_or_default()),
        escape(name),
        answer.verdict.label_fr(),
        messages.join("<br>"),
        escape(&proposed.unwrap_or_default()),
    );
    out.extend_from_slice(text.as_bytes());
    true
}

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}\
svg{width:100%;max-width:46rem;height:auto}svg text{font:12px system-ui,sans-serif;fill:#1c1c1c}\
.ok{fill:#2e7d4f}.to_review{fill:#c98a00}.to_fix{fill:#b3261e}.not_found{fill:#6a4c93}.error{fill:#555}\
.warning{fill:#c98a00}.info{fill:#5b7fa6}table{border-collapse:collapse;width:100%}\
td,th{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #ddd}\
.facts{display:flex;gap:2rem;flex-wrap:wrap;padding:0;list-style:none}.facts b{display:block;font-size:1.6rem}";

/// The whole page.
pub(super) fn finish(kept: &Kept, summary: &Summary) -> Vec<u8> {
    let mut page = String::with_capacity(16 << 10);
    let tally = &summary.tally;
    // Writing to a String cannot fail.
    let _infallible = write!(
        page,
        "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Rapprochement du {day}</title><style>{STYLE}</style></head><body>\
         <h1>Rapprochement des clients avec l'annuaire</h1><p>Au {day}, génération {generation}, règles {rules}.</p>\
         <ul class=\"facts\"><li><b>{records}</b>clients</li><li><b>{ok}</b>justes</li>\
         <li><b>{person}</b>demandent une personne</li><li><b>{proposed}</b>avec l'identifiant à utiliser</li></ul>",
        day = summary.as_of,
        generation = escape(&summary.generation),
        rules = summary.rules,
        records = tally.records,
        ok = tally.verdict(Verdict::Ok),
        person = tally.needing_a_person(),
        proposed = tally.proposed,
    );
    page.push_str(&charts(summary));
    let _infallible = writeln!(
        page,
        "<h2>À traiter</h2><p>{} clients sur {} sont listés ici ; le CSV les porte tous.</p><table><thead><tr>\
         <th>Client</th><th>Annuaire</th><th>Verdict</th><th>Constats</th><th>Identifiant à utiliser</th></tr></thead><tbody>",
        kept.count,
        tally.needing_a_person(),
    );
    let mut bytes = page.into_bytes();
    bytes.extend_from_slice(&kept.rows);
    bytes.extend_from_slice(b"</tbody></table></body></html>\n");
    bytes
}

fn charts(summary: &Summary) -> String {
    let tally = &summary.tally;
    let verdicts: Vec<Bar<'_>> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let count = tally.verdict(*verdict);
            Bar { label: verdict.label_fr(), count, parts: vec![(verdict.code(), count)] }
        })
        .collect();
    let mut found: Vec<(&str, Bar<'_>)> = tally
        .findings
        .iter()
        .filter(|(_, count)| count.total() > 0)
        .map(|(code, count)| {
            let parts = vec![("to_fix", count.error), ("warning", count.warning), ("info", count.info)];
            let label = code.parse::<FindingCode>().map_or(*code, FindingCode::code);
            (*code, Bar { label, count: count.total(), parts })
        })
        .collect();
    found.sort_by_key(|(code, bar)| (std::cmp::Reverse(bar.count), *code));
    let findings: Vec<Bar<'_>> = found.into_iter().map(|(_, bar)| bar).collect();
    let couloirs: Vec<Bar<'_>> = tally
        .couloirs
        .iter()
        .map(|(couloir, verdicts)| Bar {
            label: couloir.parse::<Couloir>().map_or("Sans couloir", Couloir::label_fr),
            count: verdicts.values().sum(),
            parts: Verdict::ALL
                .iter()
                .filter_map(|verdict| verdicts.get(verdict.code()).map(|count| (verdict.code(), *count)))
                .collect(),
        })
        .collect();
    let severities: Vec<Bar<'_>> = [
        ("À corriger", "error", "to_fix"),
        ("À vérifier", "warning", "warning"),
        ("À savoir", "info", "info"),
        ("Aucun constat", "none", "ok"),
    ]
    .into_iter()
    .map(|(label, code, class)| {
        let count = tally.severities.get(code).copied().unwrap_or_default();
        Bar { label, count, parts: vec![(class, count)] }
    })
    .collect();
    let mut out = String::new();
    for (title, chart) in [
        ("Par verdict", &verdicts),
        ("Par constat", &findings),
        ("Par couloir", &couloirs),
        ("Par gravité", &severities),
    ] {
        // Writing to a String cannot fail.
        let _infallible = write!(out, "<h2>{title}</h2>{}", bars(title, chart));
    }
    if !tally.since.is_empty() {
        let count = |code| tally.since.get(code).copied().unwrap_or_default();
        let _infallible = write!(
            out,
            "<h2>Depuis la dernière fois</h2><p>{} nouveaux, {} résolus, {} inchangés, {} clients disparus du fichier.</p>",
            count("new"),
            count("resolved"),
            count("unchanged"),
            summary.vanished.unwrap_or_default(),
        );
    }
    out
}
