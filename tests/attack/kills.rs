//! Killed at any instant of anything that writes, the folder answers as before, and its keys can be made and revoked.

use std::{
    ffi::OsString,
    path::PathBuf,
    time::{Duration, Instant},
};

use aiguilleur_tests::{Data, Offer, PATIENT, Publisher, Server, fixtures, spawned};
use serde_json::Value;

use super::{Random, rounds};

/// A folder with a publisher, and a depot beside it.
struct World {
    data: Data,
    _publisher: Publisher,
    expected: Value,
}

/// What is killed; every one of them may run again and again.
const WORKS: &[&str] = &["import", "sync", "publish", "prune", "rollback", "keys", "forget", "export"];

impl World {
    fn new() -> Self {
        let (data, publisher) = (Data::empty(), Publisher::start());
        let people = fixtures().into_iter().find(|path| path.to_string_lossy().contains("Personne_activite"));
        let text = std::fs::read(people.unwrap()).unwrap();
        publisher.offer(Offer::People, "PS_LibreAcces_Personne_activite_202611200812.txt", text);
        publisher.configure(&data, PATIENT);
        data.import(&fixtures());
        data.import(&fixtures());
        let expected = data.resolve("99700000500")["decisions"].clone();
        Self { data, _publisher: publisher, expected }
    }

    fn depot(&self) -> String {
        format!("file://{}", self.data.beside("depot").display())
    }

    fn arguments(&self, work: &str) -> Vec<OsString> {
        let data: OsString = self.data.path().into();
        let depot = self.depot();
        let out = self.data.beside("export");
        let words: &[&str] = match work {
            "import" => &["import", "--no-guard"],
            "sync" => &["sync", "--once"],
            "publish" => &["publish", &depot],
            "prune" => &["generations", "prune", "--keep", "2"],
            "rollback" => &["generations", "rollback"],
            "keys" => &["keys", "create", "attaque"],
            "forget" => &["forget", "99700000203"],
            _ => &["export", "--replace", "--parquet", out.to_str().unwrap()],
        };
        let mut arguments: Vec<OsString> = words.iter().map(OsString::from).collect();
        arguments.extend(["--data".into(), data]);
        if work == "import" {
            arguments.extend(fixtures().into_iter().map(PathBuf::into_os_string));
        }
        arguments
    }

    /// Runs `work` and kills it after `span`; whether it was still at work.
    fn kill(&self, work: &str, span: Duration) -> bool {
        let mut child = spawned(self.arguments(work));
        let until = Instant::now() + span;
        // Busy until the instant: a sleeping test would be late.
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        let _already_done = child.kill();
        child.wait().unwrap().code().is_none()
    }

    #[track_caller]
    fn is_whole(&self, what: &str) {
        let answered = self.data.resolve("99700000500")["decisions"].clone();
        assert_eq!(answered, self.expected, "{what}: another answer");
        self.data.run(&["generations", "verify"]).done();
        let key = self.data.run(&["keys", "create", "après", "--json"]).done().json();
        self.data.run(&["keys", "revoke", key["id"].as_str().unwrap()]).done();
    }
}

#[test]
fn whatever_is_killed_costs_nothing() {
    let world = World::new();
    let mut random = Random::new(7);
    let mut whole: Vec<Duration> = Vec::new();
    for work in WORKS {
        let begun = Instant::now();
        let ended = spawned(world.arguments(work)).wait().unwrap();
        // A run to its end, which tells how long it takes; a rollback may have nothing to go back to.
        assert!(ended.success() || *work == "rollback" || *work == "sync", "{work}: {ended}");
        whole.push(begun.elapsed());
    }
    let (mut killed, rounds) = (0, rounds(WORKS.len() + 2, 200));
    for round in 0..rounds {
        let at = round % WORKS.len();
        let span = whole[at].mul_f64(f64::from(u32::try_from(random.below(1_000)).unwrap()) / 1_000.0);
        let inside = world.kill(WORKS[at], span);
        killed += usize::from(inside);
        if !inside {
            whole[at] = whole[at].mul_f64(0.9);
        }
        world.is_whole(&format!("round {round}: {} killed after {span:?}", WORKS[at]));
    }
    println!("kills: {killed} of {rounds} while at work");
    assert!(killed * 3 >= rounds, "only {killed} of {rounds} kills were inside anything");
    world.data.import(&fixtures());
    world.is_whole("the next import");
    world.data.run(&["publish", &world.depot()]).done();
}

#[test]
fn a_server_killed_at_a_job_takes_it_up_or_says_so() {
    let data = Data::of_fixtures();
    let clients = "client_id,rpps\n".to_owned() + &"c,99700000104\n".repeat(2_000);
    for round in 0..rounds(2, 20) {
        let server = Server::start(&data);
        let job = server.ask(aiguilleur_tests::Target {
            method: "POST",
            path: "/v1/jobs/reconcile",
            headers: "content-type: text/csv\r\n",
            body: clients.as_bytes(),
        });
        assert!(matches!(job.status, 200..=202 | 429), "round {round}: {} {}", job.status, job.body);
        drop(server);
        let again = Server::start(&data);
        assert_eq!(again.get("/v1/professionals/99700000104").status, 200, "round {round}");
        let listed = again.get("/v1/jobs");
        assert!(matches!(listed.status, 200 | 404 | 405), "round {round}: {}", listed.body);
    }
}
