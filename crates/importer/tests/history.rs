//! Two days of the same directory: what is gone has ended, what goes on keeps its first day, whatever the
//! order of the rows.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_directory::{Clock, DecisionRequest, PersonHit, Snapshot, view::Status};
use aiguilleur_domain::{Date, IdNatPp};
use aiguilleur_importer::{History, ImportRequest, Others, import};
use aiguilleur_store::{BlockCache, DataDir};

const PEOPLE: &str = include_str!("../../../fixtures/PS_LibreAcces_Personne_activite_202611200812.txt");
/// A radiologue with one situation, and a professional with three.
const ONE: &str = "899700000104";
const THREE: &str = "899700000500";

fn day(n: i8) -> Date {
    aiguilleur_domain::Date::constant(2026, 11, n)
}

/// Imports a stock of `lines` that speaks for `as_of`.
fn stock(data: &Path, as_of: Date, lines: &[&str]) -> Snapshot {
    let file = data.with_extension("txt");
    fs::write(&file, format!("{}\n", lines.join("\n"))).unwrap();
    let store = DataDir::open(data).unwrap();
    let request = ImportRequest { as_of: Some(as_of), ..ImportRequest::new(vec![file]) };
    import(&store, &request, &mut |_| {}).unwrap().publish().unwrap();
    Snapshot::current(&store, &BlockCache::default()).unwrap()
}

fn without(pattern: &str) -> Vec<&'static str> {
    PEOPLE.lines().filter(|line| !line.contains(pattern)).collect()
}

fn person(snapshot: &Snapshot, id: &str) -> Option<PersonHit> {
    snapshot.professional(id.parse::<IdNatPp>().unwrap()).unwrap()
}

fn situations(snapshot: &Snapshot, id: &str) -> Vec<(Status, String, String, Option<String>)> {
    let hit = person(snapshot, id).unwrap();
    let shown = |s: &aiguilleur_directory::view::PracticeView| {
        let s = &s.situation;
        (s.status, s.first_seen.to_string(), s.last_seen.to_string(), s.ended_on.map(|on| on.to_string()))
    };
    hit.situations.iter().map(shown).collect()
}

#[test]
fn who_disappears_has_ended_and_is_still_found() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    let second = stock(&data, day(20), &without(ONE));

    assert_eq!(situations(&second, ONE), [(Status::Ended, "2026-11-18".into(), "2026-11-18".into(), None)]);
    let hit = person(&second, ONE).unwrap();
    assert_eq!(hit.professional.status, Status::Ended);
    assert_eq!(hit.situations[0].situation.ended_source.as_deref(), Some("absence"));
    let id = ONE.parse().unwrap();
    let decided = second.decide_for_professional(id, &DecisionRequest::default()).unwrap().unwrap();
    let json = serde_json::to_value(&decided).unwrap();
    assert_eq!(json["decisions"][0]["outcome"], "blocked");
    assert_eq!(json["decisions"][0]["warnings"][0]["code"], "ended_activity");
    assert_eq!(json["recommendation"]["status"], "none");
    assert_eq!(second.generation().manifest().counts["situations_ended"], 1);
}

#[test]
fn one_of_three_situations_ends_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    let fewer: Vec<&str> = {
        let mut rows = all.iter().filter(|line| line.contains(THREE));
        let gone = *rows.next().unwrap();
        all.iter().copied().filter(|line| *line != gone).collect()
    };
    stock(&data, day(18), &all);
    let second = stock(&data, day(19), &fewer);
    let statuses: Vec<Status> = situations(&second, THREE).into_iter().map(|s| s.0).collect();
    assert_eq!(statuses, [Status::Active, Status::Active, Status::Ended]);

    let third = stock(&data, day(20), &all);
    let found = situations(&third, THREE);
    assert!(
        found.iter().all(|s| s.0 == Status::Active && s.1 == "2026-11-18" && s.2 == "2026-11-20"),
        "{found:?}"
    );
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (forth, back) = (dir.path().join("forth"), dir.path().join("back"));
    let all: Vec<&str> = PEOPLE.lines().collect();
    let mut reversed = vec![all[0]];
    reversed.extend(all[1..].iter().rev());
    let (a, b) = (stock(&forth, day(20), &all), stock(&back, day(20), &reversed));
    assert_eq!(a.generation().manifest().counts, b.generation().manifest().counts);
    for line in &all[1..] {
        let Some(id) = line.split('|').nth(2).and_then(|id| id.parse::<IdNatPp>().ok()) else { continue };
        let sorted = |snapshot: &Snapshot| {
            let hit = snapshot.professional(id).unwrap();
            let mut rows: Vec<String> = hit
                .iter()
                .flat_map(|hit| &hit.situations)
                .map(|situation| serde_json::to_string(situation).unwrap())
                .collect();
            rows.sort();
            rows
        };
        assert_eq!(sorted(&a), sorted(&b), "{id}");
    }
}

