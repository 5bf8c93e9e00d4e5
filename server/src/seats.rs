//! Counts connections: in all, and per network. A network is one IPv4 address
//! or one IPv6 /64. Loopback has no cap of its own, nor has a trusted proxy:
//! behind it the forwarded addresses are counted per request instead. Where all
//! seats are taken, whoever waits longest without being owed an answer gives
//! way: a whole office stands behind one address, and most sockets of browsers
//! only rest.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::{CancellationToken, WaitForCancellationFuture};

use crate::request::client_address::Network;

/// Sockets open at once. Each costs some kilobytes, and a descriptor, of which `listen/descriptors.rs` makes sure.
pub const MOST_CONNECTIONS: usize = 2_048;
/// Two hundred people behind one address, each with an open board and a browser that takes all the sockets it may.
/// No network takes more than half of the house.
pub const MOST_PER_NETWORK: usize = MOST_CONNECTIONS / 2;
/// Sockets beyond those: of who gives way to a newcomer and has not gone yet.
pub const MOST_LEAVING: usize = 256;

pub struct Seats {
    most: usize,
    per_network: Option<usize>,
    loopback_is_free: bool,
    sockets: Arc<Semaphore>,
    house: Arc<Mutex<House>>,
}

#[derive(Default)]
struct House {
    last_number: u64,
    guests: HashMap<u64, Guest>,
    by_network: HashMap<Network, usize>,
}

struct Guest {
    network: Option<Network>,
    /// Since when no answer is owed to them; `None` while one is.
    resting_since: Option<Instant>,
    /// A proxy whose idle connection is closed answers somebody 502.
    stays: bool,
    leave: CancellationToken,
}

/// Held as long as the connection lives.
pub struct Seat {
    place: Place,
    leave: CancellationToken,
    _socket: OwnedSemaphorePermit,
}

/// A connection's place in the house, as its requests carry it.
#[derive(Clone)]
pub struct Place {
    number: u64,
    house: Arc<Mutex<House>>,
}

/// Held from when a request was read until its answer was written.
pub struct Owed(Place);

impl Seats {
    /// `per_network` is `None` when limits are off.
    pub fn new(most: usize, per_network: Option<usize>) -> Self {
        let sockets = Arc::new(Semaphore::new(most + MOST_LEAVING));
        Self { most, per_network, loopback_is_free: true, sockets, house: Arc::default() }
    }

    /// Counts this machine like any other network. For tests, which have no other.
    pub fn counting_loopback(self) -> Self {
        Self { loopback_is_free: false, ..self }
    }

    /// A seat, or none when the house or this network has no more and nobody rests.
    pub fn take(&self, address: IpAddr, is_proxy: bool) -> Option<Seat> {
        let socket = Arc::clone(&self.sockets).try_acquire_owned().ok()?;
        let free = is_proxy || (self.loopback_is_free && address.to_canonical().is_loopback());
        let network = self.per_network.filter(|_| !free).map(|most| (Network::of(address), most));
        let mut house = lock(&self.house);
        if let Some((network, most)) = network
            && house.by_network.get(&network).is_some_and(|count| *count >= most)
        {
            house.make_room(|guest| guest.network == Some(network))?;
        }
        if house.guests.len() >= self.most {
            house.make_room(|_| true)?;
        }
        let leave = CancellationToken::new();
        let network = network.map(|(network, _)| network);
        let resting_since = Some(Instant::now());
        let number = house.let_in(Guest { network, resting_since, stays: is_proxy, leave: leave.clone() });
        Some(Seat { place: Place { number, house: Arc::clone(&self.house) }, leave, _socket: socket })
    }
}

impl Seat {
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Ends when somebody else needs the seat, which is then no longer counted.
    pub fn must_leave(&self) -> WaitForCancellationFuture<'_> {
        self.leave.cancelled()
    }
}

