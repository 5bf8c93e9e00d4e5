//! How many requests are worked on at once. Beyond the bound the answer is 503
//! at once instead of a queue nobody sees, and no network holds more than half
//! of the turns. A turn begins when the request was read to its end, so that a
//! slow sender holds none, and ends when the answer begins, so streams hold none;
//! or earlier, when all that is left is to wait in a queue with a bound of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::client_address::{ClientAddress, Network};
use crate::refusal::{BUSY, Refusal, TOO_MANY};

/// Far above what two cores answer in a second's tenth; memory is the bound.
pub const MOST_AT_ONCE: usize = 512;
/// A whole office may press Send in the same second.
pub const MOST_AT_ONCE_PER_NETWORK: usize = MOST_AT_ONCE / 2;

pub struct Turns {
    all: Arc<Semaphore>,
    limits_on: bool,
    by_network: Mutex<HashMap<Network, usize>>,
}

impl Turns {
    pub fn new(limits_on: bool) -> Self {
        Self { all: Arc::new(Semaphore::new(MOST_AT_ONCE)), limits_on, by_network: Mutex::default() }
    }

    /// One more request, of this client where one is known.
    pub fn begin(self: &Arc<Self>, client: Option<ClientAddress>) -> Result<Turn, Refusal> {
        let of_all = Arc::clone(&self.all).try_acquire_owned().map_err(|_| BUSY)?;
        let is_here = |client: &ClientAddress| !client.forwarded && client.address.is_loopback();
        let counted = client.filter(|client| self.limits_on && !is_here(client));
        let of_network = match counted {
            Some(client) => Some(self.enter(client.network()).ok_or(TOO_MANY)?),
            None => None,
        };
        Ok(Turn(Arc::new(Mutex::new(Some(Held { _of_all: of_all, _of_network: of_network })))))
    }

    fn enter(self: &Arc<Self>, network: Network) -> Option<NetworkTurn> {
        let mut by_network = self.by_network.lock().unwrap_or_else(PoisonError::into_inner);
        let count = by_network.entry(network).or_default();
        if *count >= MOST_AT_ONCE_PER_NETWORK {
            return None;
        }
        *count += 1;
        Some(NetworkTurn { turns: Arc::clone(self), network })
    }
}

/// The turn of one request, as its handler finds it.
#[derive(Clone)]
pub struct Turn(Arc<Mutex<Option<Held>>>);

struct Held {
    _of_all: OwnedSemaphorePermit,
    _of_network: Option<NetworkTurn>,
}

impl Turn {
    pub fn give_back(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

struct NetworkTurn {
    turns: Arc<Turns>,
    network: Network,
}

impl Drop for NetworkTurn {
    fn drop(&mut self) {
        let mut by_network = self.turns.by_network.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by_network.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                by_network.remove(&self.network);
            }
        }
    }
}
