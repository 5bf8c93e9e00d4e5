//! A form that `public/page.js` posts hears where to go next in a header instead of a redirect: a script cannot read
//! where a redirect leads without following it, and following it would ask for every page twice.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::LOCATION;
use http::{HeaderName, StatusCode};

const BY_SCRIPT: HeaderName = HeaderName::from_static("x-sitrep-script");
const NEXT: HeaderName = HeaderName::from_static("x-sitrep-next");

pub async fn layer(request: Request, next: Next) -> Response {
    let by_script = request.headers().contains_key(BY_SCRIPT);
    let mut response = next.run(request).await;
    if by_script
        && response.status().is_redirection()
        && let Some(address) = response.headers_mut().remove(LOCATION)
    {
        *response.status_mut() = StatusCode::NO_CONTENT;
        response.headers_mut().insert(NEXT, address);
    }
    response
}
