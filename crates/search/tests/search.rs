//! What a search promises beside relevance: order, counts, filters, bounds, and a folder that is only read.

#![allow(clippy::unwrap_used, reason = "tests")]

#[allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic, reason = "shared with the benchmark")]
mod population;

use std::fs;

use aiguilleur_domain::Code;
use aiguilleur_search::{
    Answer, BuildOptions, Hit, HitKind, IndexBuilder, KindFilter, MAX_STEPS, PersonDoc, Place, Query,
    SearchError, Searcher, StructureDoc, StructureKind, Total,
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
            civilite: None,
            professions: &[(code(profession), &savoir_faire)],
            places: if city.is_empty() { &[] } else { &[place] },
            ended,
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
            city: "ROUEN",
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
    check(&Query { profession: Some(code("10")), ..base.clone() }, &[&id(3)]);
    check(&Query { savoir_faire: Some(code("SM44")), ..base.clone() }, &[&id(3)]);
    check(&Query { departement: Some("14"), ..base.clone() }, &[&id(2)]);
    check(&Query { departement: Some("14"), include_ended: false, ..base.clone() }, &[]);
    check(&Query { departement: Some("00"), ..base }, &[]);
    check(&Query { commune: Some("76540"), ..Query::new("") }, &["1990000002", "1990000001"]);
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
fn kinds_are_told() {
    let (_dir, searcher) = small_index();
    let answer = searcher.search(&Query::new("pharmacie quillardeau")).unwrap();
    assert_eq!(answer.hits[0].kind, HitKind::Structure(StructureKind::Eg));
    assert_eq!(answer.homonyms, 0);
}

#[test]
fn no_text_is_an_error_or_costs_more_than_the_bound() {
    let population = Population::new(3);
    let dir = tempfile::tempdir().unwrap();
    let stats = build(&population, 5_000, 1_000, dir.path(), BuildOptions::default());
    let searcher = Searcher::open(dir.path()).unwrap();
    let most = stats.shards * MAX_STEPS;
    let texts = [
        String::new(),
        "!?.,;:-_(){}[]<>\u{ab}\u{bb}\u{2019}\u{201c}\u{201d}\u{2026}".repeat(40),
        "jean marie pierre paul anne claude louis dominique camille rouen ".repeat(16),
        (0..1_000).map(|n| format!("mot{n} ")).collect(),
        "x".repeat(10 << 10),
        "\u{5d0}\u{5d1}\u{5d2} \u{202e}nitram eiram\u{202c} \u{200f}\u{200b}\u{feff}".to_owned(),
        format!("z{}algo m{}artin", "\u{336}\u{489}".repeat(200), "\u{301}".repeat(900)),
        (1..32_u8).map(char::from).chain("\r\n\t\u{85}\u{2028}martin".chars()).collect(),
        " ".to_owned(),
        "\"martin AND (OR NOT) +x -y ^2 ~1 [a TO b] {c} field:value \\ /re.*/ *".to_owned(),
        "\u{0}\u{1}\u{7f}\u{202e}nitram\u{202c}".to_owned(),
        "🩺💊 martin 👨‍⚕️".to_owned(),
        "e\u{301}".repeat(5_000),
        "martin ".repeat(3_000),
        "a".repeat(10_000),
        "a b c d e f g h i j k l m n o p".to_owned(),
        "le la les de du d l m mme dr".to_owned(),
        "مارتن Мартин 马丁 マーティン".to_owned(),
        "0 1 2 3 4 5 6 7 8 9".to_owned(),
        "'; DROP TABLE people; --".to_owned(),
        "ﬁ ǆ ß İ ŉ Ⅷ ½".to_owned(),
    ];
    for text in &texts {
        for explain in [false, true] {
            let answer = searcher.search(&Query { explain, limit: usize::MAX, ..Query::new(text) }).unwrap();
            assert!(answer.hits.len() <= aiguilleur_search::MAX_LIMIT);
            assert!(answer.steps <= most, "{} steps for {text:?}", answer.steps);
        }
    }
}

#[test]
fn a_search_ends_at_its_bound() {
    const BEARERS: u32 = 45_000;
    let dir = tempfile::tempdir().unwrap();
    let options = BuildOptions { threads: 1, ..BuildOptions::default() };
    let mut builder = IndexBuilder::create(dir.path(), options).unwrap();
    for number in 0..2 * BEARERS {
        let (family_name, given_name) =
            if number < BEARERS { ("MARTIN", "JEAN") } else { ("VAUBERT", "MARIE") };
        let person = PersonDoc {
            id: &id(number),
            family_name,
            given_name,
            civilite: None,
            professions: &[(code("60"), &[])],
            places: &[],
            ended: false,
        };
        builder.add_person(&person).unwrap();
    }
    assert_eq!(builder.finish().unwrap().shards, 1);
    let searcher = Searcher::open(dir.path()).unwrap();
    // Each word has more bearers than a stage may meet, and nobody bears both.
    for text in ["martin marie", "jean vaubert", "martn mari", "marie martin infirmier"] {
        let answer = searcher.search(&Query::new(text)).unwrap();
        assert!(matches!(answer.total, Total::AtLeast(_)), "{text}: {:?}", answer.total);
        assert!(answer.steps <= MAX_STEPS, "{text}: {} steps", answer.steps);
    }
    assert!(searcher.search(&Query::new("martin marie")).unwrap().steps > BEARERS as usize * 8 / 10);
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
            civilite: None,
            professions: &[(code("60"), &[])],
            places,
            ended: places.iter().all(|place| !place.active),
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