#[test]
fn what_ended_long_ago_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    stock(&data, day(19), &without(ONE));
    let later = stock(&data, Date::constant(2031, 11, 18), &without(ONE));
    assert!(person(&later, ONE).is_some());
    let much_later = stock(&data, Date::constant(2031, 11, 20), &without(ONE));
    assert!(person(&much_later, ONE).is_none());
}

#[test]
fn an_older_stock_is_refused_and_ends_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    let served = stock(&data, day(20), &all).id().clone();
    let store = DataDir::open(&data).unwrap();
    let request =
        ImportRequest { as_of: Some(day(10)), ..ImportRequest::new(vec![data.with_extension("txt")]) };
    let refused = import(&store, &request, &mut |_| {}).unwrap_err().to_string();
    assert!(refused.contains("2026-11-10") && refused.contains("2026-11-20"), "{refused}");
    assert_eq!(store.current().unwrap(), Some(served));
}

#[test]
fn structures_alone_end_nobody_and_people_are_carried_over() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    let finess =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/finess-structures-journalier-20261120.json");
    let store = DataDir::open(&data).unwrap();
    let candidate = import(&store, &ImportRequest::new(vec![finess.into()]), &mut |_| {}).unwrap();
    assert_eq!(candidate.manifest().counts["situations_ended"], 0);
    let people = candidate.manifest().sources.iter().find(|it| it.name == "PS_LibreAcces_Personne_activite");
    assert!(people.is_some_and(|report| report.carried_over), "{:#?}", candidate.manifest().sources);
    assert!(candidate.notes().iter().any(|note| note.contains("PS_LibreAcces_Personne_activite")));
    candidate.publish().unwrap();
    let snapshot = Snapshot::current(&store, &BlockCache::default()).unwrap();
    assert_eq!(person(&snapshot, ONE).unwrap().professional.status, Status::Active);
    assert!(snapshot.gather_site("990010019".parse().unwrap()).unwrap().is_some());
}

#[test]
fn a_new_stock_of_people_keeps_the_structures_that_are_served() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path().join("data")).unwrap();
    let fixture =
        |name: &str| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures")).join(name);
    let people = fixture("PS_LibreAcces_Personne_activite_202611200812.txt");
    let others = ["finess-structures-journalier-20261120.json", "StockUniteLegale_utf8.csv"].map(fixture);
    let all = [vec![people.clone()], others.to_vec()].concat();
    let built = |files: Vec<PathBuf>, others| {
        let request = ImportRequest { others, ..ImportRequest::new(files) };
        let candidate = import(&data, &request, &mut |_| {}).unwrap();
        candidate.publish().unwrap();
        candidate.manifest().counts.clone()
    };
    let before = built(all, Others::CarriedOver);
    assert_eq!(built(vec![people.clone()], Others::CarriedOver), before);
    let alone = built(vec![people], Others::Dropped);
    assert_eq!((alone.get("sites"), alone["legal_units"]), (None, 0));
}

#[test]
fn units_alone_describe_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path().join("data")).unwrap();
    let units = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/StockUniteLegale_utf8.csv");
    let refused = import(&data, &ImportRequest::new(vec![units.into()]), &mut |_| {}).unwrap_err();
    assert!(refused.to_string().contains("ne décrit ni professionnel ni structure"), "{refused}");
    assert_eq!(data.current().unwrap(), None);
}

#[test]
fn cut_or_to_come_files_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::open(dir.path().join("data")).unwrap();
    let refused = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        let request = ImportRequest { clock: Clock::Fixed(day(20)), ..ImportRequest::new(vec![path]) };
        import(&data, &request, &mut |_| {}).map(|_| ()).unwrap_err().to_string()
    };
    let whole = PEOPLE.trim_end();
    for lost in [2, 4, 60] {
        let cut = refused("PS_LibreAcces_Personne_activite_202611200812.txt", &whole[..whole.len() - lost]);
        assert!(cut.contains("tronqué après la ligne"), "{lost}: {cut}");
    }
    let future = refused("PS_LibreAcces_Personne_activite_202611210812.txt", PEOPLE);
    assert!(future.contains("daté du 2026-11-21, après aujourd'hui (2026-11-20)"), "{future}");
    let short: String = PEOPLE.lines().map(|line| line.replacen('|', "", 1) + "\n").collect();
    let header = PEOPLE.lines().next().unwrap();
    let short = format!("{header}\n{}", short.split_once('\n').unwrap().1);
    let narrow = refused("PS_LibreAcces_Personne_activite_202611200812.txt", &short);
    assert!(
        narrow.contains("aucun enregistrement utilisable (ligne 2") && narrow.contains("rien n'est importé"),
        "{narrow}"
    );
}

