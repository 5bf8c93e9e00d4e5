//! Someone between the client and us says whose request it is, and we do not
//! believe them: the operator has not named them. Then everybody behind them
//! counts as one network, in every limit. It is said in the log, and to an
//! administrator who comes that way: nobody else can make them read it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One line in the log for each, at most that often.
const SAID_AGAIN: Duration = Duration::from_secs(60 * 60);
/// Anybody can send the header, so those remembered are few.
const REMEMBERED: usize = 64;

#[derive(Debug, Default)]
pub struct UnnamedProxies {
    said: Mutex<HashMap<IpAddr, Instant>>,
}

impl UnnamedProxies {
    pub fn saw(&self, peer: IpAddr, now: Instant) {
        if self.is_news(peer, now) {
            tracing::warn!(%peer, "it forwards requests of others and is not named in trusted_proxies: \
                all of them count as one network. If it is your proxy, name it");
        }
    }

    fn is_news(&self, peer: IpAddr, now: Instant) -> bool {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.retain(|_, at| now.duration_since(*at) < SAID_AGAIN);
        if said.contains_key(&peer) || said.len() >= REMEMBERED {
            return false;
        }
        said.insert(peer, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_said_once_an_hour_and_a_flood_of_them_is_not_remembered() {
        let (proxies, begun) = (UnnamedProxies::default(), Instant::now());
        let one: IpAddr = "10.0.0.1".parse().unwrap();
        assert!(proxies.is_news(one, begun) && !proxies.is_news(one, begun));
        assert!(proxies.is_news(one, begun + SAID_AGAIN));
        let flood = (0..1_000_u32).filter(|n| proxies.is_news(IpAddr::from((*n).to_be_bytes()), begun + SAID_AGAIN));
        assert!(flood.count() < REMEMBERED);
    }
}
