//! Works on no more requests at once than there are turns, and takes back the turn
//! of each when its answer begins.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::refusal::Asker;
use crate::request::client_address::ClientAddress;
use crate::state::AppState;

pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let client = request.extensions().get::<ClientAddress>().copied();
    let turn = match state.turns.begin(client) {
        Ok(turn) => turn,
        Err(refusal) => return refusal.to(Asker::of(request.uri().path())),
    };
    request.extensions_mut().insert(turn.clone());
    let response = next.run(request).await;
    turn.give_back();
    response
}
