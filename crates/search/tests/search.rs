//! What a search promises beside relevance: order, counts, filters, bounds, and a folder that is only read.

#![allow(clippy::unwrap_used, reason = "tests")]

#[allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic, reason = "shared with the benchmark")]
mod population;

use std::fs;

use aiguilleur_domain::Code;
use aiguilleur_search::{
    Answer, BuildOptions, Hit, HitKind, IndexBuilder, KindFilter, PersonDoc, Place, Query, SearchError,
    Searcher, StructureDoc, StructureKind, Total,
};
use tempfile::TempDir;

use population::{Population, build};

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

/// Person: number, family, given, profession, savoir-faire, town, postcode, ended.
type Row = (u32, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, bool);

const PEOPLE: [Row; 8] = [
    (1, "QUILLARDEAU", "MARIE", "60", "", "ROUEN", "76000", false),
    (2, "QUILLARDEAU", "MARIE", "60", "", "CAEN", "14000", true),
    (3, "QUILLARDEAU", "MARIE", "10", "SM44", "LE HAVRE", "76600", false),
    (4, "QUILLARDEAU", "MARIETTE", "60", "", "ROUEN", "76000", false),
    (5, "QUILLARDAU", "MARIE", "60", "", "ROUEN", "76000", false),
    (6, "ROUENNAIS", "THOMAS", "21", "", "", "", false),
    (7, "THOMAS", "THOMAS", "40", "", "NICE", "06000", false),
    (8, "ROUEN", "ODETTE", "91", "", "NICE", "06000", false),
];

fn id(number: u32) -> String {
    format!("8997{number:08}")
}

fn small_index() -> (TempDir, Searcher) {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = IndexBuilder::create(dir.path(), BuildOptions::default()).unwrap();
    for (number, family_name, given_name, profession, savoir_faire, city, postcode, ended) in PEOPLE {
        let savoir_faire: Vec<Code> = savoir_faire.split_whitespace().map(code).collect();
        let place = Place { city, postcode, active: !ended, ..Place::default() };
        let person = PersonDoc {
            id: &id(number),
            family_name,
            given_name,
            former_names: &[],
            civilite: None,
            professions: &[(code(profession), &savoir_faire)],
            places: if city.is_empty() { &[] } else { &[place] },
            ended,
            listed: &[],
        };
        builder.add_person(&person).unwrap();
    }
    for (key, name, closed) in
        [("1990000001", "PHARMACIE QUILLARDEAU", true), ("1990000002", "PHIE QUILLARDEAU", false)]
    {
        let structure = StructureDoc {
            key,
            kind: StructureKind::Eg,
            names: &[name],
            street: "",
            towns: &["ROUEN"],
            postcode: "76000",
            departement: "",
            commune: "76540",
            categorie: Some(code("620")),
            closed,
        };
        builder.add_structure(&structure).unwrap();
    }
    builder.finish().unwrap();
    let searcher = Searcher::open(dir.path()).unwrap();
    (dir, searcher)
}

fn ids(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.id.as_str()).collect()
}

fn check(query: &Query<'_>, expected: &[&str]) -> Answer {
    let (_dir, searcher) = small_index();
    let answer = searcher.search(query).unwrap();
    assert_eq!(ids(&answer), expected, "{query:?}: {answer:#?}");
    answer
}

fn people(numbers: &[u32]) -> Vec<String> {
    numbers.iter().map(|number| id(*number)).collect()
}

#[test]
fn exact_before_prefix_before_typo_and_active_before_ended() {
    let expected = people(&[1, 3, 2, 4, 5]);
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let answer = check(&Query { kind: KindFilter::People, ..Query::new("quillardeau marie") }, &expected);
    let matched: Vec<_> = answer.hits.iter().map(|hit| hit.matched.clone()).collect();
    assert_eq!(matched[0], ["family_name:exact", "given_name:exact"]);
    assert_eq!(matched[3], ["family_name:exact", "given_name:prefix"]);
    assert_eq!(answer.homonyms, 3, "ended namesakes count");
    assert_eq!(answer.total, Total::Exact(5));
    assert!(answer.hits[2].ended);
}

#[test]
fn a_name_comes_before_a_town_and_neither_is_lost() {
    let (_dir, searcher) = small_index();
    let answer = searcher.search(&Query::new("rouen")).unwrap();
    assert_eq!(answer.hits[0].id, id(8));
    let towns: Vec<&Hit> = answer.hits.iter().filter(|hit| hit.matched == ["city:exact"]).collect();
    assert_eq!(towns.len(), 5, "{answer:#?}");
}

