//! Two days: what the second no longer holds has ended, stays findable, and can be gone back on.

use std::collections::BTreeMap;

use aiguilleur_tests::{Data, REFERENCE_DAY, Server, aiguilleur, codes, fixtures, reference};
use serde_json::Value;

/// The fixtures of the day after, without the rows that `gone` names.
fn next_day(data: &Data, gone: &[&str]) -> Vec<std::path::PathBuf> {
    let mut files = fixtures();
    let people = files.iter().position(|path| path.to_string_lossy().contains("Personne_activite")).unwrap();
    let text = std::fs::read_to_string(&files[people]).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !gone.iter().any(|id| line.contains(id))).collect();
    let name = "PS_LibreAcces_Personne_activite_202611210812.txt";
    files[people] = data.file(name, format!("{}\n", kept.join("\n")));
    let skills = files.iter().position(|path| path.to_string_lossy().contains("SavoirFaire")).unwrap();
    files.remove(skills);
    files
}

#[test]
fn who_is_gone_the_next_day_has_ended_and_is_still_found() {
    let data = Data::of_fixtures();
    data.import(&next_day(&data, &["|99700000104|"]));

    let server = Server::start(&data);
    let response = server.get("/v1/professionals/99700000104");
    assert_eq!(response.status, 200, "{}", response.body);
    let professional = response.json();
    assert_eq!(professional["status"], "ended", "{professional:#}");
    let situation = &professional["situations"][0];
    assert_eq!(situation["status"], "ended", "{professional:#}");
    assert!(situation["ended_on"].is_null(), "an absence is no date: {professional:#}");
    assert_eq!(situation["ended_source"], "absence", "{professional:#}");

    let decisions = server.get("/v1/professionals/99700000104/decisions?as_of=2026-11-21").json();
    assert_eq!(decisions["decisions"][0]["outcome"], "blocked", "{decisions:#}");
    assert!(codes(&decisions["decisions"][0]["warnings"]).contains("ended_activity"), "{decisions:#}");

    let found = server.get("/v1/search?q=vauquelin&include_ended=true").json();
    assert_eq!(found["hits"][0]["rpps"], "99700000104", "{found:#}");
    let found = server.get("/v1/search?q=vauquelin").json();
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(0), "{found:#}");

    // The others go on, since the day they were first seen.
    let other = server.get("/v1/professionals/99700000112").json();
    let situation = &other["situations"][0];
    assert_eq!(
        (&situation["status"], &situation["first_seen"]),
        (&"active".into(), &"2026-11-20".into()),
        "{other:#}"
    );
    assert_eq!(situation["last_seen"], "2026-11-21", "{other:#}");
}

#[test]
fn one_situation_of_several_can_end() {
    let data = Data::of_fixtures();
    let people = fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite"));
    let text = std::fs::read_to_string(people.unwrap()).unwrap();
    let row = text.lines().find(|line| line.contains("|99700000500|") && line.contains("|SA04|")).unwrap();
    data.import(&next_day(&data, &[row]));
    let answer = data.run(&["resolve", "99700000500", "--as-of", "2026-11-21", "--json"]).done().json();
    let decisions = answer["decisions"].as_array().unwrap();
    let outcomes: Vec<&str> =
        decisions.iter().map(|decision| decision["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes.len(), 3, "{answer:#}");
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "blocked").count(), 1, "{outcomes:?}");
}

#[test]
fn the_day_before_can_be_served_again() {
    let data = Data::of_fixtures();
    let first = data.served();
    data.import(&next_day(&data, &["|99700000104|"]));
    let second = data.served();
    assert_ne!(first, second);
    data.run(&["generations", "verify"]).done();
    data.run(&["generations", "rollback"]).done();
    assert_eq!(data.served(), first);
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "order");
    let Some(1) = data.run(&["generations", "rollback"]).status else {
        panic!("there is nothing before the first generation");
    };
    assert_eq!(data.served(), first);
}

#[test]
fn old_generations_are_pruned_and_the_served_one_never() {
    let data = Data::of_fixtures();
    for _ in 0..3 {
        data.import(&fixtures());
    }
    let served = data.served();
    data.run(&["generations", "prune", "--keep", "1"]).done();
    let listed = data.run(&["generations", "list", "--json"]).done().json();
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "{listed:#}");
    assert_eq!(data.served(), served);
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "order");
}

