//! Who may ask: a page of another site must not read the preview, under whatever name it has this address resolved
//! (DNS rebinding).

use std::net::IpAddr;

/// The names under which the preview is reached.
#[derive(Debug, Clone)]
pub struct Hosts {
    own: String,
    /// Whether other machines may ask. They know the address only, and an address cannot be rebound.
    is_open: bool,
}

impl Hosts {
    /// For a server bound to this host.
    #[must_use]
    pub fn new(host: &str) -> Self {
        let own = plain(host);
        Self { is_open: !is_loopback(&own), own }
    }

    /// Whether only this machine can reach the server.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        !self.is_open
    }

    /// Whether a request with this `Host` and `Origin` may be answered.
    #[must_use]
    pub fn admits(&self, host: Option<&str>, origin: Option<&str>) -> bool {
        let origin_host = origin.map(|o| o.split_once("://").map_or("", |(_, host)| host));
        host.is_some_and(|h| self.knows(h)) && origin_host.is_none_or(|o| self.knows(o) && host == Some(o))
    }

    fn knows(&self, authority: &str) -> bool {
        let name = plain(name(authority));
        name == self.own || is_loopback(&name) || (self.is_open && name.parse::<IpAddr>().is_ok())
    }
}

fn is_loopback(name: &str) -> bool {
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// `[::1]:8080` → `[::1]`; `localhost:8080` → `localhost`.
fn name(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && is_whole(name) => name,
        _ => authority,
    }
}

/// Whether a colon in it does not belong to an address without brackets.
fn is_whole(name: &str) -> bool {
    !name.contains(':') || name.ends_with(']')
}

fn plain(name: &str) -> String {
    name.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    fn check(bound: &str, host: Option<&str>, origin: Option<&str>, expect: bool) {
        assert_eq!(Hosts::new(bound).admits(host, origin), expect, "{bound} {host:?} {origin:?}");
    }

    #[test]
    fn only_its_own_names() {
        check("127.0.0.1", Some("127.0.0.1:8080"), None, true);
        check("127.0.0.1", Some("localhost:8080"), None, true);
        check("127.0.0.1", Some("LOCALHOST"), None, true);
        check("::1", Some("[::1]:8080"), None, true);
        check("127.0.0.1", Some("evil.example:8080"), None, false);
        check("127.0.0.1", Some("127.0.0.1.evil.example"), None, false);
        check("127.0.0.1", Some("192.168.1.5:8080"), None, false);
        check("127.0.0.1", None, None, false);
        check("0.0.0.0", Some("192.168.1.5:8080"), None, true);
        check("0.0.0.0", Some("evil.example:8080"), None, false);
        check("desk.local", Some("desk.local:8080"), None, true);
    }

    #[test]
    fn only_its_own_pages() {
        check("127.0.0.1", Some("localhost:8080"), Some("http://localhost:8080"), true);
        check("127.0.0.1", Some("localhost:8080"), Some("http://localhost:3000"), false);
        check("127.0.0.1", Some("localhost:8080"), Some("http://evil.example"), false);
        check("127.0.0.1", Some("localhost:8080"), Some("null"), false);
    }
}
