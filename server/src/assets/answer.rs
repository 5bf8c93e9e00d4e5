//! Answers a request for an asset: the smallest form that the browser takes, or "you have it already".

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::site::File;
use crate::compression::takes;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub async fn answer(Path((revision, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    match super::site().find(&format!("/assets/{revision}/{name}")) {
        Some(file) => serve(file, &headers),
        // An old page after an update asks for files that are gone; nobody may remember that.
        None => (StatusCode::NOT_FOUND, [(CACHE_CONTROL, "no-store")]).into_response(),
    }
}

fn serve(file: &'static File, asked: &HeaderMap) -> Response {
    let (coding, bytes) = best_form(file, asked);
    // Each form has a tag of its own, because the tag promises the same bytes.
    let tag = format!("\"{}-{}\"", file.fingerprint, coding.unwrap_or("id"));
    let common = [(CACHE_CONTROL, FOR_EVER), (VARY, "accept-encoding")];
    if knows(asked, &tag) {
        return (StatusCode::NOT_MODIFIED, common, [(ETAG, tag)]).into_response();
    }
    let media = [(CONTENT_TYPE, media_type(&file.name))];
    let mut response = (common, media, [(ETAG, tag)], Body::from(bytes)).into_response();
    if let Some(coding) = coding {
        response.headers_mut().insert(CONTENT_ENCODING, axum::http::HeaderValue::from_static(coding));
    }
    response
}

fn best_form(file: &'static File, asked: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
    let offers = [("br", file.brotli), ("gzip", file.gzip)];
    let taken = offers.into_iter().find_map(|(coding, bytes)| Some((coding, bytes?)).filter(|_| takes(asked, coding)));
    match taken {
        Some((coding, bytes)) => (Some(coding), bytes),
        None => (None, &file.identity),
    }
}

fn knows(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        // Any other type keeps browsers from compiling while they load.
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use axum::http::header::ACCEPT_ENCODING;

    use super::*;

    static SCRIPT: LazyLock<File> = LazyLock::new(|| File {
        name: "pkg/door.js".to_owned(),
        fingerprint: "f00".into(),
        identity: b"plain".as_slice().into(),
        brotli: Some(b"br"),
        gzip: Some(b"gz"),
    });

    fn asked(encoding: &'static str, known: &'static str) -> HeaderMap {
        let pairs = [(ACCEPT_ENCODING, encoding), (IF_NONE_MATCH, known)];
        pairs.into_iter().map(|(name, value)| (name, value.parse().expect("a header"))).collect()
    }

    fn coding(encoding: &'static str) -> Option<&'static str> {
        best_form(&SCRIPT, &asked(encoding, "")).0
    }

    #[test]
    fn a_browser_gets_the_smallest_form_it_takes() {
        assert_eq!(coding("gzip, deflate, br, zstd"), Some("br"));
        assert_eq!(coding("gzip, br;q=0"), Some("gzip"), "refused with weight zero");
        assert_eq!(coding("GZIP;q=0.5"), Some("gzip"));
        assert_eq!(coding("deflate"), None);
        assert_eq!(coding(""), None);
    }

    #[test]
    fn a_browser_that_has_the_file_is_told_so_for_the_same_form_only() {
        let fresh = serve(&SCRIPT, &asked("br", "\"other\""));
        assert_eq!(fresh.status(), StatusCode::OK);
        assert_eq!(fresh.headers()[CONTENT_ENCODING], "br");
        assert_eq!(fresh.headers()[VARY], "accept-encoding");
        assert_eq!(fresh.headers()[CACHE_CONTROL], FOR_EVER);
        assert_eq!(fresh.headers()[ETAG], "\"f00-br\"");
        assert_eq!(serve(&SCRIPT, &asked("br", "\"x\", W/\"f00-br\"")).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(serve(&SCRIPT, &asked("gzip", "\"f00-br\"")).status(), StatusCode::OK);
    }
}
