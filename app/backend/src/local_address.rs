//! Which addresses are closed to others: this machine, its neighbours, and whatever is no address of the internet at all.
//! What is sent to an address that somebody typed could otherwise be made to knock there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

pub(crate) fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

/// As far as the address itself says it; a name is looked up when something is sent.
pub(crate) fn is_private_literal(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private(address.into()),
        Some(Host::Ipv6(address)) => is_private(address.into()),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => true,
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let for_tests = first == 198 && (second == 18 || second == 19);
    let of_protocols = first == 192 && second == 0 && third == 0;
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || shared
        || for_tests
        || of_protocols
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // Through these an address of the other kind is reached.
    let [.., high, low] = parts;
    let inner = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    let translated = parts[..6] == [0x64, 0xff9b, 0, 0, 0, 0] && is_private_v4(inner);
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || parts[0] == 0x2002
        || parts[..6] == [0; 6]
        || (parts[0] == 0x64 && parts[1] == 0xff9b && parts[2] == 1)
        || translated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_to_others_is_known_by_its_number_however_it_is_written() {
        for closed in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:a00:1::1",
            "::7f00:1",
        ] {
            assert!(is_private(closed.parse().unwrap()), "{closed}");
        }
        for open in ["1.1.1.1", "172.32.0.1", "100.128.0.1", "192.1.0.1", "2606:4700::1111", "64:ff9b::101:101"] {
            assert!(!is_private(open.parse().unwrap()), "{open}");
        }
        for closed in
            ["http://2130706433/", "http://0x7f.1/", "http://localhost/", "http://a.localhost", "http://[::1]"]
        {
            assert!(is_private_literal(&Url::parse(closed).unwrap()), "{closed}");
        }
    }
}
