//! Several processes on one data folder: any number read, one builds, a server follows what is published.

use aiguilleur_tests::{Data, Server, fixtures};

#[test]
fn two_servers_and_a_command_read_at_once() {
    let data = Data::of_fixtures();
    let (one, two) = (Server::start(&data), Server::start(&data));
    let path = "/v1/professionals/99700000104/decisions?as_of=2026-11-20";
    let (first, second) = (one.get(path), two.get(path));
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(first.body, second.body);
    assert_eq!(data.resolve("99700000104"), first.json(), "the command line and HTTP answer the same");
}

#[test]
fn commands_read_together() {
    let data = Data::of_fixtures();
    let expected = data.resolve("99700000252");
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..6).map(|_| scope.spawn(|| data.resolve("99700000252"))).collect();
        for reader in readers {
            assert_eq!(reader.join().unwrap(), expected);
        }
    });
}

#[test]
fn a_server_keeps_answering_while_a_generation_is_built_and_follows_it() {
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    let before = server.get("/v1/status").json()["generation"].clone();
    data.import(&fixtures());
    let published = data.served();
    assert_ne!(before, published.as_str());
    // The server looks at the pointer every other second; each question is an answer from one or the other.
    let started = std::time::Instant::now();
    loop {
        let status = server.get("/v1/status");
        assert_eq!(status.status, 200, "{}", status.body);
        let now = status.json()["generation"].clone();
        if now == published.as_str() {
            break;
        }
        assert_eq!(now, before);
        assert!(started.elapsed().as_secs() < 120, "the server does not follow what is published");
    }
}

#[test]
fn a_prune_under_a_server_takes_nothing_from_it() {
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    data.import(&fixtures());
    data.run(&["generations", "prune", "--keep", "0"]).done();
    let response = server.get("/v1/professionals/99700000104/decisions");
    assert_eq!(response.status, 200, "{}", response.body);
}
