//! The demonstration says on every page that its data is invented; what serves real data never does.

use aiguilleur_tests::{Data, Server, Target};

const SAID: &str = "Démonstration : données inventées";

/// Pages of every kind: answers, errors, the sign-in, what explains the API, the frame for other sites.
const PAGES: [&str; 17] = [
    "/",
    "/?q=radiologie",
    "/professionnels/99700000104",
    "/professionnels/99700000104/commande",
    "/professionnels/99700000104?usage=inconnu",
    "/professionnels/99700009999",
    "/professionnels/abc",
    "/certificats",
    "/regles",
    "/connexion",
    "/nulle/part",
    "/docs",
    "/docs/codes",
    "/docs/reference",
    "/docs/errors/not_in_directory",
    "/docs/console",
    "/reconcile/preview?id=pp:899700000104",
];

fn page(server: &Server, path: &str) -> String {
    let answer = server.ask(Target { method: "GET", path, headers: "accept: text/html\r\n", body: b"" });
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{path}");
    answer.body
}

#[test]
fn every_page_of_the_demonstration_says_so() {
    let demo = Server::demo();
    for path in PAGES {
        assert_eq!(page(&demo, path).matches(SAID).count(), 1, "{path}");
    }
    let server = Server::start(&Data::of_fixtures());
    for path in PAGES {
        assert!(!page(&server, path).contains(SAID), "{path}");
    }
}