#[test]
fn the_same_word_twice_asks_for_both_names() {
    check(&Query::new("thomas thomas"), &[&id(7)]);
}

#[test]
fn filters_narrow() {
    let base = Query { kind: KindFilter::People, ..Query::new("quillardeau marie") };
    check(&Query { professions: &[code("10")], ..base.clone() }, &[&id(3)]);
    check(&Query { professions: &[code("10"), code("99")], ..base.clone() }, &[&id(3)]);
    check(&Query { savoir_faire: &[code("SM44")], ..base.clone() }, &[&id(3)]);
    check(&Query { departements: &["14".to_owned()], ..base.clone() }, &[&id(2)]);
    check(&Query { departements: &["14".to_owned()], include_ended: false, ..base.clone() }, &[]);
    check(&Query { departements: &["00".to_owned()], ..base }, &[]);
    check(&Query { communes: &["76540".to_owned()], ..Query::new("") }, &["1990000002", "1990000001"]);
    check(
        &Query { kind: KindFilter::Structures, ..Query::new("pharmacie quillardeau") },
        &["1990000002", "1990000001"],
    );
}

#[test]
fn pages_follow_each_other() {
    let (_dir, searcher) = small_index();
    let query = Query::new("quillardeau");
    let all = searcher.search(&query).unwrap();
    let page = searcher.search(&Query { offset: 2, limit: 2, ..query.clone() }).unwrap();
    assert_eq!(page.hits, all.hits[2..4]);
    assert_eq!((page.total, page.homonyms), (all.total, all.homonyms));
    assert!(
        searcher.search(&Query { offset: usize::MAX, limit: usize::MAX, ..query }).unwrap().hits.is_empty()
    );
}

#[test]
fn explained_scores_add_up() {
    let (_dir, searcher) = small_index();
    for text in
        ["quillardeau marie", "dr quillardo radiologue le havre", "pharmacie quillardeau rouen", "rouen"]
    {
        let answer = searcher.search(&Query { explain: true, ..Query::new(text) }).unwrap();
        assert!(!answer.hits.is_empty(), "{text}");
        for hit in answer.hits {
            assert_eq!(hit.score, hit.reasons.iter().map(|reason| reason.points).sum::<i32>(), "{hit:?}");
        }
    }
}

#[test]
fn hits_carry_their_kind() {
    let (_dir, searcher) = small_index();
    let answer = searcher.search(&Query::new("pharmacie quillardeau")).unwrap();
    assert_eq!(answer.hits[0].kind, HitKind::Structure(StructureKind::Eg));
    assert_eq!(answer.homonyms, 0);
}

#[test]
fn building_twice_answers_alike() {
    let population = Population::new(11);
    let built = || {
        let dir = tempfile::tempdir().unwrap();
        // So little memory that several shards come of one thread.
        let stats =
            build(&population, 20_000, 2_000, dir.path(), BuildOptions { threads: 2, memory_bytes: 6 << 20 });
        assert!(stats.shards > 3, "{stats:?}");
        assert_eq!((stats.people, stats.structures), (20_000, 2_000));
        let searcher = Searcher::open(dir.path()).unwrap();
        (dir, searcher)
    };
    let ((_one, first), (_two, second)) = (built(), built());
    for text in
        ["martin", "jean", "petit marie", "dupont jea", "pharmacie martin", "infirmier paris", "bernrad"]
    {
        let query = Query { explain: true, limit: 100, ..Query::new(text) };
        assert_eq!(first.search(&query).unwrap(), second.search(&query).unwrap(), "{text}");
    }
}

#[test]
fn a_sealed_folder_is_only_read() {
    let (dir, searcher) = small_index();
    drop(searcher);
    let list = || {
        let mut files = Vec::new();
        for shard in
            fs::read_dir(dir.path()).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir())
        {
            files.extend(fs::read_dir(shard.path()).unwrap().map(|file| file.unwrap().path()));
        }
        files.sort();
        files
    };
    let before = list();
    let searcher = Searcher::open(dir.path()).unwrap();
    assert!(!searcher.search(&Query::new("quillardeau")).unwrap().hits.is_empty());
    assert_eq!(list(), before, "no lock, no new file");
}

#[test]
fn an_index_that_is_none_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Searcher::open(dir.path()), Err(SearchError::Open { .. })));
    fs::write(dir.path().join("search.json"), r#"{"format": 999, "shards": []}"#).unwrap();
    assert!(matches!(Searcher::open(dir.path()), Err(SearchError::Format { found: 999, .. })));
}

