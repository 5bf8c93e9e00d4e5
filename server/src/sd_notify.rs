//! What whoever started us as a service is told: that a long start goes on, that we are ready, that we live, and that
//! we stop (sd_notify(3)). Nothing where nobody listens.

use std::io;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

/// Asked for each time, in words of the protocol: microseconds.
const ANOTHER_MINUTE: &str = "EXTEND_TIMEOUT_USEC=60000000";

pub fn still_starting() {
    tell(ANOTHER_MINUTE);
}

pub fn ready() {
    tell("READY=1");
}

pub fn alive() {
    tell("WATCHDOG=1");
}

pub fn stopping() {
    tell("STOPPING=1");
}

/// How often to say that we live: twice in the time after which the service manager takes silence for death. `None`
/// where it does not ask, or asks somebody else.
pub fn alive_every() -> Option<Duration> {
    let said = |name: &str| std::env::var(name).ok();
    if said("WATCHDOG_PID").is_some_and(|process| process != std::process::id().to_string()) {
        return None;
    }
    let microseconds: u64 = said("WATCHDOG_USEC")?.parse().ok()?;
    (microseconds > 0).then(|| Duration::from_micros(microseconds) / 2)
}

/// Nothing of ours depends on whether it arrives.
fn tell(words: &str) {
    let Some(socket) = std::env::var_os("NOTIFY_SOCKET") else { return };
    if let Err(error) = send(&socket.to_string_lossy(), words) {
        tracing::warn!("the service manager was not told {words}: {error}");
    }
}

fn send(socket: &str, words: &str) -> io::Result<()> {
    UnixDatagram::unbound()?.send_to_addr(words.as_bytes(), &address(socket)?).map(drop)
}

/// An `@` stands for the zero byte of a name that is in no folder, which Linux alone has.
fn address(socket: &str) -> io::Result<SocketAddr> {
    #[cfg(target_os = "linux")]
    if let Some(name) = socket.strip_prefix('@') {
        return <SocketAddr as std::os::linux::net::SocketAddrExt>::from_abstract_name(name);
    }
    SocketAddr::from_pathname(socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_manager_hears_that_the_start_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("notify");
        let listens = UnixDatagram::bind(&socket).unwrap();
        send(&socket.to_string_lossy(), ANOTHER_MINUTE).unwrap();
        let mut heard = [0; 64];
        let length = listens.recv(&mut heard).unwrap();
        assert_eq!(&heard[..length], ANOTHER_MINUTE.as_bytes());
        assert!(send(&folder.path().join("nobody").to_string_lossy(), "READY=1").is_err());
    }
}
