//! Where a person goes after signing in. Comes from the URL, so anybody may
//! have written it: only a path of this site is taken.

/// Longer paths are no page of ours.
const LONGEST: usize = 512;

/// The path, or the start page when it would lead elsewhere.
pub fn safe(next: &str) -> &str {
    if is_ours(next) { next } else { "/" }
}

fn is_ours(next: &str) -> bool {
    let plain = next.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    plain && next.len() <= LONGEST && next.starts_with('/') && !next.starts_with("//")
}

/// `/sign-in` with the way back. All that could end the value is escaped.
pub fn sign_in_then(next: &str) -> String {
    let next = safe(next);
    if next == "/" {
        return "/sign-in".to_owned();
    }
    let escaped = next.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B");
    format!("/sign-in?next={escaped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_this_site_is_taken() {
        assert_eq!(safe("/incidents/INC-42?tab=notes"), "/incidents/INC-42?tab=notes");
        for elsewhere in ["//evil.example", "/\\evil.example", "https://evil.example", "", "board", "/a\r\nb", "/a b"] {
            assert_eq!(safe(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn the_way_back_survives_the_query() {
        assert_eq!(sign_in_then("/board?a=1&b=2"), "/sign-in?next=/board?a=1%26b=2");
        assert_eq!(sign_in_then("//evil.example"), "/sign-in");
    }
}
