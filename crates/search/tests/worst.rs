//! The work of a search is bounded, whatever the text: steps are counted, never time.

#![allow(clippy::unwrap_used, reason = "tests")]

#[allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic, reason = "shared with the benchmark")]
mod population;

use std::collections::HashMap;

use aiguilleur_search::{BuildOptions, IndexBuilder, MAX_STEPS, PersonDoc, Query, Searcher, Total};

use population::{Population, build};

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
        let id = format!("8997{number:08}");
        let (family_name, given_name) =
            if number < BEARERS { ("MARTIN", "JEAN") } else { ("VAUBERT", "MARIE") };
        let person = PersonDoc {
            id: &id,
            family_name,
            given_name,
            former_names: &[],
            civilite: None,
            professions: &[("60".parse().unwrap(), &[])],
            places: &[],
            ended: false,
            listed: &[],
        };
        builder.add_person(&person).unwrap();
    }
    assert_eq!(builder.finish().unwrap().shards, 1);
    let searcher = Searcher::open(dir.path()).unwrap();
    // Each word has more bearers than a stage may meet, and no person bears both.
    for text in ["martin marie", "jean vaubert", "martn mari", "marie martin infirmier"] {
        let answer = searcher.search(&Query::new(text)).unwrap();
        assert!(matches!(answer.total, Total::AtLeast(_)), "{text}: {:?}", answer.total);
        assert!(answer.steps <= MAX_STEPS, "{text}: {} steps", answer.steps);
    }
    assert!(searcher.search(&Query::new("martin marie")).unwrap().steps > BEARERS as usize * 8 / 10);
}

/// People of the index that the worst texts are made for.
const PEOPLE: u64 = 20_000;
const STRUCTURES: u64 = 5_000;

/// The most frequent words of an index, in texts that leave the stages as much to do as they can: every one has many
/// bearers, few bear two of them, and no person bears all.
fn worst_texts(population: &Population) -> Vec<String> {
    let mut bearers: HashMap<String, u32> = HashMap::new();
    let mut count = |text: &str| {
        for word in text.to_lowercase().split([' ', '-', '\'']) {
            *bearers.entry(word.to_owned()).or_default() += 1;
        }
    };
    for number in 0..PEOPLE {
        let person = population.person(number);
        count(&person.family);
        count(&person.given);
    }
    for number in 0..STRUCTURES {
        count(&population.structure(number).name);
    }
    let mut words: Vec<(String, u32)> = bearers.into_iter().collect();
    words.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).take(40).collect();
    let cut = |word: &str, letters: usize| word.chars().take(letters).collect::<String>();
    let mut texts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words[(at + 1) % words.len()];
        texts.push((*word).to_owned());
        texts.push(format!("{word} {next}"));
        texts.push(format!("{word}x {next}x"));
        texts.push(format!("{} {}", cut(word, 1), cut(next, 2)));
        texts.push(format!("{word} infirmier {next} medecin rouen {}", cut(word, 3)));
        let many = |size: usize| words.iter().cycle().skip(at).take(size).copied().collect::<Vec<_>>();
        texts.push(many(16).join(" "));
        texts.push(many(64).iter().map(|word| cut(word, 1)).collect::<Vec<_>>().join(" "));
        texts.push(many(15).iter().map(|word| format!("{word}*?~2")).collect::<Vec<_>>().join(" OR "));
        texts.push(many(15).iter().map(|word| format!("{}é\u{301}{word}", cut(word, 2))).collect());
    }
    texts
}

#[test]
fn the_worst_texts_stay_below_the_bound() {
    let population = Population::new(5);
    let dir = tempfile::tempdir().unwrap();
    let options = BuildOptions { threads: 1, ..BuildOptions::default() };
    let stats = build(&population, PEOPLE, STRUCTURES, dir.path(), options);
    let searcher = Searcher::open(dir.path()).unwrap();
    let steps = |text: &String| {
        let query = Query { limit: usize::MAX, facets: true, ..Query::new(text) };
        searcher.search(&query).unwrap().steps
    };
    let texts = worst_texts(&population);
    let (worst, text) = texts.iter().map(|text| (steps(text), text)).max().unwrap();
    println!("{worst} steps of {} for {text:?}", stats.shards * MAX_STEPS);
    assert!(worst <= stats.shards * MAX_STEPS, "{worst} steps for {text:?}");
    assert!(
        worst > usize::try_from(PEOPLE).unwrap() / 10,
        "the texts are not the worst: {worst} for {text:?}"
    );
}
