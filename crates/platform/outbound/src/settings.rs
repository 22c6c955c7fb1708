//! What a client may cost and whom it may call.

use std::time::Duration;

use reqwest::Url;

/// What a client may cost and whom it may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundSettings {
    /// The longest time of a call, over all its attempts and pauses.
    pub deadline: Duration,
    /// The longest time until a connection stands.
    pub connect_timeout: Duration,
    /// Attempts of a call that may be repeated, the first one included; at least 1.
    pub attempts: u32,
    /// When the server is left alone.
    pub breaker: BreakerSettings,
    /// The longest answer that is read, in bytes after decompression.
    pub body_bytes_max: usize,
    /// Calls that run at the same time; the others wait, at the longest until their deadline.
    pub calls_max: usize,
    /// The hosts that may be called, each as `host` or `host:port`; see [`hosts_of`]. An empty list lets nothing
    /// through, so that no address from outside can lead into the shop's own network.
    pub hosts: Vec<String>,
}

/// When a server that fails is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerSettings {
    /// Failed calls in a row after which the breaker opens; at least 1.
    pub failures_to_open: u32,
    /// How long it stays open before one call tries again.
    pub open_for: Duration,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self { failures_to_open: 5, open_for: Duration::from_secs(15) }
    }
}

impl Default for OutboundSettings {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(5),
            connect_timeout: Duration::from_secs(2),
            attempts: 3,
            breaker: BreakerSettings::default(),
            body_bytes_max: 256 * 1024,
            calls_max: 32,
            hosts: Vec::new(),
        }
    }
}

/// The hosts of addresses, as [`OutboundSettings::hosts`] wants them; what is no address is left out.
#[must_use]
pub fn hosts_of<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut hosts: Vec<String> =
        addresses.into_iter().filter_map(|address| host_of(&Url::parse(address).ok()?)).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// `host`, or `host:port` when the port is not the scheme's own; `None` for what is not HTTP.
pub(crate) fn host_of(address: &Url) -> Option<String> {
    let host = address.host_str().filter(|_| matches!(address.scheme(), "http" | "https"))?;
    Some(address.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_taken_from_addresses() {
        let addresses =
            ["https://a.example/x?y", "http://127.0.0.1:8080/", "https://a.example:443", "file:///etc", "?"];
        assert_eq!(hosts_of(addresses), ["127.0.0.1:8080", "a.example"]);
    }
}