#[test]
fn an_empty_index_answers_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let stats = IndexBuilder::create(dir.path(), BuildOptions::default()).unwrap().finish().unwrap();
    assert_eq!((stats.people, stats.structures), (0, 0));
    let answer = Searcher::open(dir.path()).unwrap().search(&Query::new("martin")).unwrap();
    assert_eq!((answer.hits.len(), answer.total, answer.homonyms), (0, Total::Exact(0), 0));
}

#[test]
fn who_practises_there_comes_before_who_left() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = IndexBuilder::create(dir.path(), BuildOptions::default()).unwrap();
    let rouen = |active| Place { city: "ROUEN", postcode: "76000", active, ..Place::default() };
    let caen = |active| Place { city: "CAEN", postcode: "14000", active, ..Place::default() };
    let cases: [(u32, &[Place<'_>]); 4] = [
        (1, &[rouen(false)]),
        (2, &[rouen(false), caen(true)]),
        (3, &[caen(false), rouen(true)]),
        (4, &[Place { city: "ROUEN CEDEX 1", ..rouen(false) }, rouen(true)]),
    ];
    for (number, places) in cases {
        let person = PersonDoc {
            id: &id(number),
            family_name: "VAUBERT",
            given_name: "HADRIEN",
            former_names: &[],
            civilite: None,
            professions: &[(code("60"), &[])],
            places,
            ended: places.iter().all(|place| !place.active),
            listed: &[],
        };
        builder.add_person(&person).unwrap();
    }
    builder.finish().unwrap();
    let searcher = Searcher::open(dir.path()).unwrap();
    for (place, expected) in
        [("rouen", &[3, 4, 2, 1][..]), ("76000", &[3, 4, 2, 1]), ("76", &[3, 4, 2, 1]), ("caen", &[2, 3])]
    {
        let text = format!("hadrien vaubert {place}");
        let answer = searcher.search(&Query { explain: true, ..Query::new(&text) }).unwrap();
        assert_eq!(ids(&answer), people(expected), "{place}: {answer:#?}");
        let left = |hit: &Hit| hit.reasons.iter().any(|reason| reason.code == "left_place");
        let expected = if place == "caen" { id(3) } else { id(2) };
        for hit in &answer.hits {
            assert_eq!(left(hit), hit.id == expected, "{place}: {hit:?}");
        }
    }
}

/// A number, the name, the former names.
type Renamed<'a> = (u32, &'a str, &'a [(&'a str, &'a str)]);

#[test]
fn a_former_name_is_found_behind_those_who_bear_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = IndexBuilder::create(dir.path(), BuildOptions::default()).unwrap();
    let rows: [Renamed<'_>; 3] = [
        (1, "VAUBERT", &[("QUILLARDEAU", "MARIE")]),
        (2, "QUILLARDEAU", &[]),
        (3, "ROUENNAIS", &[("VAUBERT", "MARIE"), ("QUILLARDEAU", "MARION")]),
    ];
    for (number, family_name, former_names) in rows {
        let person = PersonDoc {
            id: &id(number),
            family_name,
            given_name: "MARIE",
            former_names,
            civilite: None,
            professions: &[(code("60"), &[])],
            places: &[],
            ended: false,
            listed: &[],
        };
        builder.add_person(&person).unwrap();
    }
    builder.finish().unwrap();
    let searcher = Searcher::open(dir.path()).unwrap();
    for (text, expected, matched) in [
        ("quillardeau marie", &[2, 1, 3][..], ["former_name:exact", "given_name:exact"]),
        ("quillardeau marion", &[3], ["former_name:exact", "former_name:exact"]),
        ("quillardau marie", &[2, 1, 3], ["former_name:typo", "given_name:exact"]),
        ("marie vaubert nee quillardeau", &[1, 3], ["given_name:exact", "former_name:exact"]),
    ] {
        let answer = searcher.search(&Query { explain: true, ..Query::new(text) }).unwrap();
        assert_eq!(ids(&answer), people(expected), "{text}: {answer:#?}");
        let last = answer.hits.last().unwrap();
        assert!(matched.iter().all(|code| last.matched.contains(code)), "{text}: {last:?}");
        for hit in &answer.hits {
            assert_eq!(hit.score, hit.reasons.iter().map(|reason| reason.points).sum::<i32>(), "{hit:?}");
        }
    }
    assert_eq!(searcher.search(&Query::new("quillardeau marie")).unwrap().homonyms, 1, "who bears it today");
}
