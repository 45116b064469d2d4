//! `keys`: API keys made, listed, revoked; only a hash is kept.

use std::fmt::Write;

use aiguilleur_api::keys::{KeyFile, KeyRecord, NewKey};
use aiguilleur_store::DataDir;
use anyhow::{Context, bail};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::Serialize;

use crate::{
    Ending,
    arguments::{Keys, KeysCreate},
    console,
};

/// A key, without what only concerns the file.
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    label: &'a str,
    scopes: Vec<&'static str>,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
    active: bool,
}

impl<'a> From<&'a KeyRecord> for Shown<'a> {
    fn from(key: &'a KeyRecord) -> Self {
        Self {
            id: &key.id,
            label: &key.label,
            scopes: key.scopes.iter().map(|scope| scope.code()).collect(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
            active: key.is_active(Timestamp::now()),
        }
    }
}

pub(crate) fn run(arguments: Keys) -> anyhow::Result<Ending> {
    match arguments {
        Keys::Create(arguments) => create(arguments),
        Keys::List(arguments) => {
            let keys = KeyFile::in_data(&arguments.data.dir()).read()?;
            let shown: Vec<Shown<'_>> = keys.iter().map(Shown::from).collect();
            if arguments.json {
                console::json(&shown)?;
            } else {
                console::print(&text(&shown))?;
            }
            Ok(Ending::Done)
        }
        Keys::Revoke(arguments) => {
            KeyFile::in_data(&arguments.data.dir()).revoke(&arguments.id)?;
            let message = "révoquée ; un serveur en marche la refuse d'ici quelques secondes";
            console::print(&format!("{} : {message}\n", arguments.id))?;
            Ok(Ending::Done)
        }
    }
}

fn create(arguments: KeysCreate) -> anyhow::Result<Ending> {
    let data = DataDir::open(arguments.data.dir())?;
    let mut scopes = arguments.scopes;
    scopes.sort();
    scopes.dedup();
    let expires_at = arguments.expires.as_deref().map(expiry).transpose()?;
    let new = NewKey { label: arguments.label, scopes, expires_at };
    let (key, token) = KeyFile::in_data(data.root()).create(new)?;
    if arguments.json {
        #[derive(Serialize)]
        struct Created<'a> {
            key: &'a str,
            #[serde(flatten)]
            shown: Shown<'a>,
        }
        console::json(&Created { key: &token, shown: Shown::from(&key) })?;
    } else {
        console::print(&format!(
            "{token}\n\nCette clé n'est montrée qu'une fois. Identifiant public : {}.\n",
            key.id
        ))?;
    }
    Ok(Ending::Done)
}

/// A day, to its end in universal time, or a number of days (`90d`).
fn expiry(text: &str) -> anyhow::Result<Timestamp> {
    let end = if let Some(days) = text.strip_suffix(['d', 'j']) {
        let days: i64 = days.parse().with_context(|| format!("« {text} » n'est pas un nombre de jours"))?;
        Timestamp::now().checked_add((days * 24).hours())?
    } else {
        let day: aiguilleur_domain::Date = text
            .parse()
            .with_context(|| format!("« {text} » n'est ni une date ni un nombre de jours (90d)"))?;
        day.tomorrow()?.to_zoned(TimeZone::UTC)?.timestamp()
    };
    if end <= Timestamp::now() {
        bail!("« {text} » est déjà passé");
    }
    Ok(end)
}

fn text(keys: &[Shown<'_>]) -> String {
    if keys.is_empty() {
        return "aucune clé\n".to_owned();
    }
    let mut text = String::new();
    for key in keys {
        let state = match (key.revoked_at, key.expires_at, key.active) {
            (Some(at), ..) => format!("révoquée le {}", at.strftime("%Y-%m-%d")),
            (None, Some(at), true) => format!("valable jusqu'au {}", at.strftime("%Y-%m-%d")),
            (None, Some(at), false) => format!("échue le {}", at.strftime("%Y-%m-%d")),
            (None, None, _) => "sans échéance".to_owned(),
        };
        // Writing to a string does not fail.
        let _infallible = writeln!(text, "{}  {}  {}  {}", key.id, key.scopes.join(","), state, key.label);
    }
    text
}
