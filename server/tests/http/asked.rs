//! One request to the router in process, and its answer.

use axum::Router;
use axum::body::{Body, Bytes};
use http::header::{COOKIE, HOST, LOCATION};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use server::request::client_address::Peer;
use tower::ServiceExt;

/// What came back, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The same as it came.
    pub bytes: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }
}

/// A request as it is being put together.
pub struct Asked(http::request::Builder, Body);

pub fn get(path: &str) -> Asked {
    asked(Method::GET, path)
}

/// What the wasm asks of a server function.
pub fn call(path: &str, body: &serde_json::Value) -> Asked {
    let request = asked(Method::POST, path).header("content-type", "application/json");
    request.header("sec-fetch-site", "same-origin").body(body.to_string())
}

/// A form from this site's own page.
pub fn form(path: &str, fields: &[(&str, &str)]) -> Asked {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    let request = asked(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
    request.header("sec-fetch-site", "same-origin").body(body.join("&"))
}

pub fn asked(method: Method, path: &str) -> Asked {
    let peer = Peer(([192, 0, 2, 7], 4711).into());
    Asked(Request::builder().method(method).uri(path).header(HOST, "127.0.0.1:3000").extension(peer), Body::empty())
}

fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

impl Asked {
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value), self.1)
    }

    /// In the place of the usual one.
    pub fn host(mut self, host: &str) -> Self {
        if let Some(headers) = self.0.headers_mut() {
            headers.insert(HOST, host.parse().unwrap());
        }
        self
    }

    pub fn seen_from(self, address: [u8; 4]) -> Self {
        Self(self.0.extension(Peer((address, 4711).into())), self.1)
    }

    pub fn cookie(self, cookie: &str) -> Self {
        self.header(COOKIE.as_str(), cookie)
    }

    pub fn body(self, body: impl Into<Body>) -> Self {
        Self(self.0, body.into())
    }

    pub async fn of(self, router: &Router) -> Answer {
        let response = router.clone().oneshot(self.0.body(self.1).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }
}
