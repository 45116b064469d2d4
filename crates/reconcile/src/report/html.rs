//! A page for the morning: what is to be done, by what it is, with the first records of each; then charts.

use std::fmt::Write;

use aiguilleur_resolver::{Identifier, Severity};

use super::{
    charts,
    kept::{Kept, Row},
    number,
    svg::escape,
};
use crate::{
    answer::{Candidate, Reconciled, Verdict},
    summary::{Summary, Tally},
    task::Task,
};

/// Records that the page names under each thing to do; the other formats have them all.
const MAX_ROWS: usize = 200;

/// Where rows wait, by what is to be done.
pub(super) fn lanes() -> Kept {
    Kept::new(Task::ALL.len(), MAX_ROWS)
}

/// The row of a record that there is something to do with.
pub(super) fn row(answer: &Reconciled) -> Option<Row> {
    let task = Task::of(answer)?;
    let calling = answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let messages: Vec<String> = calling.map(|finding| escape(&finding.message)).collect();
    let text = format!(
        "<tr class=\"{}\"><td>{}</td><td>{}</td><td><span>{}</span></td><td>{}</td><td>{}</td></tr>\n",
        answer.verdict.code(),
        escape(answer.client_id.as_deref().or(answer.client_key.as_deref()).unwrap_or_default()),
        directory(answer),
        answer.verdict.label_fr(),
        messages.join("<br>"),
        answer.proposed.as_ref().map(identifier).unwrap_or_default(),
    );
    Some(Row { lane: Task::ALL.iter().position(|known| *known == task)?, text })
}

fn identifier(identifier: &Identifier) -> String {
    let value = identifier.value.as_deref().unwrap_or_default();
    format!("{} <b>{}</b>", escape(identifier.kind.label_fr()), escape(value))
}

/// Candidates that a row names.
const MAX_CANDIDATES: usize = 3;

