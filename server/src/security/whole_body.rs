//! Reads what a request brings to its end before anybody works on it: bounded
//! in size and time. Until then the sender holds no turn, and gives up the seat
//! when somebody else needs it; from then on an answer is owed. Server functions
//! that stream read past axum's own limit, so the bound stands around the whole
//! router. Nothing here is an upload; one that comes gets a way of its own.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Frame, SizeHint};

use crate::refusal::{Asker, BUSY, NOT_A_FORM, Refusal, TOO_LARGE, TOO_SLOW};
use crate::seats::{Owed, Place};

/// A form with its longest text.
pub const LARGEST_BODY: usize = 64 * 1024;
/// For a form on a bad line.
pub const BODY_PATIENCE: Duration = Duration::from_secs(20);

pub async fn layer(request: Request, next: Next) -> Response {
    let asker = Asker::of(request.uri().path());
    let (parts, body) = request.into_parts();
    let whole = match read(body).await {
        Ok(whole) => whole,
        Err(refusal) => return refusal.to(asker),
    };
    let owed = match parts.extensions.get::<Place>().map(Place::owed) {
        Some(None) => return BUSY.to(asker),
        Some(owed) => owed,
        // No socket: a test.
        None => None,
    };
    let response = next.run(Request::from_parts(parts, Body::from(whole))).await;
    response.map(|body| Body::new(OwedBody { body, _owed: owed }))
}

async fn read(body: Body) -> Result<Bytes, Refusal> {
    if HttpBody::size_hint(&body).lower() > LARGEST_BODY as u64 {
        return Err(TOO_LARGE);
    }
    match tokio::time::timeout(BODY_PATIENCE, Limited::new(body, LARGEST_BODY).collect()).await {
        Ok(Ok(read)) => Ok(read.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(TOO_LARGE),
        Ok(Err(_)) => Err(NOT_A_FORM),
        Err(_) => Err(TOO_SLOW),
    }
}

/// An answer on its way; nothing more is owed when it is gone.
struct OwedBody {
    body: Body,
    _owed: Option<Owed>,
}

impl HttpBody for OwedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
