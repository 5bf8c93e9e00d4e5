//! The session's cookie. On https it is `__Host-sid`, which no other host or
//! path can set; on plain http browsers drop `Secure` cookies, so there it is
//! `sid` and the screen says that the connection is not encrypted. Beside it the
//! marks of those who signed in in this browser, which open nothing, and a mark of the browser itself, by which "me too"
//! without a name is counted once.

use http::HeaderMap;
use http::header::COOKIE;

const SECURE_NAME: &str = "__Host-sid";
const PLAIN_NAME: &str = "sid";
const SECURE_MARKS: &str = "__Host-known";
const PLAIN_MARKS: &str = "known";
const SECURE_BROWSER: &str = "__Host-browser";
const PLAIN_BROWSER: &str = "browser";
/// As long as an incident may be open.
const BROWSER_KEPT_SECONDS: u64 = 90 * 24 * 60 * 60;
/// Ours are 43 characters.
const LONGEST_BROWSER: usize = 64;
/// A year; each sign-in begins it anew.
const MARKS_KEPT_SECONDS: u64 = 365 * 24 * 60 * 60;
/// Ours are 54 characters for each of four people.
const LONGEST_MARKS: usize = 512;
/// Ours are 43 characters; anything longer is not worth a look-up.
const LONGEST_SESSION: usize = 128;

fn marks_name(https: bool) -> &'static str {
    if https { SECURE_MARKS } else { PLAIN_MARKS }
}

fn name(https: bool) -> &'static str {
    if https { SECURE_NAME } else { PLAIN_NAME }
}

/// The session a request brings. Under https the plain name means nothing:
/// a neighbour on plain http could have planted it.
pub fn read(headers: &HeaderMap, https: bool) -> Option<&str> {
    brought(headers, name(https), LONGEST_SESSION)
}

/// The marks that a request brings; empty when it brings none.
pub fn read_marks(headers: &HeaderMap, https: bool) -> &str {
    brought(headers, marks_name(https), LONGEST_MARKS).unwrap_or_default()
}

/// The mark of the browser; empty when it brings none.
pub fn read_browser(headers: &HeaderMap, https: bool) -> &str {
    brought(headers, if https { SECURE_BROWSER } else { PLAIN_BROWSER }, LONGEST_BROWSER).unwrap_or_default()
}

fn brought<'a>(headers: &'a HeaderMap, name: &str, longest: usize) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs.filter(|(found, _)| *found == name).map(|(_, value)| value);
    values.next().filter(|value| !value.is_empty() && value.len() <= longest)
}

/// The `Set-Cookie` that starts a session and lets the browser keep it.
pub fn kept(session: &str, https: bool, seconds: u64) -> String {
    format!("{}={session}; {}; Max-Age={seconds}", name(https), attributes(https))
}

/// The `Set-Cookie` of the marks.
pub fn marks_kept(marks: &str, https: bool) -> String {
    format!("{}={marks}; {}; Max-Age={MARKS_KEPT_SECONDS}", marks_name(https), attributes(https))
}

/// The `Set-Cookie` of the browser's own mark.
pub fn browser_kept(mark: &str, https: bool) -> String {
    let name = if https { SECURE_BROWSER } else { PLAIN_BROWSER };
    format!("{name}={mark}; {}; Max-Age={BROWSER_KEPT_SECONDS}", attributes(https))
}

/// The `Set-Cookie` that ends it.
pub fn ended(https: bool) -> String {
    format!("{}=; {}; Max-Age=0", name(https), attributes(https))
}

fn attributes(https: bool) -> &'static str {
    if https { "Path=/; HttpOnly; SameSite=Lax; Secure" } else { "Path=/; HttpOnly; SameSite=Lax" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brings(line: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, line.parse().unwrap())])
    }

    #[test]
    fn each_scheme_reads_its_own_cookie_only() {
        let both = brings("theme=dark; sid=planted; __Host-sid=true");
        assert_eq!(read(&both, true), Some("true"));
        assert_eq!(read(&both, false), Some("planted"));
        assert_eq!(read(&brings("sid=planted"), true), None);
    }

    #[test]
    fn an_empty_or_endless_cookie_is_none() {
        assert_eq!(read(&brings("sid="), false), None);
        let long = format!("sid={}", "a".repeat(200));
        assert_eq!(read(&HeaderMap::from_iter([(COOKIE, long.parse().unwrap())]), false), None);
    }

    #[test]
    fn the_secure_cookie_obeys_the_rules_of_its_prefix() {
        let cookie = kept("abc", true, 60);
        assert!(cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"));
        assert!(!ended(false).contains("Secure"));
    }
}
