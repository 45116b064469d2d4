//! `health`: whether a server of this machine serves, asked as a container's health check asks: with no other program.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, bail};
use serde_json::Value;
use toml::Value as Setting;

use crate::{Ending, arguments::Health, configuration, console};

/// Longer than any answer of a server that works, shorter than the time-out of a container's check.
const PATIENCE: Duration = Duration::from_secs(3);

/// More than the answer ever is: one line a source.
const MOST: u64 = 64 << 10;

pub(crate) fn run(arguments: &Health) -> anyhow::Result<Ending> {
    let given = arguments.admin_listen.map(|address| Setting::String(address.to_string()));
    let given = given.map(|address| ("serve.admin_listen", address)).into_iter().collect();
    let (configuration, _) = configuration::read(&arguments.place, given)?;
    let address = reachable(configuration.serve.admin_listen);
    let answer =
        ask(address).with_context(|| format!("personne ne répond à l'exploitation sur {address}"))?;
    let ready = read(&answer).with_context(|| format!("le serveur de {address} n'est pas prêt"))?;
    console::print(&format!("http://{address}/ready : {}\n", summary(&ready)))?;
    Ok(Ending::Done)
}

/// Where a listener on every address is asked from its own machine.
fn reachable(listening: SocketAddr) -> SocketAddr {
    let loopback = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(loopback, listening.port())
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET /ready HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(MOST).read_to_string(&mut answer)?;
    Ok(answer)
}

/// What the server says of itself, if it says that it serves.
fn read(answer: &str) -> anyhow::Result<Value> {
    let (head, body) = answer.split_once("\r\n\r\n").context("la réponse n'est pas du HTTP")?;
    let status = head.lines().next().unwrap_or_default();
    if status.split(' ').nth(1) != Some("200") {
        bail!("réponse « {status} »");
    }
    serde_json::from_str(body).context("la réponse n'est pas celle d'Aiguilleur")
}

/// One line, which names stale sources: the server answers with them too. Several files of one source are named once.
fn summary(ready: &Value) -> String {
    let text = |name: &str| ready[name].as_str().unwrap_or("inconnue");
    let stale = ready["sources"].as_array().into_iter().flatten().filter(|source| source["stale"] == true);
    let stale: BTreeSet<&str> = stale.filter_map(|source| source["name"].as_str()).collect();
    let served = format!("génération {} servie", text("generation"));
    if stale.is_empty() {
        return served;
    }
    format!("{served} ; données anciennes : {}", Vec::from_iter(stale).join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_asked_on_the_loopback() {
        let check = |listening: &str, asked: &str| {
            assert_eq!(reachable(listening.parse().unwrap()).to_string(), asked, "{listening}");
        };
        check("0.0.0.0:9090", "127.0.0.1:9090");
        check("[::]:9090", "[::1]:9090");
        check("10.1.2.3:9090", "10.1.2.3:9090");
    }

    #[test]
    fn only_a_server_that_serves_is_ready() {
        let ready = "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"ready\"}";
        assert_eq!(read(ready).unwrap()["status"], "ready");
        for answer in ["", "SSH-2.0", "HTTP/1.1 503 Busy\r\n\r\n{}", "HTTP/1.1 200 OK\r\n\r\nok\n"] {
            assert!(read(answer).is_err(), "{answer}");
        }
    }

    #[test]
    fn what_is_old_is_named() {
        let source = |name: &str, stale: bool| serde_json::json!({"name": name, "stale": stale});
        let sources = [source("rpps", true), source("finess", false), source("rpps", true)];
        let ready = serde_json::json!({"generation": "g", "sources": sources});
        assert_eq!(summary(&ready), "génération g servie ; données anciennes : rpps");
    }
}
