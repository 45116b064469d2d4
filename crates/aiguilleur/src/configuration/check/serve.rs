//! `[serve]`: addresses, access, limits, quotas.

use std::{io, net::SocketAddr, path::Path};

use aiguilleur_api::{
    Config,
    keys::{KeyFile, KeyRing},
};

use super::{Faults, files};

pub(super) fn check(serve: &Config, data: &Path, faults: &mut Faults) {
    address(serve.listen, "serve.listen", faults);
    address(serve.admin_listen, "serve.admin_listen", faults);
    faults.unless(
        serve.listen != serve.admin_listen || serve.listen.port() == 0,
        "serve.admin_listen",
        "l'exploitation demande une autre adresse que serve.listen",
    );
    access(serve, data, faults);
    origins(serve, faults);
    security(serve, faults);
    legal(serve, faults);
    limits(serve, faults);
    jobs(serve, faults);
}

/// Another process may hold the port, the one that is to be restarted most of all: that is no fault.
fn address(address: SocketAddr, option: &str, faults: &mut Faults) {
    match std::net::TcpListener::bind(address) {
        Err(error) if error.kind() != io::ErrorKind::AddrInUse => {
            faults.add(
                option,
                format!("impossible d'écouter sur {address} : {}", aiguilleur_files::reason(&error)),
            );
        }
        _ => {}
    }
}

fn access(serve: &Config, data: &Path, faults: &mut Faults) {
    faults.unless(
        !(serve.require_keys && serve.allow_anonymous),
        "serve.allow_anonymous",
        "contredit serve.require_keys : l'un ou l'autre",
    );
    faults.unless(
        serve.user_header.is_empty() || !serve.trusted_proxies.is_empty(),
        "serve.user_header",
        "n'est cru que d'un mandataire de serve.trusted_proxies, qui est vide",
    );
    let named = !serve.keys_file.as_os_str().is_empty();
    let path = if named { serve.keys_file.clone() } else { data.join("keys.json") };
    if !named && !path.exists() {
        // Keys are made after the first start: `serve` reports a missing one.
        return;
    }
    files::readable(&path, "serve.keys_file", faults);
    if path.is_file()
        && let Err(error) = KeyRing::open(KeyFile::at(path))
    {
        faults.add("serve.keys_file", files::reason(&error.into()));
    }
}

fn origins(serve: &Config, faults: &mut Faults) {
    for origin in serve.cors_origins.iter().filter(|origin| *origin != "*") {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let bare = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']));
        faults.unless(
            bare,
            "serve.cors_origins",
            &format!("« {origin} » n'est pas une origine (https://exemple.fr)"),
        );
    }
    let webhooks = &serve.webhooks;
    for host in &webhooks.hosts {
        let bare = !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
        faults.unless(
            bare,
            "serve.webhooks.hosts",
            &format!("« {host} » n'est pas un hôte (exemple.fr:8443)"),
        );
    }
    match &webhooks.secret_file {
        Some(path) => files::readable(path, "serve.webhooks.secret_file", faults),
        None => faults.unless(
            webhooks.hosts.is_empty(),
            "serve.webhooks.hosts",
            "aucun rappel ne part sans serve.webhooks.secret_file",
        ),
    }
}

/// RFC 9116: a contact is an address with its scheme, on a line of its own.
fn security(serve: &Config, faults: &mut Faults) {
    for contact in &serve.security_contacts {
        let rest = ["mailto:", "tel:", "https://"].iter().find_map(|scheme| contact.strip_prefix(scheme));
        let whole = rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic()));
        faults.unless(
            whole && (!contact.starts_with("mailto:") || contact.contains('@')),
            "serve.security_contacts",
            &format!("« {contact} » n'est pas une adresse mailto:, tel: ou https://"),
        );
    }
}

fn legal(serve: &Config, faults: &mut Faults) {
    let legal = &serve.legal;
    let contact = legal.contact.as_str();
    let number = contact.chars().filter(char::is_ascii_digit).count() >= 6
        && contact.chars().all(|c| c.is_ascii_digit() || "+ .()".contains(c));
    let known = contact.is_empty() || number || legal.contact_address().is_some();
    faults.unless(
        known && !contact.chars().any(char::is_control),
        "serve.legal.contact",
        "une adresse électronique, un numéro de téléphone ou une adresse https:// est attendu",
    );
    let notice = legal.notice.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
    faults.unless(
        legal.notice.is_empty() || notice && !legal.notice.contains(char::is_whitespace),
        "serve.legal.notice",
        "une adresse https:// est attendue",
    );
    for (option, value) in [("serve.legal.contact", contact), ("serve.legal.notice", legal.notice.as_str())] {
        faults.unless(
            value.is_empty() || !legal.editor.trim().is_empty(),
            option,
            "n'est montré qu'avec serve.legal.editor, qui est vide",
        );
    }
}

fn limits(serve: &Config, faults: &mut Faults) {
    let limits = &serve.limits;
    let sizes = [
        ("body_bytes", limits.body_bytes),
        ("bulk_body_bytes", limits.bulk_body_bytes),
        ("bulk_ids", limits.bulk_ids),
        ("url_bytes", limits.url_bytes),
        ("header_bytes", limits.header_bytes),
        ("headers", limits.headers),
        ("requests_at_once", limits.requests_at_once),
        ("connections", limits.connections),
        ("connections_per_address", limits.connections_per_address),
    ];
    let seconds = [
        ("header_seconds", limits.header_seconds),
        ("request_seconds", limits.request_seconds),
        ("stream_seconds", limits.stream_seconds),
        ("connection_seconds", limits.connection_seconds),
    ];
    let zero = sizes.into_iter().filter(|(_, size)| *size == 0).map(|(name, _)| name);
    let zero = zero.chain(seconds.into_iter().filter(|(_, seconds)| *seconds == 0).map(|(name, _)| name));
    for name in zero {
        faults.add(format!("serve.limits.{name}"), "0 refuserait toutes les requêtes");
    }
    let quotas = &serve.quotas;
    for (name, quota) in [("key", quotas.key), ("address", quotas.address), ("failures", quotas.failures)] {
        for (part, value) in [("per_second", quota.per_second), ("burst", quota.burst)] {
            faults.unless(
                value > 0,
                &format!("serve.quotas.{name}.{part}"),
                "0 refuserait toutes les requêtes",
            );
        }
    }
    faults.unless(serve.freshness.days > 0, "serve.freshness.days", "un jour au moins est attendu");
}

fn jobs(serve: &Config, faults: &mut Faults) {
    let jobs = &serve.jobs;
    faults.unless(jobs.threads > 0, "serve.jobs.threads", "un fil au moins est attendu");
    faults.unless(
        jobs.per_key <= jobs.kept,
        "serve.jobs.per_key",
        "plus que serve.jobs.kept : une clé n'en gardera jamais autant",
    );
    for (name, value) in
        [("body_bytes", jobs.body_bytes), ("records", jobs.records), ("upload_seconds", jobs.upload_seconds)]
    {
        faults.unless(value > 0, &format!("serve.jobs.{name}"), "0 refuserait tous les fichiers");
    }
}
