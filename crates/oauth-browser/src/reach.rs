//! How far away a host is, by its name alone: no name is resolved, nothing is asked.

use std::net::IpAddr;

/// How far away a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// This computer.
    Loopback,
    /// A private network.
    Private,
    /// Anywhere else, or not known.
    Public,
}

/// How far away `host` is, by its name alone: names are not resolved.
pub fn reach(host: &str) -> Reach {
    let host = host
        .strip_prefix('[')
        .and_then(|h| h.strip_suffix(']'))
        .unwrap_or(host)
        .trim_end_matches('.');
    match host.parse() {
        Ok(IpAddr::V4(ip)) if ip.is_loopback() || ip.is_unspecified() => Reach::Loopback,
        Ok(IpAddr::V4(ip)) if ip.is_private() || ip.is_link_local() => Reach::Private,
        Ok(IpAddr::V6(ip)) if ip.is_loopback() => Reach::Loopback,
        Ok(IpAddr::V6(ip)) if ip.is_unique_local() || ip.is_unicast_link_local() => Reach::Private,
        Err(_) if is_under(host, "localhost") => Reach::Loopback,
        Err(_) if is_under(host, "local") => Reach::Private,
        Ok(_) | Err(_) => Reach::Public,
    }
}

fn is_under(host: &str, suffix: &str) -> bool {
    host.rsplit('.')
        .next()
        .is_some_and(|last| last.eq_ignore_ascii_case(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_of_hosts() {
        for (host, expected) in [
            ("127.0.0.1", Reach::Loopback),
            ("127.8.9.1", Reach::Loopback),
            ("0.0.0.0", Reach::Loopback),
            ("[::1]", Reach::Loopback),
            ("localhost", Reach::Loopback),
            ("app.LOCALHOST.", Reach::Loopback),
            ("10.0.0.1", Reach::Private),
            ("172.31.255.255", Reach::Private),
            ("172.32.0.1", Reach::Public),
            ("192.168.1.1", Reach::Private),
            ("169.254.1.1", Reach::Private),
            ("[fd00::1]", Reach::Private),
            ("[fe80::1]", Reach::Private),
            ("printer.local", Reach::Private),
            ("notlocalhost", Reach::Public),
            ("localhost.example", Reach::Public),
            ("8.8.8.8", Reach::Public),
            ("[2001:db8::1]", Reach::Public),
            ("", Reach::Public),
        ] {
            assert_eq!(reach(host), expected, "{host}");
        }
    }
}
