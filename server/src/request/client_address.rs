//! Whose request it is, as a network address. A forwarded address is believed
//! only from a proxy the operator named, and only the hop nearest to us that is
//! not itself such a proxy: everything further left is the client's own claim.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::HeaderMap;
use ipnet::IpNet;

pub const FORWARDED_FOR: &str = "x-forwarded-for";

/// The other end of the socket; set by the accept loop.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The client, seen through proxies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress {
    pub address: IpAddr,
    /// Whether a proxy told us; then the accept loop has not counted it.
    pub forwarded: bool,
}

/// What limits count as one client: an IPv4 address or an IPv6 /64, because one
/// household or host gets a whole /64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(four) => Self(IpAddr::V4(four)),
            IpAddr::V6(six) => Self(IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & (!0 << 64)))),
        }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ClientAddress {
    pub fn network(self) -> Network {
        Network::of(self.address)
    }
}

pub fn in_any(networks: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    networks.iter().any(|network| network.contains(&address))
}

/// The client behind `peer`, by `X-Forwarded-For` when the peer is believed.
pub fn locate(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> ClientAddress {
    let direct = ClientAddress { address: peer.to_canonical(), forwarded: false };
    if !in_any(trusted, peer) {
        return direct;
    }
    let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut nearest = direct;
    for hop in hops.into_iter().rev() {
        // A hop we cannot read ends the chain: beyond it nothing is vouched for.
        let Some(address) = hop_address(hop) else { break };
        nearest = ClientAddress { address, forwarded: true };
        if !in_any(trusted, address) {
            break;
        }
    }
    nearest
}

/// Some proxies add the port, some the brackets of a host.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    let plain = bare.parse::<IpAddr>().ok();
    plain.or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip())).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        locate(peer.parse().unwrap(), &headers, &trusted).address.to_string()
    }

    #[test]
    fn nobody_can_claim_an_address_without_a_trusted_proxy() {
        assert_eq!(seen("192.0.2.1", &["203.0.113.9"], &[]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1", &["203.0.113.9"], &["10.0.0.0/8"]), "192.0.2.1");
    }

    #[test]
    fn the_rightmost_untrusted_hop_is_the_client() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(seen("10.0.0.1", &["203.0.113.9"], &trusted), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4, 203.0.113.9, 10.0.0.2"], &trusted), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4", "203.0.113.9:5123"], &trusted), "203.0.113.9");
    }

    #[test]
    fn an_ipv6_hop_is_read_as_proxies_write_it() {
        for hop in ["2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:5123"] {
            assert_eq!(seen("10.0.0.1", &[hop], &["10.0.0.0/8"]), "2001:db8::1", "{hop}");
        }
    }

    #[test]
    fn a_hop_that_cannot_be_read_ends_the_chain() {
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, unknown"], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
    }

    #[test]
    fn an_ipv4_address_in_ipv6_clothes_is_the_same_network() {
        let plain: IpAddr = "192.0.2.1".parse().unwrap();
        let dressed: IpAddr = "::ffff:192.0.2.1".parse().unwrap();
        assert_eq!(Network::of(plain), Network::of(dressed));
    }
}
