//! A panic in a handler is a defect of ours: the asker gets a plain 500, the
//! log gets the words, and the neighbours get nothing.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;

use crate::refusal::{Asker, BROKEN};

static CAUGHT: AtomicU64 = AtomicU64::new(0);

/// How often it has happened since the start; tests hold it at zero.
pub fn caught() -> u64 {
    CAUGHT.load(Ordering::Relaxed)
}

pub fn layer() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(answer as fn(Box<dyn Any + Send>) -> Response)
}

fn answer(panic: Box<dyn Any + Send>) -> Response {
    CAUGHT.fetch_add(1, Ordering::Relaxed);
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without words");
    tracing::error!(panic = words, "a request panicked");
    BROKEN.to(Asker::Page)
}
