//! Killed at any instant of any step, the worker leaves what was served answering, and the next run completes.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use aiguilleur_tests::{Data, Offer, PATIENT, Publisher, aiguilleur, fixtures};

/// The steps of a run: the words that the program says when it enters one.
const STEPS: [&str; 8] = [
    "téléchargement de PS_LibreAcces",
    "lecture de PS_LibreAcces",
    "écriture : structures FINESS",
    "écriture : professionnels",
    "index de recherche",
    "scellement",
    "publication",
    "retrait des anciennes générations",
];

/// Kills that must have struck inside a run, and inside each step's share of them.
const KILLS: u32 = 56;
const KILLS_EACH: u32 = 4;

/// The longest wait between the first sign of a step and the kill, in microseconds: about what the longest lasts.
/// Each kill that comes too late halves it for its step, which this machine is through sooner.
const SPAN: u64 = 40_000;

/// Draws that are the same on every machine (a multiplicative congruence).
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// The people of the fixtures; each version repeats the last row once more, which changes the file and nobody.
struct Versions {
    publisher: Publisher,
    text: String,
    made: usize,
}

impl Versions {
    fn new() -> Self {
        let path = fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite"));
        let text = std::fs::read_to_string(path.unwrap()).unwrap();
        let mut versions = Self { publisher: Publisher::start(), text, made: 0 };
        versions.next();
        versions
    }

    fn next(&mut self) {
        self.made += 1;
        let last = self.text.lines().last().unwrap();
        let bytes = format!("{}{}", self.text, format!("{last}\n").repeat(self.made)).into_bytes();
        self.publisher.offer(Offer::People, "PS_LibreAcces_Personne_activite_202611200812.txt", bytes);
    }
}

fn decisions(data: &Data) -> serde_json::Value {
    data.resolve("99700000104")["decisions"].clone()
}

/// Waits for a step of a run and kills it some instants later; whether it was still running.
fn killed_in(step: &str, span: u64, versions: &Versions, data: &Data, draws: &mut Draws) -> bool {
    let downloading = step == STEPS[0];
    let stall = downloading.then(|| usize::try_from(draws.below(20_000)).unwrap());
    versions.publisher.stall_after(stall);
    let mut run = aiguilleur(["sync", "--once"]).on(&data.path()).start();
    let entered = run.progress(step);
    let until = Instant::now() + Duration::from_micros(draws.below(span));
    // Busy until the instant: a sleeping test would be late.
    while entered.is_some() && Instant::now() < until {
        std::hint::spin_loop();
    }
    let inside = run.kill();
    versions.publisher.stall_after(None);
    inside
}

#[test]
fn a_worker_killed_at_any_step_costs_nothing() {
    let (mut versions, data, mut draws) = (Versions::new(), Data::empty(), Draws(20_261_121));
    versions.publisher.configure(&data, &format!("keep_generations = 1\n{PATIENT}"));
    data.run(&["sync", "--once"]).done();
    versions.next();
    data.run(&["sync", "--once"]).done();
    let expected = decisions(&data);

    let mut inside = BTreeMap::<&str, u32>::new();
    let mut spans = BTreeMap::from(STEPS.map(|step| (step, SPAN)));
    let mut rounds = 0;
    while inside.values().sum::<u32>() < KILLS
        || STEPS.iter().any(|step| inside.get(step).copied().unwrap_or(0) < KILLS_EACH)
    {
        let step = STEPS[rounds % STEPS.len()];
        let served = data.served();
        versions.next();
        let span = spans.get_mut(step).unwrap();
        if killed_in(step, *span, &versions, &data, &mut draws) {
            *inside.entry(step).or_default() += 1;
        } else {
            *span = (*span / 2).max(1);
        }

        assert!(data.served() >= served, "{step}: an older generation is served");
        assert_eq!(decisions(&data), expected, "{step}: what was served answers no more");
        rounds += 1;
        assert!(rounds < 4 * KILLS as usize, "too few kills strike: {inside:?}");
        // Five and the number of steps have no common divisor: each step is once the last before a whole run.
        if rounds % 5 == 0 {
            completes(&data, &expected);
        }
    }
    versions.next();
    completes(&data, &expected);
    let leftovers = std::fs::read_dir(data.path().join("building")).map_or(0, Iterator::count);
    assert_eq!(leftovers, 0, "what killed runs left is swept");
    let listed = data.run(&["generations", "list", "--json"]).done().json();
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 2, "the one served and one to roll back to: {listed:#?}");
}

/// The run after a kill ends well, and what it leaves is sound and answers.
#[track_caller]
fn completes(data: &Data, expected: &serde_json::Value) {
    data.run(&["sync", "--once"]).done();
    data.run(&["generations", "verify"]).done();
    assert_eq!(decisions(data), *expected);
    data.run(&["sync", "--once"]).done();
    assert_eq!(
        std::fs::read_dir(data.path().join("downloads/PS_LibreAcces_Personne_activite")).unwrap().count(),
        2
    );
}
