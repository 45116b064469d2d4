//! The pages without a browser: statuses, headers, sizes, escaping.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "pages/kit.rs"]
mod kit;
mod site;

use std::sync::Arc;

use aiguilleur_web::Frame;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use site::{ENDED, Site};
use tower::ServiceExt;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

struct Pages {
    router: Router,
    _site: Site,
}

impl Pages {
    fn over(site: Site) -> Self {
        Self { router: aiguilleur_web::router(site.pages()), _site: site }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).unwrap()).await
    }
}

/// One page of each kind, by what it shows.
const PAGES: [&str; 11] = [
    "/",
    "/?q=marie+martin",
    "/?q=nobody+at+all",
    "/professionnels/99700000104",
    "/professionnels/99700000500?usage=dmp&usage=insi_manu&usage=roc",
    "/professionnels/99700000104/formulaires/1",
    "/professionnels/0991000019",
    "/structures/1990010019",
    "/structures/399900002900010",
    "/structures/1990001018",
    "/groupes/99000000017",
];

#[tokio::test]
async fn every_page_is_guarded_and_light() {
    let pages = Pages::over(Site::new());
    let mut static_bytes = 0;
    for address in PAGES {
        let page = pages.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let policy = page.header(&header::CONTENT_SECURITY_POLICY);
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(page.header(&header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(page.header(&header::REFERRER_POLICY), "same-origin");
        // A link loads nothing until it is followed.
        let loaded = page.text.replace("<a href=\"https://", "<a href=\"");
        for inline in ["<style", " style=", " onclick=", "http://", "https://"] {
            assert!(!loaded.contains(inline), "{address} holds {inline}");
        }
        static_bytes = linked(&pages, &page.text).await;
        // Usages are chosen on a page whose files are there already.
        let first_view = page.text.len() + if address.contains("usage=") { 0 } else { static_bytes };
        assert!(first_view < 50_000, "{address}: {first_view} bytes");
    }
    assert!(static_bytes > 5_000, "the style and the script were counted");
}

/// Bytes of the files that a page loads, each of which must be kept for long.
async fn linked(pages: &Pages, text: &str) -> usize {
    let mut bytes = 0;
    for address in text.split('"').filter(|part| part.starts_with("/static/")) {
        let file = pages.get(address).await;
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert!(file.header(&header::CACHE_CONTROL).contains("immutable"), "{address}");
        bytes += file.text.len();
    }
    bytes
}

#[tokio::test]
async fn the_decision_comes_first() {
    let pages = Pages::over(Site::new());
    for (address, expect) in [
        ("/professionnels/99700000104", "Commander sur le RPPS-rang 99700000104007"),
        ("/professionnels/99700000146", "Commander sur le SIRET 99900001100018"),
        ("/professionnels/99700000252", "commande sur le FINESS juridique 990001018"),
        ("/structures/1990010068", "commande sur le FINESS géographique 990010068"),
    ] {
        let page = pages.get(address).await.text;
        let sentence = page.find(expect).unwrap_or_else(|| panic!("{address}: {expect}"));
        assert!(sentence < page.find("Pourquoi").unwrap(), "{address}");
    }
}

#[tokio::test]
async fn an_scm_siret_can_never_be_copied() {
    let pages = Pages::over(Site::new());
    for address in
        ["/professionnels/99700000153", "/professionnels/99700000161", "/structures/399900002900010"]
    {
        let page = pages.get(address).await.text;
        assert!(page.contains("SCM : ne jamais commander sur son SIRET"), "{address}");
        assert!(!page.contains("data-copy=\"99900002900010\""), "{address}");
    }
}

#[tokio::test]
async fn an_ended_activity_is_said_before_anything() {
    let pages = Pages::over(Site::second_day());
    let page = pages.get(&format!("/professionnels/{ENDED}")).await.text;
    let said = "N'apparaît plus, vue pour la dernière fois le 20 novembre 2026";
    let alarm = page.replace("&#39;", "'").find(said).expect("an absence, not a date");
    assert!(alarm < page.find("class=\"verdict\"").unwrap());
    assert!(page.contains("Plus aucune activité en cours"));
    let found = pages.get("/fragments/resultats?q=anselme+pradier").await;
    assert!(found.text.contains("Activité terminée"), "in the list too");
}

#[tokio::test]
async fn identifiers_go_to_their_record() {
    let pages = Pages::over(Site::new());
    for (query, expect) in [
        ("99700000104", "/professionnels/99700000104"),
        ("997+0000+0104", "/professionnels/99700000104"),
        ("899700000104", "/professionnels/99700000104"),
        ("99700000104007", "/structures/499700000104007"),
        ("999+000+029+00010", "/structures/399900002900010"),
        ("990010019", "/structures/1990010019"),
    ] {
        let answer = pages.get(&format!("/?q={query}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{query}");
        assert_eq!(answer.header(&header::LOCATION), expect, "{query}");
    }
}

#[tokio::test]
async fn the_only_record_found_opens_unless_its_name_was_guessed() {
    let pages = Pages::over(Site::new());
    let answer = pages.get("/?q=hortense+vauquelin").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(answer.header(&header::LOCATION), "/professionnels/99700000104");
    let guessed = pages.get("/?q=hortense+vauqelin").await;
    assert_eq!(guessed.status, StatusCode::OK);
    assert!(guessed.text.contains("hit-answer"), "what to order on is beside it: {}", guessed.text);
}

#[tokio::test]
async fn errors_say_what_to_try() {
    let pages = Pages::over(Site::new());
    for (address, status, expect) in [
        ("/professionnels/99700000105", 400, "La clé de ce numéro est fausse"),
        ("/professionnels/abc", 400, "Ce numéro n"),
        ("/professionnels/1.23E%2B13", 400, "tableur"),
        ("/structures/990099999", 400, "fausse"),
        ("/structures/990009995", 404, "ne connaît pas ce numéro"),
        ("/professionnels/99700000997", 404, "ne connaît pas ce numéro"),
        ("/groupes/12", 404, "Aucun groupement"),
        ("/professionnels/99700000104?usage=nothing", 400, "nothing"),
        ("/professionnels/99700000104/formulaires/9", 404, "Aucun formulaire"),
    ] {
        let page = pages.get(address).await;
        assert_eq!(page.status.as_u16(), status, "{address}");
        assert!(page.text.contains(expect), "{address}: {}", page.text);
        assert!(page.text.contains("À essayer"), "{address}");
    }
}

#[tokio::test]
async fn every_rule_can_be_pointed_at() {
    let pages = Pages::over(Site::new());
    let page = pages.get("/regles").await;
    assert_eq!(page.status, StatusCode::OK);
    for rule in aiguilleur_resolver::rules() {
        let entry = page.text.split_once(&format!("<article class=\"rule\" id=\"{}\">", rule.id));
        let (_, entry) = entry.unwrap_or_else(|| panic!("{} is missing", rule.id));
        let entry = entry.split_once("</article>").unwrap().0;
        assert_eq!(entry.matches("<li>").count(), rule.citations.len(), "{}", rule.id);
    }
    let decided = pages.get("/professionnels/99700000104").await.text;
    let links: Vec<&str> =
        decided.split("href=\"/regles#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.contains(&"R-RAD-CAB"), "{links:?}");
    for link in links {
        assert!(page.text.contains(&format!("id=\"{link}\"")), "{link}");
    }
}

#[tokio::test]
async fn the_not_found_page_says_what_to_try() {
    let response = aiguilleur_web::lost(&Frame::default());
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY));
    let text = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    assert!(text.contains("À essayer") && text.contains("name=\"q\""), "{text}");
}

#[tokio::test]
async fn hostile_text_stays_text() {
    let pages = Pages::over(Site::new());
    let long = "a".repeat(10_000);
    for query in [
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%22%3E%3Cimg%20src=x%3E",
        "%00%0A%E2%80%AE",
        "AND%20OR%20*:*",
        &long,
    ] {
        let page = pages.get(&format!("/?q={query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        for markup in ["<script>", "<img"] {
            assert!(!page.text.contains(markup), "{query}");
        }
        let page = pages.get(&format!("/fragments/resultats?q={query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
    }
    let page = pages.get("/professionnels/%3Cb%3E").await;
    assert!(page.text.contains("&#60;b&#62;"), "{}", page.text);
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let pages = Pages::over(Site::new());
    let first = pages.get("/professionnels/99700000104").await;
    let tag = first.header(&header::ETAG).to_owned();
    let again = Request::get("/professionnels/99700000104").header(header::IF_NONE_MATCH, tag);
    let again = pages.ask(again.body(Body::empty()).unwrap()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.text.is_empty());
}

#[tokio::test]
async fn the_foot_of_every_page_names_who_answers_for_it() {
    let site = Site::new();
    let frame = site.pages().frame(&site.host.snapshot());
    let bare = aiguilleur_web::router(aiguilleur_web::Site::new(Arc::clone(&site.host)));
    let expected = "<p class=\"legal\">Site édité par Éditions &#60;Exemple&#62; · Contact : \
                    <a href=\"mailto:correspondant-des-professionnels-de-sante@exemple.fr\">\
                    correspondant-des-professionnels-de-sante@exemple.fr</a> · \
                    <a href=\"https://exemple.fr/mentions?a=1&#38;b=2\">Mentions légales</a></p>";
    let pages = Pages::over(site);
    for address in PAGES.into_iter().chain(["/regles", "/certificats", "/professionnels/1", "/structures/x"])
    {
        let text = pages.get(address).await.text;
        assert!(text.contains(expected), "{address}: {text}");
    }
    for response in [aiguilleur_web::lost(&frame), aiguilleur_web::sign_in(&frame, None, "/")] {
        let text = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        assert!(std::str::from_utf8(&text).unwrap().contains(expected));
    }
    let bare = Pages { router: bare, ..pages };
    assert!(!bare.get("/").await.text.contains("class=\"legal\""));
}
