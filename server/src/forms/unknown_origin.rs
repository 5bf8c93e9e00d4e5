//! The answer to a form that does not say where it comes from, although a browser sent it: the cause, what to mend, and
//! everything that was typed. It stands there to be copied and in no form, because another site may have written it.

use axum::response::Response;

use super::again::is_secret;
use crate::refusal::{NO_ORIGIN, escaped, html};

const ABOUT: &str = "<p>Your browser hides from which page this came (it says \u{201c}Origin: null\u{201d}), so it cannot \
                     be told from what another site would send. Mostly a proxy in front of Sitrep adds the header \
                     \u{201c}Referrer-Policy: no-referrer\u{201d}.</p><p>To mend it, whoever runs the server takes that \
                     header away, or makes it \u{201c}same-origin\u{201d}, or has Sitrep opened with https.</p>";

pub fn unknown_origin(fields: &[(String, String)]) -> Response {
    let typed = fields.iter().filter(|(name, value)| !is_secret(name) && !value.trim().is_empty());
    let typed: String = typed.map(|(_, value)| format!("<pre>{}</pre>", escaped(value))).collect();
    let kept = if typed.is_empty() { String::new() } else { format!("<h2>What was sent, to copy</h2>{typed}") };
    let page = NO_ORIGIN.page("").replace("<p></p>", &format!("{ABOUT}{kept}"));
    let mut response = html(&page);
    *response.status_mut() = NO_ORIGIN.status;
    response
}
