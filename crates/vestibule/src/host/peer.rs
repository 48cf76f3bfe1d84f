//! Which address a request comes from. Behind a proxy that is what the proxy says, and only a proxy
//! that is named is believed: anybody can write `X-Forwarded-For`.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::throttle::Peer;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address behind the proxies: each has appended whom it was asked by, so the last one that is
/// no proxy itself is whom the first proxy has seen. What stands before may be made up.
pub(super) fn peer(connected: Option<IpAddr>, headers: &HeaderMap, proxies: &[IpAddr]) -> Peer {
    let is_proxy = |address: &IpAddr| proxies.contains(&address.to_canonical());
    let Some(mut peer) = connected else {
        return Peer(None);
    };
    let forwarded: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .map(str::trim)
        .collect();
    for text in forwarded.into_iter().rev() {
        if !is_proxy(&peer) {
            break;
        }
        match address(text) {
            Some(address) => peer = address,
            None => break,
        }
    }
    Peer(Some(peer))
}

/// Some proxies append the port too, or write IPv6 in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse().ok();
    address.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn told(connected: &str, forwarded: &[&str]) -> String {
        let proxies = ["127.0.0.1".parse().unwrap(), "10.0.0.1".parse().unwrap()];
        let headers = forwarded
            .iter()
            .map(|value| {
                (
                    HeaderName::from_static(FORWARDED_FOR),
                    value.parse().unwrap(),
                )
            })
            .collect();
        let Peer(peer) = peer(Some(connected.parse().unwrap()), &headers, &proxies);
        peer.unwrap().to_string()
    }

    #[test]
    fn only_named_proxies_are_believed() {
        for (connected, forwarded, expected) in [
            ("192.0.2.1", &[][..], "192.0.2.1"),
            ("192.0.2.1", &["198.51.100.1"], "192.0.2.1"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            // Made up by the client, before what the proxy has appended.
            ("127.0.0.1", &["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
            (
                "127.0.0.1",
                &["203.0.113.9", "198.51.100.1"],
                "198.51.100.1",
            ),
            // Two proxies.
            (
                "127.0.0.1",
                &["203.0.113.9, 198.51.100.1, 10.0.0.1"],
                "198.51.100.1",
            ),
            ("127.0.0.1", &["2001:db8::1"], "2001:db8::1"),
            // With the port, as some proxies have it.
            ("127.0.0.1", &["198.51.100.1:49152"], "198.51.100.1"),
            ("127.0.0.1", &["[2001:db8::1]:49152"], "2001:db8::1"),
            ("127.0.0.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("127.0.0.1", &["198.51.100.1:x"], "127.0.0.1"),
            // What is no address says nothing.
            ("127.0.0.1", &["198.51.100.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", &[""], "127.0.0.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
        ] {
            assert_eq!(told(connected, forwarded), expected, "{forwarded:?}");
        }
        assert_eq!(peer(None, &HeaderMap::new(), &[]), Peer(None));
    }
}
