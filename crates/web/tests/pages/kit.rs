//! « Préparer la commande » without a browser: the PDF says what the decision says, and a private key is kept nowhere.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::site::Site;

struct Answer {
    status: StatusCode,
    media_type: String,
    cookie: Option<String>,
    bytes: Vec<u8>,
}

async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let text = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (media_type, cookie) = (text(header::CONTENT_TYPE).unwrap_or_default(), text(header::SET_COOKIE));
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec();
    Answer { status, media_type, cookie, bytes }
}

async fn get(router: &Router, address: &str) -> Answer {
    ask(router, Request::get(address).body(Body::empty()).unwrap()).await
}

async fn text(router: &Router, address: &str) -> String {
    String::from_utf8(get(router, address).await.bytes).unwrap()
}

#[tokio::test]
async fn a_kit_has_its_page_and_its_files() {
    let site = Site::with_cards();
    let router = aiguilleur_web::router::<()>(site.pages());
    let page = text(&router, "/professionnels/99700000104/commande?usage=dmp&usage=insi_manu").await;
    for said in [
        "Préparer la commande",
        "99700000104007",
        "499700000104007",
        "carte n° 2900000018",
        "INSI-MANU",
        "Message au client",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let form = get(&router, "/professionnels/99700000104/commande/F413.pdf").await;
    assert_eq!((form.status, form.media_type.as_str()), (StatusCode::OK, "application/pdf"));
    assert!(form.bytes.starts_with(b"%PDF-"));
    let dates = text(&router, "/professionnels/99700000104/commande/calendrier.ics").await;
    assert!(dates.starts_with("BEGIN:VCALENDAR") && dates.contains("SUMMARY:Renouveler"), "{dates}");
    let configuration =
        text(&router, "/professionnels/99700000104/commande/1-ORG-AUTH_CLI.cnf?usage=insi_manu").await;
    assert!(configuration.ends_with("CN = INSI-MANU\n"), "{configuration}");
    let none = get(&router, "/professionnels/99700000104/commande/..%2Fsecret").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn where_nothing_is_ordered_the_page_says_what_to_ask() {
    let site = Site::new();
    let router = aiguilleur_web::router::<()>(site.pages());
    let page = text(&router, "/professionnels/99700000153/commande").await;
    assert!(
        page.contains("Rien à commander en l'état") || page.contains("Rien à commander en l&#39;état"),
        "{page}"
    );
    assert!(!page.contains(".pdf"), "no form without an order");
}

#[tokio::test]
async fn usages_are_kept_for_the_next_call() {
    let site = Site::new();
    let router = aiguilleur_web::router::<()>(site.pages());
    let chosen = get(&router, "/professionnels/99700000104?usage=insi_manu").await;
    let cookie = chosen.cookie.unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let pair = cookie.split(';').next().unwrap().to_owned();
    let next =
        Request::get("/professionnels/99700000146").header(header::COOKIE, pair).body(Body::empty()).unwrap();
    let page = String::from_utf8(ask(&router, next).await.bytes).unwrap();
    assert!(page.contains("INSI-MANU"), "the usage of the last call");
    assert!(!text(&router, "/professionnels/99700000146").await.contains("INSI-MANU"));
}

#[tokio::test]
async fn a_private_key_is_refused_and_not_shown_back() {
    let site = Site::new();
    let router = aiguilleur_web::router::<()>(site.pages());
    let key =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nTm90QUtleUF0QWxs\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let body: String = form_urlencoded::Serializer::new(String::new()).append_pair("texte", key).finish();
    for address in ["/certificats", "/certificats/echeances.ics"] {
        let posted = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.clone()))
            .unwrap();
        let page = String::from_utf8(ask(&router, posted).await.bytes).unwrap();
        assert!(page.contains("ni lue ni gardée"), "{address}: {page}");
        assert!(!page.contains("Tm90QUtleUF0QWxs"), "{address}");
    }
}
