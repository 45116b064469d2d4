//! What the tools answer: a sentence, the number, the rule, the page; never more than [`MOST`] bytes.

use std::fmt::Write;

use aiguilleur_directory::{DecisionRequest, DecisionView, SearchRequest, Snapshot};
use aiguilleur_domain::pasted::Pasted;
use aiguilleur_reconcile::{Exchange, Judge, Options};
use aiguilleur_resolver::{Outcome, Usage};
use anyhow::{anyhow, bail};
use serde_json::{Map, Value};

use crate::{command::resolve, show};

/// Bytes of an answer.
const MOST: usize = 2_000;
/// Hits of a search.
const HITS: usize = 8;

/// The answer of the tool `name`.
pub(super) fn answer(snapshot: &Snapshot, name: &str, given: &Map<String, Value>) -> anyhow::Result<String> {
    let text = match name {
        "chercher" => search(snapshot, text(given, "texte")?),
        "identifiant" => {
            decide(snapshot, text(given, "numero")?, given.get("usages").and_then(Value::as_str))
        }
        "verifier" => Ok(show::identifier::text(&snapshot.identify(text(given, "numero")?)?)),
        "rapprocher" => reconcile(snapshot, given),
        _ => bail!("outil inconnu"),
    }?;
    Ok(cut(text))
}

fn text<'g>(given: &'g Map<String, Value>, name: &str) -> anyhow::Result<&'g str> {
    let text = given.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    text.ok_or_else(|| anyhow!("le paramètre « {name} » est attendu, en texte"))
}

/// At most [`MOST`] bytes, whole lines.
fn cut(text: String) -> String {
    const MORE: &str = "… (la suite sur la page)\n";
    if text.len() <= MOST {
        return text;
    }
    let mut kept = String::new();
    for line in text.lines() {
        if kept.len() + line.len() + 1 + MORE.len() > MOST {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept.push_str(MORE);
    kept
}

fn search(snapshot: &Snapshot, text: &str) -> anyhow::Result<String> {
    let request =
        SearchRequest { text: text.to_owned(), include_ended: true, limit: HITS, ..SearchRequest::default() };
    Ok(show::search::text(&snapshot.search(&request)?))
}

fn decide(snapshot: &Snapshot, number: &str, usages: Option<&str>) -> anyhow::Result<String> {
    let usages = usages.unwrap_or_default().split(',').map(str::trim).filter(|usage| !usage.is_empty());
    let usages = usages.map(|usage| usage.parse::<Usage>().map_err(|error| anyhow!("usages : {error}")));
    let request = DecisionRequest { usages: usages.collect::<Result<_, _>>()?, ..DecisionRequest::default() };
    let decided = resolve::decided(snapshot, number, &request)?;
    let mut text = String::new();
    let person = decided.professional.as_ref();
    if let Some(person) = person {
        writeln!(text, "{} {}, {}", person.given_name, person.family_name, person.id_nat_pp)?;
    }
    for warning in &decided.warnings {
        writeln!(text, "Attention : {}", warning.message)?;
    }
    for decision in &decided.decisions {
        one(&mut text, decision)?;
    }
    match person {
        Some(person) => writeln!(text, "Page : /professionnels/{}", person.id_nat_pp)?,
        None => {
            let best = Pasted::read(number).best().map(|reading| reading.canonical.clone());
            writeln!(text, "Page : /structures/{}", best.unwrap_or_else(|| number.to_owned()))?;
        }
    }
    Ok(text)
}

/// A decision: its sentence, the number, the rule and its passage, what to know before.
fn one(text: &mut String, view: &DecisionView) -> anyhow::Result<()> {
    let decision = &view.decision;
    let name = view.structure.as_ref().map_or("(structure non nommée)", |structure| structure.name.as_str());
    writeln!(text, "— {name} : {}", decision.summary())?;
    let ordered = matches!(decision.outcome(), Outcome::Order | Outcome::OrderByStructure);
    if let (true, Some(identifier)) = (ordered, decision.identifier())
        && let Some(value) = &identifier.value
    {
        writeln!(text, "  Commander sur : {} {value}", identifier.kind.label_fr())?;
    }
    for option in decision.options() {
        if let Some(value) = option.value() {
            writeln!(text, "  À choisir par une personne : {value}")?;
        }
    }
    write!(text, "  Règle {}", decision.rule().rule.id)?;
    match decision.rule().carrying().first() {
        Some(quote) if quote.verbatim => writeln!(text, " ({}) : « {} »", quote.place(), quote.quote)?,
        Some(statement) => writeln!(text, " ({}) : {}", statement.place(), statement.quote)?,
        None => writeln!(text)?,
    }
    for warning in decision.warnings() {
        writeln!(text, "  Attention : {}", warning.message)?;
    }
    Ok(())
}

fn reconcile(snapshot: &Snapshot, given: &Map<String, Value>) -> anyhow::Result<String> {
    let mut record = Map::new();
    for (ours, theirs) in [
        ("nom", "name"),
        ("rpps", "rpps"),
        ("identifiant", "identifier"),
        ("ville", "city"),
        ("code_postal", "postcode"),
    ] {
        if let Some(value) = given.get(ours) {
            record.insert(theirs.to_owned(), value.clone());
        }
    }
    if record.is_empty() {
        bail!("un nom, un RPPS ou un identifiant est attendu");
    }
    record.insert("client_id".to_owned(), "1".into());
    let options = Options::new(snapshot.today());
    let mut exchange = Exchange::new();
    exchange.take(&serde_json::to_vec(&[record])?);
    let judge = Judge::new(snapshot, &options);
    let mut bytes = Vec::new();
    loop {
        let (piece, more) = exchange.answer(&judge, 1, true)?;
        bytes.extend(piece);
        if !more {
            break;
        }
    }
    let records: Vec<Value> = serde_json::from_slice(&bytes)?;
    let record = records.first().ok_or_else(|| anyhow!("la fiche n'a pas pu être lue"))?;
    described(record)
}

/// A reconciled record in some lines.
fn described(record: &Value) -> anyhow::Result<String> {
    let verdict = match record["verdict"].as_str().unwrap_or_default() {
        "ok" => "juste",
        "to_complete" => "à compléter",
        "to_fix" => "à corriger",
        "to_review" => "à examiner par une personne",
        "not_found" => "introuvable",
        _ => "fiche illisible",
    };
    let mut text = format!("Verdict : {verdict}\n");
    for finding in record["findings"].as_array().into_iter().flatten() {
        writeln!(text, "— {}", finding["message"].as_str().unwrap_or_default())?;
    }
    if let Some(value) = record["proposed"]["value"].as_str() {
        writeln!(text, "Commander sur : {value}")?;
    }
    if let Some(rule) = record["decision"]["rule"].as_str() {
        writeln!(text, "Règle {rule}")?;
    }
    let matched = &record["matched"];
    if let Some(id) = matched["id"].as_str() {
        let page = if matched["type"] == "structure" { "structures" } else { "professionnels" };
        writeln!(text, "Page : /{page}/{id}")?;
    }
    Ok(text)
}
