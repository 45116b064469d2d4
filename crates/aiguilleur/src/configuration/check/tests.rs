//! Planted faults: each is found, at its line, and the shipped file has none.

use std::path::Path;

use super::*;

fn found(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut layers = Layers::of(&Configuration::default()).unwrap();
    // Any free port: this machine may serve already.
    layers.set("serve.listen", Value::String("127.0.0.1:0".to_owned()), Origin::Default);
    layers.set("serve.admin_listen", Value::String("127.0.0.1:0".to_owned()), Origin::Default);
    layers.file(Path::new("aiguilleur.toml"), text).unwrap();
    let refused = refused(&layers).unwrap();
    let faults =
        if refused.is_empty() { faults(&layers.read().unwrap(), &layers, folder.path()) } else { refused };
    faults.iter().map(ToString::to_string).collect()
}

/// Each on line 2 of its file.
const PLANTED: [(&str, &str); 34] = [
    ("[serve]\nlisten = \"203.0.113.7:80\"", "serve.listen"),
    ("[serve]\nlisten = \"localhost\"", "serve.listen"),
    ("[serve]\nlisten_on = \"127.0.0.1:1\"", "serve.listen_on"),
    ("[server]\nlisten = \"127.0.0.1:1\"", "server.listen"),
    ("[serve]\nkeys_file = \"/nowhere/keys.json\"", "serve.keys_file"),
    ("[serve]\nallow_anonymous = true\nrequire_keys = true", "serve.allow_anonymous"),
    ("[serve]\ntrusted_proxies = [\"nginx\"]", "serve.trusted_proxies"),
    ("[serve]\ncors_origins = [\"exemple.fr/chemin\"]", "serve.cors_origins"),
    ("[serve]\ncache_bytes = -1", "serve.cache_bytes"),
    ("[serve.limits]\nbody_bytes = 0", "serve.limits.body_bytes"),
    ("[serve.limits]\nheaders = \"many\"", "serve.limits.headers"),
    ("[serve.quotas]\nkey = { per_second = 0, burst = 1 }", "serve.quotas.key.per_second"),
    ("[serve.webhooks]\nhosts = [\"exemple.fr\"]", "serve.webhooks.hosts"),
    ("[serve.webhooks]\nsecret_file = \"/nowhere/secret\"", "serve.webhooks.secret_file"),
    ("[serve.jobs]\nthreads = 0", "serve.jobs.threads"),
    ("[sync]\nsources = [\"PS_LibreAcces_Tout\"]", "sync.sources"),
    ("[sync.schedule]\ncron = \"0 25 * * *\"", "sync.schedule.cron"),
    ("[sync.schedule]\ntime_zone = \"Europe/Lutece\"", "sync.schedule.time_zone"),
    ("[sync.schedule]\njitter = \"bientôt\"", "sync.schedule.jitter"),
    ("[sync.publishers.ans]\nbase = \"http://exemple.fr/\"", "sync.publishers.ans.base"),
    ("[sync.publishers.ans]\nca_bundle = \"/nowhere/igc-sante.pem\"", "sync.publishers.ans.ca_bundle"),
    ("[sync.publishers.ans]\nclient_key = \"/nowhere/key.pem\"", "sync.publishers.ans.client_key"),
    ("[sync.guards]\nfloor_percent = 900.0", "sync.guards.floor_percent"),
    ("[sync.retry]\njitter = 2.0", "sync.retry.jitter"),
    ("[sync]\npublish_to = \"s3:seau\"", "sync.publish_to"),
    ("[depot]\nverify_key = \"/nowhere/key.pem\"", "depot.verify_key"),
    ("[import]\nhistory_years = 0", "import.history_years"),
    ("[serve]\nuser_header = \"x-user\"", "serve.user_header"),
    ("[serve]\nsecurity_contacts = [\"securite@exemple.fr\"]", "serve.security_contacts"),
    ("[serve]\nsecurity_contacts = [\"https://exemple.fr/\\n\"]", "serve.security_contacts"),
    ("[serve.legal]\ncontact = \"contact@exemple.fr\"", "serve.legal.contact"),
    ("[serve.legal]\ncontact = \"le service informatique\"\neditor = \"Exemple\"", "serve.legal.contact"),
    ("[serve.legal]\nnotice = \"/mentions\"\neditor = \"Exemple\"", "serve.legal.notice"),
    ("[editeur]\nf413_blank = \"/nowhere/f413.pdf\"", "editeur.f413_blank"),
];

#[test]
fn each_planted_fault_is_found_at_its_line() {
    for (text, option) in PLANTED {
        // A publisher is looked at where a source of its own is fetched.
        let text = if option.starts_with("sync.publishers") {
            format!("{text}\n[sync]\nsources = [\"PS_LibreAcces\"]")
        } else {
            text.to_owned()
        };
        let found = found(&text);
        let start = format!("fichier aiguilleur.toml, ligne 2 : {option} : ");
        assert!(found.iter().any(|fault| fault.starts_with(&start)), "{text}\n{found:#?}");
    }
}

#[test]
fn the_shipped_file_has_no_fault() {
    assert_eq!(found(include_str!("../../../../../deploy/aiguilleur.toml")), Vec::<String>::new());
}
