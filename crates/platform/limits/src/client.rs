//! Who a request comes from: the peer, or what trusted proxies say.

use std::net::IpAddr;

use crate::network::Network;

/// Entries of `X-Forwarded-For` that are looked at, from the right.
const FORWARDED_MAX: usize = 16;

/// IPv4 addresses live in a corner of the number space that belongs to no IPv6 client (multicast).
const V4_CORNER: u64 = 0xffff_0000_0000_0000;
/// Beyond the bound of remembered clients, clients share this many numbers.
const FOLDED_MAX: u64 = 4096;
const FOLDED_CORNER: u64 = 0xfffe_0000_0000_0000;

/// A client as limits count it: an IPv4 address, or an IPv6 network of 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(u64);

impl Client {
    /// Many clients as one, for when there are more than may be remembered.
    pub(crate) fn folded(self) -> Self {
        // Multiplying by an odd constant spreads neighbours; the high bits are the mixed ones.
        let spread = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        Self(FOLDED_CORNER | (spread % FOLDED_MAX))
    }
}

impl From<IpAddr> for Client {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self(V4_CORNER | u64::from(u32::from(v4))),
            IpAddr::V6(v6) => Self((u128::from(v6) >> 64) as u64),
        }
    }
}

/// The address of the client: the peer, unless it is a trusted proxy; then the rightmost address of `forwarded_for`
/// that is no trusted proxy itself. Everything left of it was written by the client and may be a lie.
#[must_use]
pub fn client_address(peer: IpAddr, trusted: &[Network], forwarded_for: Option<&str>) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if trusted.is_empty() || !is_trusted(peer) {
        return peer;
    }
    let mut nearest = peer;
    for entry in forwarded_for.unwrap_or_default().rsplit(',').take(FORWARDED_MAX) {
        let Ok(address) = entry.trim().parse::<IpAddr>() else { break };
        nearest = address;
        if !is_trusted(address) {
            break;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_about_its_own_peer() {
        let trusted: Vec<Network> = vec!["10.0.0.0/8".parse().expect("a network")];
        let cases = [
            ("1.2.3.4", Some("9.9.9.9"), "1.2.3.4"),
            ("10.0.0.1", None, "10.0.0.1"),
            ("10.0.0.1", Some("9.9.9.9"), "9.9.9.9"),
            ("10.0.0.1", Some("6.6.6.6, 9.9.9.9"), "9.9.9.9"),
            ("10.0.0.1", Some("6.6.6.6, 9.9.9.9, 10.0.0.7"), "9.9.9.9"),
            ("10.0.0.1", Some("nonsense"), "10.0.0.1"),
            ("10.0.0.1", Some("nonsense, 10.0.0.9"), "10.0.0.9"),
        ];
        for (peer, forwarded, expected) in cases {
            let found = client_address(peer.parse().expect("an address"), &trusted, forwarded);
            assert_eq!(found, expected.parse::<IpAddr>().expect("an address"), "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_household_is_one_client() {
        let client = |text: &str| Client::from(text.parse::<IpAddr>().expect("an address"));
        assert_eq!(client("2001:db8:0:1::1"), client("2001:db8:0:1:ffff::2"));
        assert_ne!(client("2001:db8:0:1::1"), client("2001:db8:0:2::1"));
        assert_eq!(client("::ffff:1.2.3.4"), client("1.2.3.4"));
        assert_ne!(client("1.2.3.4"), client("1.2.3.5"));
    }
}