/// The directory's side: the one found, else the likeliest candidates, each with its place and what it orders on.
fn directory(answer: &Reconciled) -> String {
    if let Some(matched) = &answer.matched {
        return escape(&matched.name);
    }
    let one = |candidate: &Candidate| {
        let place = candidate.cities.first().map(|city| format!(" ({})", escape(city))).unwrap_or_default();
        let orders_on = candidate.orders_on.as_ref().map(|on| format!(" : {}", identifier(on)));
        format!("{}{place}{}", escape(&candidate.name), orders_on.unwrap_or_default())
    };
    let mut lines: Vec<String> = answer.candidates.iter().take(MAX_CANDIDATES).map(one).collect();
    if answer.candidates.len() > MAX_CANDIDATES {
        lines.push(format!("… et {} autres", answer.candidates.len() - MAX_CANDIDATES));
    }
    lines.join("<br>")
}

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:74rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}\
h1{margin-bottom:0}h2{margin:2rem 0 .5rem;font-size:1.15rem}.about{color:#555;margin-top:.25rem}\
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(27rem,1fr));gap:0 3rem;align-items:start}\
svg{width:100%;height:auto}svg text{font:13px system-ui,sans-serif;fill:#1c1c1c}\
.ok{fill:#2e7d4f}.to_complete{fill:#1f6f8b}.to_review{fill:#c98a00}.to_fix{fill:#b3261e}.not_found{fill:#6a4c93}.error{fill:#555}.info{fill:#5b7fa6}\
.legend{font-size:.85rem;color:#555;margin:.25rem 0}.legend svg{width:.8rem;height:.8rem;margin:0 .3rem 0 .8rem;vertical-align:-1px}\
table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #ddd}\
td span{white-space:nowrap;color:#fff;border-radius:.2rem;padding:.1rem .4rem;background:#555}td:last-child{white-space:nowrap}\
tr.to_complete span{background:#1f6f8b}tr.to_fix span{background:#b3261e}tr.to_review span{background:#8a5f00}tr.not_found span{background:#6a4c93}\
.tasks{padding-left:1.2rem}.tasks a{color:inherit}small{font-weight:normal;color:#555}\
.facts{display:flex;gap:1rem 2.5rem;flex-wrap:wrap;padding:0;list-style:none}.facts b{display:block;font-size:1.7rem;line-height:1.2}\
@media print{body{margin:0;font-size:11px}thead{display:table-header-group}tr{break-inside:avoid}}";

/// The whole page.
pub(super) fn finish(kept: &Kept, summary: &Summary) -> Vec<u8> {
    let tally = &summary.tally;
    let fact = |count: u64, what: &str| {
        let share = number::share(count, tally.records);
        format!("<li><b>{}</b>{what} ({share})</li>", number::count(count))
    };
    let mut page = String::with_capacity(16 << 10);
    // Writing to a String cannot fail.
    let _infallible = write!(
        page,
        "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Rapprochement du {day}</title><style>{STYLE}</style></head><body>\
         <h1>Rapprochement des clients avec l'annuaire</h1>\
         <p class=\"about\">Au {day}, annuaire {generation}, règles {rules}.</p>\
         <ul class=\"facts\"><li><b>{records}</b>clients</li>{ok}{person}{proposed}</ul>",
        day = number::day(summary.as_of),
        generation = escape(&summary.generation),
        rules = summary.rules,
        records = number::count(tally.records),
        ok = fact(tally.verdict(Verdict::Ok), "sont justes"),
        person = fact(tally.needing_a_person(), "demandent quelqu'un"),
        proposed = fact(tally.proposed, "ont un identifiant proposé"),
    );
    page.push_str(&today(tally));
    for (task, rows) in Task::ALL.iter().zip(kept.lanes()).filter(|(_, rows)| !rows.is_empty()) {
        section(*task, tally.task(*task), rows, &mut page);
    }
    page.push_str(&since(summary));
    page.push_str(&charts::all(tally));
    page.push_str("</body></html>\n");
    page.into_bytes()
}

/// What is to be done today, by what it is, with how many.
fn today(tally: &Tally) -> String {
    let mut page = String::from("<h2>À faire aujourd'hui</h2><ul class=\"tasks\">");
    for task in Task::ALL.iter().filter(|task| tally.task(**task) > 0) {
        let count = number::count(tally.task(*task));
        page.push_str(&format!(
            "<li><a href=\"#{}\"><b>{count}</b> {}</a></li>",
            task.code(),
            task.title_fr()
        ));
    }
    if tally.needing_a_person() == 0 {
        page.push_str("<li>Rien ne demande quelqu'un.</li>");
    }
    page.push_str("</ul>");
    page
}

/// The first records of one thing to do.
fn section(task: Task, count: u64, rows: &[String], page: &mut String) {
    let shown = if rows.len() as u64 == count {
        String::new()
    } else {
        let shown = number::count(rows.len() as u64);
        format!(" Les {shown} premiers sont listés ici ; les autres formats les portent tous.")
    };
    // Writing to a String cannot fail.
    let _infallible = write!(
        page,
        "<h2 id=\"{}\">{} <small>({})</small></h2><p>{}{shown}</p><table><thead><tr><th>Client</th><th>Annuaire</th>\
         <th>Verdict</th><th>Constats</th><th>Identifiant à utiliser</th></tr></thead><tbody>{}</tbody></table>",
        task.code(),
        task.title_fr(),
        number::count(count),
        task.how_fr(),
        rows.concat(),
    );
}

fn since(summary: &Summary) -> String {
    let since = &summary.tally.since;
    if since.is_empty() {
        return String::new();
    }
    let count = |code| number::count(since.get(code).copied().unwrap_or_default());
    format!(
        "<h2>Depuis la dernière fois</h2><ul class=\"facts\"><li><b>{}</b>nouveaux</li><li><b>{}</b>résolus</li>\
         <li><b>{}</b>inchangés</li><li><b>{}</b>disparus du fichier</li></ul>",
        count("new"),
        count("resolved"),
        count("unchanged"),
        number::count(summary.vanished.unwrap_or_default()),
    )
}
