//! The address of a caller: the connection's, unless a proxy that is trusted says whose it forwards.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, header, uri::Authority},
};

use crate::config::Config;

static X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection, as the server accepted it.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The address that `peer` calls for: its own, or, from the right, the first one that is no trusted proxy.
///
/// Addresses left of that one come from an untrusted client and are ignored.
pub(super) fn of(config: &Config, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let mut caller = peer;
    for hop in hops(headers).into_iter().rev() {
        if !config.trusts(&caller) {
            break;
        }
        // A proxy that hides the address is the best name there is for who is behind it.
        let Some(address) = hop else { break };
        caller = address;
    }
    caller.to_canonical()
}

/// Whether a request that came over loopback was made elsewhere: a proxy that nobody configured passed it on, it names
/// another host (a site whose name was made to point here), or the page of another site made it.
pub(super) fn is_from_elsewhere(config: &Config, request: &Request) -> bool {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = request.uri().authority().map(Authority::as_str).or_else(|| text(header::HOST));
    let admitted = |origin: &&str| config.cors_origins.iter().any(|known| known == "*" || known == origin);
    let origin = text(header::ORIGIN).filter(|origin| !admitted(origin));
    headers.contains_key(header::FORWARDED)
        || headers.contains_key(&X_FORWARDED_FOR)
        || host.is_some_and(|host| !is_loopback(host))
        || origin.is_some_and(|origin| !origin.split_once("://").is_some_and(|(_, host)| is_loopback(host)))
}

/// Whether a host, with its port or not, is this machine.
fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name).trim_matches(['[', ']']);
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The forwarded addresses, the farthest first; `None` for one that is hidden or unreadable.
fn hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = |name: &HeaderName| {
        let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|line| line.split(',')).collect::<Vec<_>>()
    };
    let forwarded = lines(&header::FORWARDED);
    if forwarded.is_empty() {
        return lines(&X_FORWARDED_FOR).into_iter().map(|text| node(text.trim())).collect();
    }
    forwarded.into_iter().map(forwarded_for).collect()
}

/// The `for=` of one element of `Forwarded` (RFC 7239).
fn forwarded_for(element: &str) -> Option<IpAddr> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        name.eq_ignore_ascii_case("for").then(|| node(value.trim_matches('"')))?
    })
}

/// An address with or without its port, in brackets or not.
fn node(text: &str) -> Option<IpAddr> {
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inside, _)| inside);
    text.parse().ok().or_else(|| bracketed?.parse().ok()).or_else(|| {
        let (address, port) = text.rsplit_once(':')?;
        port.parse::<u16>().ok()?;
        address.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Network;

    fn check(peer: &str, header: &'static str, value: &str, expected: &str) {
        let trusted = ["10.0.0.0/8", "127.0.0.1", "fd00::/8"].map(|text| Network::try_from(text.to_owned()));
        let trusted_proxies = trusted.into_iter().map(Result::unwrap).collect();
        let config = Config { trusted_proxies, ..Config::default() };
        let mut headers = HeaderMap::new();
        headers.insert(header, value.parse().unwrap());
        let found = of(&config, peer.parse().unwrap(), &headers);
        assert_eq!(found, expected.parse::<IpAddr>().unwrap(), "{peer} {header}: {value}");
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        check("192.0.2.1", "x-forwarded-for", "198.51.100.7", "192.0.2.1");
        check("192.0.2.1", "forwarded", "for=198.51.100.7", "192.0.2.1");
        check("10.0.0.1", "x-forwarded-for", "198.51.100.7", "198.51.100.7");
        check("127.0.0.1", "x-forwarded-for", "198.51.100.7, 10.1.1.1", "198.51.100.7");
        check("::ffff:127.0.0.1", "x-forwarded-for", "198.51.100.7", "127.0.0.1");
    }

    #[test]
    fn what_a_stranger_wrote_before_a_proxy_is_not_read() {
        check("10.0.0.1", "x-forwarded-for", "203.0.113.9, 198.51.100.7", "198.51.100.7");
        check("10.0.0.1", "forwarded", "for=203.0.113.9, for=198.51.100.7;proto=https", "198.51.100.7");
        check("10.0.0.1", "forwarded", "for=203.0.113.9, for=unknown", "10.0.0.1");
        check("10.0.0.1", "x-forwarded-for", "203.0.113.9, ,", "10.0.0.1");
    }

    #[test]
    fn every_spelling_of_a_node_is_read() {
        check("10.0.0.1", "forwarded", "For=\"[2001:db8::17]:4711\";by=10.0.0.1", "2001:db8::17");
        check("10.0.0.1", "forwarded", "for=\"198.51.100.7:80\"", "198.51.100.7");
        check("10.0.0.1", "x-forwarded-for", "2001:db8::17", "2001:db8::17");
        check("fd00::1", "x-forwarded-for", "[2001:db8::17]", "2001:db8::17");
        check("10.0.0.1", "x-forwarded-for", "\u{e9}", "10.0.0.1");
    }
}
