//! `/poster.svg`: the QR code of the report page, for the poster that staff
//! print. An image of its own, so that the browser's half needs no encoder. Of
//! an address that only this machine can open there is none.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use backend::settings::Openers;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, HOST};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use crate::refusal::{Asker, BROKEN, NOT_FOUND};
use crate::state::AppState;

/// Pixels before the page scales it.
const LEAST_SIDE: u32 = 320;

pub async fn svg(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let home = state.public_url.get().map_or_else(|| format!("http://{host}"), |url| url.to_string());
    if Openers::of(&home) == Some(Openers::ThisMachine) {
        return NOT_FOUND.to(Asker::Page);
    }
    // A poster hangs where it gets dirty: a quarter of it may be lost.
    match QrCode::with_error_correction_level(format!("{home}{}", kit::routes::REPORT), EcLevel::Q) {
        Ok(code) => {
            let image = code.render::<svg::Color<'_>>().min_dimensions(LEAST_SIDE, LEAST_SIDE).build();
            ([(CONTENT_TYPE, "image/svg+xml")], image).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the report page's address does not fit a QR code");
            BROKEN.to(Asker::Page)
        }
    }
}
