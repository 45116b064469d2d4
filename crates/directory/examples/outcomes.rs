//! Every FINESS site and legal entity of a data folder, asked as a structure: a table category × outcome, in Markdown.
//!
//! `cargo run --release -p aiguilleur-directory --example outcomes -- DATA > crates/directory/OUTCOMES.md`

#![allow(clippy::print_stdout, reason = "an example prints its table")]

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_directory::{BlockCache, DataDir, DecisionRequest, Snapshot, StructureId};
use aiguilleur_domain::{FinessEj, IdNatStruct};

type Table = BTreeMap<(String, String), BTreeMap<String, u32>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage : outcomes DONNÉES")?;
    let snapshot = Snapshot::current(&DataDir::existing(folder), &BlockCache::default())?;
    let request = DecisionRequest { as_of: "2026-11-20".parse().ok(), ..DecisionRequest::default() };
    let (mut sites, mut entities) = (Table::new(), Table::new());
    let mut numbers: BTreeMap<FinessEj, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut covered: BTreeSet<FinessEj> = BTreeSet::new();
    for record in snapshot.every_structure()? {
        let Some(known) = snapshot.structure_of(&record?)? else { continue };
        let Some(eg) = known.finess_eg.filter(|_| known.site.is_some()) else { continue };
        let code = known.site.as_ref().and_then(|site| site.categorie);
        let code = code.map_or_else(|| "?".to_owned(), |code| code.to_string());
        let family = aiguilleur_nomenclature::categorie::famille(&code);
        let kind = (code, family.map_or_else(|| "?".to_owned(), |family| format!("{family:?}")));
        let id = StructureId::Known(IdNatStruct::from(eg));
        let Some(decided) = snapshot.decide_for_structure(id, &request)? else { continue };
        for view in &decided.decisions {
            count(&mut sites, &kind, view.decision.outcome().code(), view.decision.rule().rule.id);
            if let Some(ej) = known.finess_ej.filter(|_| view.decision.outcome().code() != "not_covered") {
                covered.insert(ej);
            }
        }
        if let Some(ej) = known.finess_ej {
            numbers.entry(ej).or_default().insert(kind);
        }
    }
    let (mut lost, mut asked) = (0, 0);
    for (ej, kinds) in &numbers {
        let id = StructureId::Known(IdNatStruct::from(*ej));
        let Some(decided) = snapshot.decide_for_structure(id, &request)? else { continue };
        asked += 1;
        let kind = match kinds.first() {
            Some(kind) if kinds.len() == 1 => kind.clone(),
            _ => ("plusieurs".to_owned(), "plusieurs catégories".to_owned()),
        };
        let answered = decided.decisions.iter().any(|view| view.decision.outcome().code() != "not_covered");
        lost += u32::from(covered.contains(ej) && !answered);
        for view in &decided.decisions {
            count(&mut entities, &kind, view.decision.outcome().code(), view.decision.rule().rule.id);
        }
    }
    println!("# Each site and legal entity, asked as a structure\n");
    println!(
        "`{} sites`, `{asked} legal entities`; entities that a site's rule covers and that are `not_covered`: {lost}.\n",
        total(&sites)
    );
    print("Sites", &sites);
    print("Legal entities", &entities);
    Ok(())
}

fn count(table: &mut Table, kind: &(String, String), outcome: &str, rule: &str) {
    *table.entry(kind.clone()).or_default().entry(format!("{outcome} ({rule})")).or_default() += 1;
}

fn total(table: &Table) -> u32 {
    table.values().flat_map(BTreeMap::values).sum()
}

fn print(title: &str, table: &Table) {
    println!("## {title}\n\n| category | family | outcomes |\n|---|---|---|");
    for ((code, family), outcomes) in table {
        let counts: Vec<String> =
            outcomes.iter().map(|(outcome, count)| format!("{outcome} {count}")).collect();
        println!("| {code} | {family} | {} |", counts.join(", "));
    }
    println!();
}
