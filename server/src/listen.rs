//! The accept loop. Written here because `axum::serve` sets no timer, so that
//! hyper's header timeout never fires, and offers no cap on connections.
//! Promises: no delayed small writes, no socket that stays for ever, no more
//! sockets than named below, and a stop within ten seconds. Knows no routes.

pub mod descriptors;
mod patience;
mod turned_away;

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;

use crate::request::client_address::{Peer, in_any};
use crate::seats::{Seat, Seats};
use crate::settings::Listen;
use patience::{Patience, WRITE_PATIENCE};
use turned_away::turn_away;

/// A client that takes longer to say what it wants does not want it.
pub const HEADER_PATIENCE: Duration = Duration::from_secs(10);
/// A proxy keeps idle connections for reuse; closing first makes it answer 502.
pub const PROXY_PATIENCE: Duration = Duration::from_secs(90);
/// After the signal: answers under way may finish, then sockets are cut.
pub const DRAIN: Duration = Duration::from_secs(8);
/// A connection that never asked anything gets this long at the stop: its
/// request may be on the way.
const SILENT_GRACE: Duration = Duration::from_millis(200);
/// Who gives way to somebody else may still take the end of the last answer.
const LEAVE_GRACE: Duration = Duration::from_secs(1);
/// Out of file descriptors: wait for some to come back.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
const MOST_HEADERS: usize = 100;
const LARGEST_HEAD: usize = 64 * 1024;

/// Who is let in, and how many.
#[derive(Clone)]
pub struct Door {
    pub seats: Arc<Seats>,
    pub trusted_proxies: Arc<[IpNet]>,
    /// [`HEADER_PATIENCE`], but for tests.
    pub header_patience: Duration,
}

/// Why the server could not begin to listen, in words for the console.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {listen}: {why}")]
pub struct CannotListen {
    listen: String,
    why: String,
}

/// Takes the address, or says what is in the way.
pub async fn bind(listen: &Listen) -> Result<TcpListener, CannotListen> {
    let failed = |why: String| CannotListen { listen: listen.to_string(), why };
    let addresses = listen.addresses().map_err(|error| failed(format!("the host cannot be found ({error})")))?;
    TcpListener::bind(addresses.as_slice()).await.map_err(|error| failed(bind_advice(&error)))
}

/// One who listens on all addresses is reached on this machine's own.
pub fn reachable(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(all) if all.ip().is_unspecified() => (Ipv4Addr::LOCALHOST, all.port()).into(),
        SocketAddr::V6(all) if all.ip().is_unspecified() => (Ipv6Addr::LOCALHOST, all.port()).into(),
        one => one,
    }
}

fn bind_advice(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::AddrInUse => {
            "the port is taken; is another sitrep running? Choose another with --listen HOST:PORT".to_owned()
        }
        ErrorKind::PermissionDenied => "ports below 1024 need a privilege; use a higher one behind a proxy".to_owned(),
        ErrorKind::AddrNotAvailable => "this machine has no such address; 0.0.0.0 means all of them".to_owned(),
        _ => error.to_string(),
    }
}

/// Serves until `stop`, then lets answers finish for [`DRAIN`] and returns.
pub async fn serve(listener: TcpListener, router: Router, door: Door, stop: CancellationToken) {
    let cut = CancellationToken::new();
    let connections = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let talk = Talk { router: router.clone(), stop: stop.clone(), cut: cut.clone() };
                let door = door.clone();
                connections.spawn(async move { talk.with(stream, peer, &door).await });
            }
            Err(error) => breathe(&error).await,
        }
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(DRAIN, connections.wait()).await.is_err() {
        tracing::warn!(left = connections.len(), "cutting connections that did not finish in time");
        cut.cancel();
        connections.wait().await;
    }
}

/// One failed accept must not end the loop; a lack of descriptors must not spin it.
async fn breathe(error: &std::io::Error) {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "cannot accept connections for the moment");
        tokio::time::sleep(ACCEPT_PAUSE).await;
    }
}

struct Talk {
    router: Router,
    stop: CancellationToken,
    cut: CancellationToken,
}

impl Talk {
    async fn with(self, stream: TcpStream, peer: SocketAddr, door: &Door) {
        let behind_proxy = in_any(&door.trusted_proxies, peer.ip());
        let Some(seat) = door.seats.take(peer.ip(), behind_proxy) else { return turn_away(stream).await };
        // Without it Nagle waits for the delayed ACK: 44 ms a page instead of 6.
        if stream.set_nodelay(true).is_err() {
            return;
        }
        let patience = if behind_proxy { PROXY_PATIENCE } else { door.header_patience };
        self.converse(stream, peer, patience, &seat).await;
    }

    async fn converse(self, stream: TcpStream, peer: SocketAddr, patience: Duration, seat: &Seat) {
        let asked = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&asked);
        let router = self.router;
        let place = seat.place();
        let service = hyper::service::service_fn(move |request: http::Request<hyper::body::Incoming>| {
            seen.store(true, Ordering::Relaxed);
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            request.extensions_mut().insert(place.clone());
            router.clone().call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience)
            .max_headers(MOST_HEADERS)
            // The buffer alone is no limit: it grows by doubling and takes what fits.
            .max_header_size(LARGEST_HEAD)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(Patience::new(stream, WRITE_PATIENCE)), service);
        let mut connection = pin!(connection);
        tokio::select! {
            ended = connection.as_mut() => return note(ended),
            () = seat.must_leave() => {
                if asked.load(Ordering::Relaxed) {
                    connection.as_mut().graceful_shutdown();
                    let _cut_off = tokio::time::timeout(LEAVE_GRACE, connection).await;
                }
                return;
            }
            () = self.stop.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        let silent = async {
            tokio::time::sleep(SILENT_GRACE).await;
            if asked.load(Ordering::Relaxed) {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            ended = connection => note(ended),
            () = silent => {}
            () = self.cut.cancelled() => {}
        }
    }
}

/// What a client does to its own connection is no business of the log's reader.
fn note(ended: Result<(), hyper::Error>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
