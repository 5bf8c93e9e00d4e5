//! Squeezes pages and answers on their way out. Assets were squeezed when the binary was built and pass as they are,
//! so do streams (each event must leave at once) and pictures. The library's own layer is not used, because its brotli
//! looks back over 4 MiB, for which it takes 8 MiB for each page over 64 KiB, and what one thread took it keeps.

use std::io;

use async_compression::Level;
use async_compression::brotli::EncoderParams;
use async_compression::tokio::bufread::{BrotliEncoder, GzipEncoder};
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures::TryStreamExt;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue};
use tokio_util::io::{ReaderStream, StreamReader};

/// Of brotli and gzip alike: the best levels are a tenth smaller still and take ten times as long.
const LEVEL: Level = Level::Precise(4);
/// How far brotli looks back, as a power of two: over the whole of a full board.
pub const WINDOW_BITS: i32 = 18;
/// Less is not worth the work.
const LEAST_BYTES: u64 = 256;
const SQUEEZED: [&str; 5] =
    ["text/", "application/json", "application/atom+xml", "application/manifest+json", "image/svg+xml"];
const STREAM: &str = "text/event-stream";

#[derive(Clone, Copy)]
enum Coding {
    Brotli,
    Gzip,
}

/// Reading a page by the length of its answers needs many requests with somebody's session from another site; `SameSite`
/// withholds the session from those.
pub async fn layer(request: Request, next: Next) -> Response {
    let coding = [Coding::Brotli, Coding::Gzip].into_iter().find(|coding| takes(request.headers(), coding.name()));
    let mut response = next.run(request).await;
    if !is_worth_it(&response) {
        return response;
    }
    response.headers_mut().append(VARY, HeaderValue::from_static("accept-encoding"));
    match coding {
        Some(coding) => squeezed(response, coding),
        None => response,
    }
}

/// Whether the browser named the coding and did not refuse it with `q=0`.
pub fn takes(asked: &HeaderMap, coding: &str) -> bool {
    let lists = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let (name, parameters) = entry.split_once(';').unwrap_or((entry, ""));
        let refused = parameters
            .trim()
            .strip_prefix("q=")
            .and_then(|weight| weight.trim().parse::<f32>().ok())
            .is_some_and(|weight| weight <= 0.0);
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

fn is_worth_it(response: &Response) -> bool {
    let media = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_text = SQUEEZED.iter().any(|kind| media.starts_with(kind)) && !media.starts_with(STREAM);
    let is_plain = !response.headers().contains_key(CONTENT_ENCODING);
    let is_long = HttpBody::size_hint(response.body()).upper().is_none_or(|bytes| bytes >= LEAST_BYTES);
    is_text && is_plain && is_long
}

fn squeezed(response: Response, coding: Coding) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    let plain = StreamReader::new(body.into_data_stream().map_err(io::Error::other));
    let body = match coding {
        Coding::Brotli => {
            let params = EncoderParams::default().quality(LEVEL).window_size(WINDOW_BITS);
            Body::from_stream(ReaderStream::new(BrotliEncoder::with_params(plain, params)))
        }
        Coding::Gzip => Body::from_stream(ReaderStream::new(GzipEncoder::with_quality(plain, LEVEL))),
    };
    Response::from_parts(parts, body)
}

impl Coding {
    const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}
