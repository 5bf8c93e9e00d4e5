//! Counts connections: in all, and per network. A network is one IPv4 address
//! or one IPv6 /64. Loopback has no cap of its own, nor has a trusted proxy:
//! behind it the forwarded addresses are counted per request instead.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::security::client_address::Network;

/// Sockets open at once; well under the usual 65,536 descriptors of a service.
pub const MOST_CONNECTIONS: usize = 2_048;
/// Enough for a large office behind one address with six sockets a browser.
pub const MOST_PER_NETWORK: usize = 64;

const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

pub struct Seats {
    all: Arc<Semaphore>,
    per_network: Option<usize>,
    taken: Arc<Mutex<HashMap<Network, usize>>>,
}

/// Held as long as the connection lives.
pub struct Seat {
    _one_of_all: OwnedSemaphorePermit,
    _one_of_network: Option<NetworkSeat>,
}

struct NetworkSeat {
    network: Network,
    taken: Arc<Mutex<HashMap<Network, usize>>>,
}

impl Seats {
    /// `per_network` is `None` when limits are off.
    pub fn new(most: usize, per_network: Option<usize>) -> Self {
        Self { all: Arc::new(Semaphore::new(most)), per_network, taken: Arc::default() }
    }

    /// A seat, or none when the house or this network has no more.
    pub fn take(&self, address: IpAddr, exempt: bool) -> Option<Seat> {
        let one_of_all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        let counted = !exempt && !address.to_canonical().is_loopback();
        let one_of_network = match self.per_network.filter(|_| counted) {
            Some(most) => Some(self.take_in(Network::of(address), most)?),
            None => None,
        };
        Some(Seat { _one_of_all: one_of_all, _one_of_network: one_of_network })
    }

    fn take_in(&self, network: Network, most: usize) -> Option<NetworkSeat> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(network).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(NetworkSeat { network, taken: Arc::clone(&self.taken) })
    }
}

impl Drop for NetworkSeat {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.network);
            }
        }
    }
}

/// Says why, if the socket takes it at once, and never waits for it.
pub fn turn_away(stream: &TcpStream) {
    let _ = stream.try_write(FULL);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_cannot_take_all_seats_and_gives_them_back() {
        let seats = Seats::new(10, Some(2));
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        let first = seats.take(address, false);
        let second = seats.take(address, false);
        assert!(first.is_some() && second.is_some());
        assert!(seats.take(address, false).is_none());
        assert!(seats.take("192.0.2.8".parse().unwrap(), false).is_some());
        drop(first);
        assert!(seats.take(address, false).is_some());
    }

    #[test]
    fn two_addresses_of_one_ipv6_network_count_as_one() {
        let seats = Seats::new(10, Some(1));
        let _one = seats.take("2001:db8:1:2::1".parse().unwrap(), false).unwrap();
        assert!(seats.take("2001:db8:1:2::2".parse().unwrap(), false).is_none());
        assert!(seats.take("2001:db8:1:3::1".parse().unwrap(), false).is_some());
    }

    #[test]
    fn loopback_and_a_trusted_proxy_are_bounded_by_the_house_only() {
        let seats = Seats::new(3, Some(1));
        let here: IpAddr = "127.0.0.1".parse().unwrap();
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let _held = [seats.take(here, false), seats.take(here, false), seats.take(proxy, true)];
        assert!(_held.iter().all(Option::is_some));
        assert!(seats.take(here, false).is_none());
    }
}
