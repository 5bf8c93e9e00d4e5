//! Leaves the client's address in the request for everybody further in, and
//! notes a proxy that speaks for others without having been named.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use kit::shell::UnnamedProxy;

use crate::request::client_address::{FORWARDED_FOR, Peer, in_any, locate};
use crate::state::AppState;

pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    // Without a socket (a test, a mistake) all share one narrow network.
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0.ip());
    let client = locate(peer, request.headers(), &state.settings.trusted_proxies);
    if request.headers().contains_key(FORWARDED_FOR) && !in_any(&state.settings.trusted_proxies, peer) {
        state.unnamed_proxies.saw(peer, Instant::now());
        request.extensions_mut().insert(UnnamedProxy);
    }
    request.extensions_mut().insert(client);
    next.run(request).await
}
