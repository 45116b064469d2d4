//! An Atom feed (RFC 4287) of what is new: one entry per client that needs a person's attention.

use aiguilleur_resolver::Severity;

use super::{
    kept::{Kept, Row},
    svg::escape,
};
use crate::{
    answer::{Reconciled, Verdict},
    summary::Summary,
};

/// Entries that the feed holds; the other formats have them all.
const MAX_ENTRIES: usize = 1000;

/// Where entries wait: those to be mended, then those for a person to see.
pub(super) fn lanes() -> Kept {
    Kept::new(2, MAX_ENTRIES)
}

/// Names the feed and its entries, for ever; what follows it is never read as an address.
const TAG: &str = "tag:aiguilleur,2026:reconcile";

/// The entry of an answer that needs attention. Without a last report everything is new.
pub(super) fn entry(answer: &Reconciled) -> Option<Row> {
    let new = answer.since.is_none_or(|since| since == "new");
    if !new || answer.verdict == Verdict::Ok {
        return None;
    }
    let calling = answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let fresh: Vec<_> = calling.filter(|finding| finding.since != Some("unchanged")).collect();
    let key = answer.client_id.as_deref().or(answer.client_key.as_deref()).unwrap_or_default();
    let codes: Vec<&str> = fresh.iter().map(|finding| finding.code.code()).collect();
    let place = if key.is_empty() { answer.line.to_string() } else { key.to_owned() };
    let categories: String = codes.iter().map(|code| format!("<category term=\"{code}\"/>")).collect();
    let messages: Vec<String> = fresh.iter().map(|finding| escape(&finding.message)).collect();
    let text = format!(
        "<entry><id>{TAG}/{:016x}</id><title>{} : {}</title><updated>@</updated>{categories}<summary>{}</summary></entry>\n",
        stamp(&format!("{place} {}", codes.join(" "))),
        escape(key),
        answer.verdict.label_fr(),
        messages.join(" "),
    );
    let lane = usize::from(matches!(answer.verdict, Verdict::ToReview | Verdict::ToComplete));
    Some(Row { lane, text })
}

/// FNV-1a: the same text has the same stamp in every version of this program.
fn stamp(text: &str) -> u64 {
    text.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// The whole feed. Its time is the day of the verdicts: the same run makes the same feed.
pub(super) fn finish(kept: &Kept, summary: &Summary) -> Vec<u8> {
    let updated = format!("<updated>{}T00:00:00Z</updated>", summary.as_of);
    let kept: Vec<&str> = kept.lanes().iter().flatten().take(MAX_ENTRIES).map(String::as_str).collect();
    let entries = kept.concat().replace("<updated>@</updated>", &updated);
    let new = summary.tally.new_to_treat();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n\
         <id>{TAG}</id><title>Rapprochement des clients : nouveautés</title>{updated}\
         <author><name>Aiguilleur</name></author>\
         <subtitle>{} clients ; nouveaux à traiter : {new}, dont {} ici. Génération {}.</subtitle>\n{entries}</feed>\n",
        summary.tally.records,
        kept.len(),
        escape(&summary.generation),
    )
    .into_bytes()
}
