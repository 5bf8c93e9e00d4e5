//! Every page has one address. Axum matches a path as it stands, the router of
//! the pages also takes one with a slash at its end, so such a path would be
//! rendered although the guards matched nothing. People who type the slash are
//! sent on, before anybody asks who they are.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::LOCATION;

use crate::refusal::{Asker, NOT_FOUND};
use crate::request::next_path;

pub async fn layer(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path == "/" || !(path.ends_with('/') || path.starts_with("//")) {
        return next.run(request).await;
    }
    match one_spelling(path, request.uri().query()) {
        Some(address) => (StatusCode::PERMANENT_REDIRECT, [(LOCATION, address)]).into_response(),
        None => NOT_FOUND.to(Asker::of(path)),
    }
}

/// Without the slashes; none for what would lead elsewhere.
fn one_spelling(path: &str, query: Option<&str>) -> Option<String> {
    let mut address = format!("/{}", path.trim_matches('/'));
    if let Some(query) = query {
        address.push('?');
        address.push_str(query);
    }
    (next_path::safe(&address) == address).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_is_taken_away_and_leads_nowhere_else() {
        assert_eq!(one_spelling("/report/", Some("service=1")), Some("/report?service=1".to_owned()));
        assert_eq!(one_spelling("//board//", None), Some("/board".to_owned()));
        assert_eq!(one_spelling("//", None), Some("/".to_owned()));
        assert_eq!(one_spelling("//evil.example/", None), Some("/evil.example".to_owned()));
        assert_eq!(one_spelling("/\\evil.example/", None), None);
    }
}