impl Place {
    /// An answer is owed from now on; none to who was asked to leave.
    pub fn owed(&self) -> Option<Owed> {
        lock(&self.house).guests.get_mut(&self.number)?.resting_since = None;
        Some(Owed(self.clone()))
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        if let Some(guest) = lock(&self.0.house).guests.get_mut(&self.0.number) {
            guest.resting_since = Some(Instant::now());
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.place.house).see_off(self.place.number);
    }
}

impl House {
    fn let_in(&mut self, guest: Guest) -> u64 {
        self.last_number += 1;
        if let Some(network) = guest.network {
            *self.by_network.entry(network).or_default() += 1;
        }
        self.guests.insert(self.last_number, guest);
        self.last_number
    }

    /// Asks who has rested longest to leave.
    fn make_room(&mut self, among: impl Fn(&Guest) -> bool) -> Option<()> {
        let resting = self.guests.iter().filter(|(_, guest)| !guest.stays && among(guest));
        let resting = resting.filter_map(|(number, guest)| Some((guest.resting_since?, *number)));
        let (_, number) = resting.min()?;
        self.see_off(number);
        Some(())
    }

    fn see_off(&mut self, number: u64) {
        let Some(guest) = self.guests.remove(&number) else { return };
        guest.leave.cancel();
        let Some(network) = guest.network else { return };
        if let Some(count) = self.by_network.get_mut(&network) {
            *count -= 1;
            if *count == 0 {
                self.by_network.remove(&network);
            }
        }
    }
}

fn lock(house: &Mutex<House>) -> MutexGuard<'_, House> {
    house.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(seat: Option<Seat>) -> (Seat, Owed) {
        let seat = seat.unwrap();
        let owed = seat.place().owed().unwrap();
        (seat, owed)
    }

    #[test]
    fn one_network_cannot_take_all_seats_and_gives_them_back() {
        let seats = Seats::new(10, Some(2));
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        let first = busy(seats.take(address, false));
        let _second = busy(seats.take(address, false));
        assert!(seats.take(address, false).is_none());
        assert!(seats.take("192.0.2.8".parse().unwrap(), false).is_some());
        drop(first);
        assert!(seats.take(address, false).is_some());
    }

    #[test]
    fn who_rests_longest_gives_way_and_who_is_owed_an_answer_stays() {
        let seats = Seats::new(10, Some(3));
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        let (working, owed) = busy(seats.take(address, false));
        let rests = seats.take(address, false).unwrap();
        let rests_too = seats.take(address, false).unwrap();
        let _new = seats.take(address, false).unwrap();
        assert!(rests.leave.is_cancelled() && rests.place().owed().is_none());
        assert!(!working.leave.is_cancelled() && !rests_too.leave.is_cancelled());
        drop(owed);
        let _three = [(); 3].map(|()| busy(seats.take(address, false)));
        assert!(working.leave.is_cancelled(), "its answer was written, and nobody has rested longer");
    }

    #[test]
    fn two_addresses_of_one_ipv6_network_count_as_one() {
        let seats = Seats::new(10, Some(1));
        let _one = busy(seats.take("2001:db8:1:2::1".parse().unwrap(), false));
        assert!(seats.take("2001:db8:1:2::2".parse().unwrap(), false).is_none());
        assert!(seats.take("2001:db8:1:3::1".parse().unwrap(), false).is_some());
    }

    #[test]
    fn loopback_and_a_trusted_proxy_are_bounded_by_the_house_only() {
        let seats = Seats::new(3, Some(1));
        let here: IpAddr = "127.0.0.1".parse().unwrap();
        let proxy = seats.take("10.0.0.1".parse().unwrap(), true).unwrap();
        let _held = [busy(seats.take(here, false)), busy(seats.take(here, false))];
        assert!(seats.take(here, false).is_none());
        assert!(!proxy.leave.is_cancelled(), "the connection of a proxy is kept for reuse");
    }

    #[test]
    fn who_has_not_gone_yet_is_bounded_as_well() {
        let seats = Seats::new(1, None);
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        let held: Vec<Seat> = (0..1_000).filter_map(|_| seats.take(address, false)).collect();
        assert_eq!(held.len(), 1 + MOST_LEAVING);
    }
}
