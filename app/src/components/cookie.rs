//! Choices of a reader that stay on this device, as cookies: the server can read them too, and signing out does not
//! wipe them.

use leptos::prelude::document;
use wasm_bindgen::JsValue;

const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// An empty value forgets it. A document that refuses cookies still follows the choice until it is left.
pub fn write_cookie(name: &str, value: &str) {
    let age = if value.is_empty() { 0 } else { YEAR_SECONDS };
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; SameSite=Lax");
    let _ = js_sys::Reflect::set(&document(), &"cookie".into(), &JsValue::from(cookie));
}

/// Whether the browser sends this cookie with exactly this value.
pub fn has_cookie(name: &str, value: &str) -> bool {
    let all = js_sys::Reflect::get(&document(), &"cookie".into()).ok().and_then(|all| all.as_string());
    all.is_some_and(|all| is_among(&all, name, value))
}

fn is_among(all: &str, name: &str, value: &str) -> bool {
    all.split(';').any(|cookie| cookie.trim().split_once('=') == Some((name, value)))
}

#[cfg(test)]
mod tests {
    use super::is_among;

    #[test]
    fn what_rui_chose_is_read_among_other_cookies() {
        assert!(is_among("theme=dark; keys=off", "keys", "off"));
        assert!(!is_among("theme=dark; monkeys=off", "keys", "off"));
        assert!(!is_among("", "keys", "off"));
    }
}
