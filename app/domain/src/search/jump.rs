//! A query that is nothing but a number leads to its incident: `INC-42`, `inc 042`, `#42`, `42`.

use crate::incident::Number;

/// The number that was typed, if that is all that was typed. In quotation marks it is a word like others.
pub fn number(typed: &str) -> Option<Number> {
    let typed = typed.trim().to_ascii_uppercase();
    let tail = typed.strip_prefix("INC").map(|tail| tail.trim_start_matches(['-', ' ', '#']));
    let tail = tail.or_else(|| typed.strip_prefix('#').map(str::trim_start));
    let digits = tail.unwrap_or(&typed);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("INC-{}", digits.trim_start_matches('0')).parse().ok();
    }
    typed.replacen("SEC ", "SEC-", 1).parse().ok()
}
