//! The answer to a form whose session ended while it was typed: everything in
//! it, ready to be sent again after signing in in another tab. Without script
//! and without the app, which shows nothing of a closed page to a visitor.

use axum::response::Response;
use http::StatusCode;

use super::again::is_secret;
use crate::refusal::{escaped, html};

/// None when there is nothing to keep. Secrets are typed anew; the form's page asks for them.
pub fn send_again(path: &str, fields: &[(String, String)]) -> Option<Response> {
    let kept: String = fields.iter().filter(|(name, _)| !is_secret(name)).map(hidden).collect();
    if kept.is_empty() {
        return None;
    }
    let mut response = html(&page(&escaped(path), &kept));
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    Some(response)
}

fn hidden((name, value): &(String, String)) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escaped(name), escaped(value))
}

fn page(path: &str, kept: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>You were signed out</title></head><body><main><h1>You were signed out</h1>\
         <p>Nothing was changed, and what you typed is kept on this page. \
         <a href=\"/sign-in\" target=\"_blank\">Sign in in another tab</a>, then send it again from here.</p>\
         <form method=\"post\" action=\"{path}\">{kept}<button>Send it again</button></form></main></body></html>"
    )
}