#[test]
fn a_damaged_generation_is_detected() {
    let data = Data::of_fixtures();
    let generation = data.path().join("generations").join(data.served());
    std::fs::write(generation.join("rejects.jsonl"), "{}\n").unwrap();
    let finished = data.run(&["generations", "verify"]).failed();
    assert!(finished.stderr.contains("rejects.jsonl"), "{}", finished.stderr);
}

#[test]
fn a_generation_of_another_format_is_rebuilt_by_one_command() {
    let data = Data::of_fixtures();
    let old = data.served();
    let manifest = data.path().join("generations").join(&old).join("manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let (head, tail) = text.split_once("\"format\": ").expect("the manifest names its format");
    let rest = tail.trim_start_matches(|digit: char| digit.is_ascii_digit());
    std::fs::write(&manifest, format!("{head}\"format\": 0{rest}")).unwrap();
    let refused = data.run(&["resolve", "99700000104"]).failed();
    assert!(refused.stderr.contains("aiguilleur sync --once"), "{}", refused.stderr);
    let rebuilt = data.import(&fixtures());
    assert!(rebuilt.to_string().contains("repart de zéro"), "{rebuilt:#}");
    assert_ne!(data.served(), old);
    assert_eq!(data.resolve("99700000104")["decisions"][0]["outcome"], "order");
}

/// The outcome and the warnings of every decision on the people of the country of the directory cases.
fn decisions(data: &Data) -> BTreeMap<(String, usize), (String, Value)> {
    let people = reference("directory").join("PS_LibreAcces_Personne_activite_202611270812.txt");
    let text = std::fs::read_to_string(people).unwrap();
    let mut found = BTreeMap::new();
    for id in text.lines().skip(1).filter_map(|line| line.split('|').nth(1)) {
        let answer =
            aiguilleur(["resolve", id, "--json"]).on(&data.path()).on_day(REFERENCE_DAY).run().done().json();
        for (place, decision) in answer["decisions"].as_array().unwrap().iter().enumerate() {
            let outcome = decision["outcome"].as_str().unwrap().to_owned();
            found.insert((id.to_owned(), place), (outcome, decision["warnings"].clone()));
        }
    }
    found
}

#[test]
fn another_file_of_finess_closes_nothing_that_it_does_not_hold() {
    let data = Data::empty();
    let folder = reference("directory");
    let stock = folder.join("finess-structures-journalier-20261127.json");
    let mut other: Value = serde_json::from_slice(&std::fs::read(&stock).unwrap()).unwrap();
    let dated = other["generatedAt"].as_str().unwrap().replace("2026-11-27", REFERENCE_DAY);
    other["generatedAt"] = dated.into();
    other["pmej"].as_array_mut().unwrap().truncate(1);
    let other = data.file("finess-structures-journalier-20261128.json", other.to_string());
    let import = |finess: &std::path::Path| {
        let files = [&folder.join("PS_LibreAcces_Personne_activite_202611270812.txt"), finess];
        let sirene = folder.join("StockUniteLegale_utf8.csv");
        let files = files.into_iter().chain([sirene.as_path()]).map(std::path::Path::as_os_str);
        let arguments = ["import".as_ref(), "--no-guard".as_ref()].into_iter().chain(files);
        aiguilleur(arguments).on(&data.path()).on_day(REFERENCE_DAY).run().done();
        decisions(&data)
    };
    let (before, after) = (import(&stock), import(&other));
    assert!(before.len() > 40 && before.keys().eq(after.keys()), "{} and {}", before.len(), after.len());
    let blocked = |all: &BTreeMap<_, (String, Value)>| -> Vec<(String, usize)> {
        all.iter().filter(|(_, (outcome, _))| outcome == "blocked").map(|(key, _)| key).cloned().collect()
    };
    assert_eq!(blocked(&before), blocked(&after), "an absence closes nothing, and no closure is forgotten");
    let absent = after.values().filter(|(_, warnings)| codes(warnings).contains("absent_from_source"));
    assert!(absent.count() > 10, "what FINESS no longer holds is reported");
}
