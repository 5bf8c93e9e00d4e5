//! `DIR/control.sock`: how a command reaches the server that holds the data
//! folder. One line of JSON asks, one line answers. Only the user who runs the
//! server (or root) can: the folder is 0700, the socket 0600, and the other
//! end's user is asked of the kernel. Holds no rule; orders are carried out in
//! `order.rs`, by the server and by the command line alike.

mod address;
mod ask;
mod order;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use backend::Backend;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use address::Address;
pub use ask::{Reach, is_heard, perform};
pub use order::{Answer, Order, verdict_told};

/// Commands at once; people type them.
const MOST_AT_ONCE: usize = 4;
/// A message that came by mail travels in one line, four bytes for three; every other order is short.
const LONGEST_LINE: u64 = 42 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes orders until `stop`. The socket is gone afterwards.
pub fn listen(data: &Path, backend: Backend, stop: CancellationToken) -> anyhow::Result<()> {
    let address = Address::of(data)?;
    address.remove();
    let listener = UnixListener::bind(address.path())
        .context("the control socket cannot be made in the data folder, which is reached through /proc")?;
    address.restrict()?;
    tokio::spawn(async move {
        let seats = Arc::new(Semaphore::new(MOST_AT_ONCE));
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else { continue };
            let Ok(seat) = Arc::clone(&seats).try_acquire_owned() else { continue };
            let backend = backend.clone();
            tokio::spawn(async move {
                if let Err(error) = converse(stream, &backend).await {
                    tracing::warn!(%error, "a command was not carried out");
                }
                drop(seat);
            });
        }
        address.remove();
    });
    Ok(())
}

async fn converse(stream: UnixStream, backend: &Backend) -> anyhow::Result<()> {
    let theirs = stream.peer_cred()?.uid();
    anyhow::ensure!(theirs == address::own_user()? || theirs == 0, "user {theirs} is not the one who runs the server");
    let (reading, mut writing) = stream.into_split();
    let mut line = String::new();
    let mut reader = BufReader::new(reading.take(LONGEST_LINE));
    tokio::time::timeout(PATIENCE, reader.read_line(&mut line)).await.context("nothing was asked")??;
    let answer = match serde_json::from_str::<Order>(&line) {
        Ok(order) => order.carry_out(backend).await,
        Err(error) => {
            Answer::refused(format!("the server does not know this command ({error}); is it another version?"))
        }
    };
    let mut said = serde_json::to_string(&answer)?;
    said.push('\n');
    Ok(writing.write_all(said.as_bytes()).await?)
}