#[test]
fn a_name_a_technical_id_and_a_telephone_change_and_the_situation_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    let changed: Vec<String> = all
        .iter()
        .map(|line| line.replace("VAUQUELIN", "MARCHAND").replace("R10000000001000", "R10000000009999"))
        .collect();
    let second = stock(&data, day(19), &changed.iter().map(String::as_str).collect::<Vec<_>>());
    let found = situations(&second, ONE);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].1.as_str()), (Status::Active, "2026-11-18"));
}

#[test]
fn a_stock_of_nobody_is_refused_and_what_was_served_stays() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    let served = stock(&data, day(18), &all).id().clone();
    let empty = dir.path().join("empty.txt");
    fs::write(&empty, format!("{}\n", all[0])).unwrap();
    let store = DataDir::open(&data).unwrap();
    let refused = import(&store, &ImportRequest::new(vec![empty]), &mut |_| {});
    assert!(refused.unwrap_err().to_string().contains("aucun enregistrement"));
    assert_eq!(store.current().unwrap(), Some(served));
}

#[test]
fn a_damaged_generation_is_not_continued_without_a_word() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    stock(&data, day(18), &all);
    let store = DataDir::open(&data).unwrap();
    let served = store.current().unwrap().unwrap();
    let sealed = data.join("generations").join(served.as_str());
    let people = fs::read(sealed.join("blocks/people")).unwrap();
    let request =
        ImportRequest { as_of: Some(day(20)), ..ImportRequest::new(vec![data.with_extension("txt")]) };
    for damaged in [people[..people.len() / 2].to_vec(), [&[people[0] ^ 1], &people[1..]].concat()] {
        fs::write(sealed.join("blocks/people"), damaged).unwrap();
        let refused = import(&store, &request, &mut |_| {}).unwrap_err();
        assert!(refused.to_string().contains("endommagée"), "{refused}");
        assert_eq!(store.current().unwrap().as_ref(), Some(&served));
        let left = fs::read_dir(data.join("building")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "what a failed import wrote is removed");
    }
    let anew = ImportRequest { history: History::Dropped, ..request };
    import(&store, &anew, &mut |_| {}).unwrap().publish().unwrap();
    assert_ne!(store.current().unwrap(), Some(served));
}

#[test]
fn a_rpps_number_takes_the_place_of_an_adeli_number() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all: Vec<&str> = PEOPLE.lines().collect();
    let row = all.iter().find(|line| line.contains(ONE)).unwrap();
    let renamed = |number: &str, national: &str, family_name: &str| {
        let mut fields: Vec<String> = row.split('|').map(str::to_owned).collect();
        fields[0] = national[..1].to_owned();
        (fields[1], fields[2]) = (number.to_owned(), national.to_owned());
        fields[7] = family_name.to_owned();
        fields.join("|")
    };
    let others = without(ONE);
    let (old, twin) =
        (renamed("769000019", "0769000019", "NOUVEL"), renamed("769000027", "0769000027", "AUTRE"));
    let day_one = [others.clone(), vec![&old, &twin]].concat();
    stock(&data, day(18), &day_one);
    let new = renamed("99700000104", ONE, "NOUVEL");
    let snapshot = stock(&data, day(19), &[others, vec![&new]].concat());
    let by_old = snapshot.professional("0769000019".parse().unwrap()).unwrap().unwrap();
    assert_eq!(by_old.professional.id_nat_pp, ONE.parse::<IdNatPp>().unwrap());
    assert_eq!(by_old.professional.adeli.map(|adeli| adeli.to_string()).as_deref(), Some("769000019"));
    let found = situations(&snapshot, ONE);
    assert_eq!((found.len(), found[0].1.as_str()), (1, "2026-11-18"), "{found:?}");
    // Somebody else who left on the same day is nobody's old number.
    let other = snapshot.professional("0769000027".parse().unwrap()).unwrap().unwrap();
    assert_eq!(other.professional.status, Status::Ended);
}
