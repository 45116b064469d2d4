//! Both listeners under the worst texts that were found: everything is answered, and nothing stops.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use aiguilleur_tests::{Data, Server, Target};

use super::{Random, rounds};

/// The worst bodies for the reconciliation service: many words of one letter, frequent words, nearly words.
fn bodies(random: &mut Random) -> Vec<String> {
    let letters = |random: &mut Random| {
        let words: Vec<String> =
            (0..20).map(|_| char::from(b'a' + u8::try_from(random.below(26)).unwrap()).to_string()).collect();
        words.join("+")
    };
    let frequent = "marie+jean+martin+centre+hospitalier+medecin+paris+cabinet+docteur+saint+maison+clinique";
    let nearly = "marrtin+duppont+rouenne+cabinett+radiologgie+hospitallier+medecinn+pariss";
    let long = "abcdefghijklmnopqrstuvwxyz".repeat(15);
    let queries = |text: &str| {
        let query = |n: usize| format!("\"q{n}\":{{\"query\":\"{text}\"}}");
        format!("queries={{{}}}", (0..100).map(query).collect::<Vec<_>>().join(","))
    };
    let texts = [letters(random), frequent.to_owned(), nearly.to_owned(), long];
    texts.iter().map(|text| queries(text)).collect()
}

#[test]
fn the_worst_texts_stop_nobody() {
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    let done = AtomicBool::new(false);
    let mut random = Random::new(3);
    let bodies = bodies(&mut random);
    thread::scope(|scope| {
        let others: Vec<_> = (0..8)
            .map(|client| {
                let (server, bodies) = (&server, &bodies);
                scope.spawn(move || {
                    for round in 0..rounds(2, 40) {
                        let body = bodies[(client + round) % bodies.len()].as_bytes();
                        let headers = "content-type: application/x-www-form-urlencoded\r\n";
                        let target = Target { method: "POST", path: "/reconcile", headers, body };
                        let answer = server.ask(target);
                        assert!(matches!(answer.status, 200 | 408 | 429 | 503), "{}", answer.status);
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                assert_eq!(server.admin("/live").status, 200);
                assert_eq!(server.get("/v1/professionals/99700000104").status, 200);
            }
        });
        for other in others {
            other.join().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
}
