//! Tells the service manager that the desk lives, for as long as it does: a command goes through the writer and comes
//! back, and the port answers. When either stays away, nothing is said, and the service manager starts us again.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use backend::Backend;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::sd_notify;

const QUESTION: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
/// For a copy, while the writer does not answer.
const LOOKED_EVERY: Duration = Duration::from_millis(500);
const ANY_ANSWER: &[u8] = b"HTTP/1.1 ";

/// Until the stop, which has a time of its own.
pub async fn watch(desk: Backend, address: SocketAddr, stop: CancellationToken) {
    let Some(every) = sd_notify::alive_every() else { return };
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while tokio::select! { _ = ticks.tick() => true, () = stop.cancelled() => false } {
        tokio::select! {
            looked = timeout(every, lives(&desk, address)) => match looked {
                Ok(Ok(())) => sd_notify::alive(),
                Ok(Err(error)) => tracing::error!("the service manager is not told that we live: no answer at {address}: {error}"),
                Err(_) => tracing::error!("the service manager is not told that we live: the writer or the port is stuck"),
            },
            () = stop.cancelled() => return,
        }
    }
}

/// Comes back when both have answered, whatever they said: a full disk is refused at once, and no start would mend it.
/// While the database is copied the writer answers nobody, and a start in the middle of it would mend nothing either.
pub async fn lives(desk: &Backend, address: SocketAddr) -> io::Result<()> {
    let copied = async {
        while !(desk.storage().is_copying() && desk.storage().write_fault().is_none()) {
            sleep(LOOKED_EVERY).await;
        }
    };
    tokio::select! {
        _answered = desk.storage().write_background(|_| Ok(())) => {}
        () = copied => {}
    }
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(QUESTION).await?;
    let mut answer = [0; ANY_ANSWER.len()];
    stream.read_exact(&mut answer).await?;
    if answer == ANY_ANSWER { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}
