//! What a site says of itself to anybody: where a flaw is reported, who answers for it by law.

use aiguilleur_api::{
    Config,
    config::Legal,
    keys::{KeyFile, KeyRing},
    router,
};
use axum::{Router, http::StatusCode};

use crate::support::{SCREENS, api, app, configured, get};

const SECURITY: &str = "/.well-known/security.txt";

#[tokio::test]
async fn a_flaw_is_reported_where_the_configuration_says() {
    let contacts = ["mailto:securite@exemple.fr", "https://exemple.fr/securite"];
    let config = Config {
        security_contacts: contacts.map(str::to_owned).into(),
        require_keys: true,
        ..Config::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let keys = KeyRing::open(KeyFile::in_data(folder.path())).unwrap();
    let answer = get(&router(app(config, keys), Router::new(), SCREENS), SECURITY).await;
    assert_eq!(answer.status, StatusCode::OK, "no key is asked for");
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let text = answer.text();
    let lines: Vec<&str> = text.lines().collect();
    let contact = |address: &str| format!("Contact: {address}");
    assert_eq!(lines[..2], contacts.map(contact));
    let end = lines[2].strip_prefix("Expires: ").unwrap().parse::<jiff::Timestamp>().unwrap();
    let now = jiff::Timestamp::now().as_second();
    let days = (end.as_second() - now) / 86400;
    assert!((30..365).contains(&days), "RFC 9116 advises less than a year: {text}");
    assert_eq!(lines[3..], ["Preferred-Languages: fr, en"]);
}

#[tokio::test]
async fn without_a_contact_there_is_no_such_file() {
    let answer = get(&api(), SECURITY).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "no_route"));
}

#[tokio::test]
async fn the_pages_of_the_api_name_who_answers_for_them() {
    let legal = Legal {
        editor: "Éditions <Exemple>".to_owned(),
        contact: "01 99 00 00 00".to_owned(),
        notice: "https://exemple.fr/mentions".to_owned(),
    };
    let named = configured(Config { legal, ..Config::default() });
    let expected = "<footer class=\"legal\">Site édité par Éditions &lt;Exemple&gt; · Contact : 01 99 00 00 00 · \
                    <a href=\"https://exemple.fr/mentions\">Mentions légales</a></footer>";
    for page in
        ["/docs", "/docs/reference", "/docs/codes", "/docs/console", "/docs/errors", "/docs/errors/no_route"]
    {
        assert!(get(&named, page).await.text().contains(expected), "{page}");
        assert!(!get(&api(), page).await.text().contains("class=\"legal\""), "{page}");
    }
}
