//! A page for managers: what was found, in charts, then the first records that need a person.

use std::fmt::Write;

use aiguilleur_resolver::Severity;

use super::{charts, kept::Kept, number, svg::escape};
use crate::{
    answer::{Reconciled, Verdict},
    summary::{Summary, Tally},
};

/// How the rows begin that wait behind those to be mended.
pub(super) const LAST: &[u8] = b"<tr class=\"to_review\"";

/// Writes the row of a record that needs a person.
pub(super) fn row(answer: &Reconciled, out: &mut Vec<u8>) {
    if answer.verdict == Verdict::Ok {
        return;
    }
    let calling = answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let messages: Vec<String> = calling.map(|finding| escape(&finding.message)).collect();
    let proposed = answer.proposed.as_ref().map(|identifier| {
        let value = identifier.value.as_deref().unwrap_or_default();
        format!("{} <b>{}</b>", escape(identifier.kind.label_fr()), escape(value))
    });
    let text = format!(
        "<tr class=\"{}\"><td>{}</td><td>{}</td><td><span>{}</span></td><td>{}</td><td>{}</td></tr>\n",
        answer.verdict.code(),
        escape(answer.client_id.as_deref().or(answer.client_key.as_deref()).unwrap_or_default()),
        escape(answer.matched.as_ref().map_or("", |matched| matched.name.as_str())),
        answer.verdict.label_fr(),
        messages.join("<br>"),
        proposed.unwrap_or_default(),
    );
    out.extend_from_slice(text.as_bytes());
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
    page.push_str(&since(summary));
    let _infallible = writeln!(
        page,
        "<h2>À traiter</h2><p>{} clients sur {} sont listés ici, ceux à corriger d'abord ; les autres formats \
         (CSV, JSON lines, Parquet) les portent tous.</p><table><thead><tr><th>Client</th><th>Annuaire</th>\
         <th>Verdict</th><th>Constats</th><th>Identifiant à utiliser</th></tr></thead><tbody>",
        number::count(kept.count() as u64),
        number::count(tally.needing_a_person()),
    );
    let mut bytes = page.into_bytes();
    bytes.extend_from_slice(&kept.rows());
    bytes.extend_from_slice(b"</tbody></table>");
    bytes.extend_from_slice(charts::all(tally).as_bytes());
    bytes.extend_from_slice(b"</body></html>\n");
    bytes
}

/// What a person must do, by verdict, with what is found most.
fn today(tally: &Tally) -> String {
    let mut page = String::from("<h2>À faire aujourd'hui</h2><ul>");
    for (verdict, what) in [
        (Verdict::ToFix, "à corriger : ce qui est écrit est faux ou ne sert plus"),
        (Verdict::ToReview, "à examiner : une personne doit choisir ou confirmer"),
        (Verdict::ToComplete, "à compléter : l'identifiant proposé peut être écrit tel quel"),
        (Verdict::NotFound, "introuvables : rien dans l'annuaire ne leur répond"),
        (Verdict::Error, "illisibles : la ligne du fichier est à corriger"),
    ] {
        let count = tally.verdict(verdict);
        if count > 0 {
            page.push_str(&format!(
                "<li class=\"{}\"><b>{}</b> {what}</li>",
                verdict.code(),
                number::count(count)
            ));
        }
    }
    if tally.needing_a_person() == 0 {
        page.push_str("<li>rien : tous les clients sont justes</li>");
    }
    page.push_str("</ul>");
    page
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
