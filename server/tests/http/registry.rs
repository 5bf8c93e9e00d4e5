//! What the router holds, asked of the router itself: a door that somebody mounts tomorrow is walked without being
//! written down anywhere.

use std::collections::BTreeSet;

use axum::Router;
use http::Method;

use crate::asked::asked;

/// Every path that is mounted, with its parameters in braces. The router has no list to give, but it prints one.
pub fn paths(site: &Router) -> BTreeSet<String> {
    let printed = format!("{site:?}");
    let named = printed.split("RouteId(").filter_map(|part| part.split_once("): \""));
    let named = named.filter(|(id, _)| id.bytes().all(|byte| byte.is_ascii_digit()));
    let paths = named.filter_map(|(_, rest)| rest.split('"').next());
    let paths: BTreeSet<String> = paths.filter(|path| !path.contains("__private")).map(str::to_owned).collect();
    for known in ["/healthz", "/live", "/report", "/board", "/letters/{id}/preview", "/settings/people"] {
        assert!(paths.contains(known), "{known} is mounted and not seen: {paths:?}");
    }
    paths
}

/// A path that matches the pattern.
pub fn walked(pattern: &str, parameter: &str) -> String {
    let parts = pattern.split('/').map(|part| if part.starts_with('{') { parameter } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// What may be asked there, told by the refusal of what may not.
pub async fn methods(site: &Router, cookie: &str, path: &str) -> Vec<Method> {
    let request = asked(Method::PATCH, &walked(path, "x")).header("sec-fetch-site", "same-origin").cookie(cookie);
    let refused = request.of(site).await;
    assert_eq!(refused.status, 405, "{path} takes every method");
    let allowed = refused.header("allow").split(',').filter_map(|method| method.trim().parse().ok());
    allowed.filter(|method| *method != Method::HEAD).collect()
}
