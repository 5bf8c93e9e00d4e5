//! Addresses with a query: words somebody typed or chose, escaped in one place.

use domain::view::board::BoardFilter;
use domain::view::sorting::ListSort;

use super::{BOARD, MERGE, SEARCH};

/// The board in columns.
pub fn board(filter: &BoardFilter) -> String {
    with_words(BOARD, &board_words(filter))
}

/// The board as rows.
pub fn board_list(filter: &BoardFilter) -> String {
    let words = [("view", "list")].into_iter().chain(board_words(filter)).collect::<Vec<_>>();
    with_words(BOARD, &words)
}

/// The same rows in another order.
pub fn board_sorted(filter: &BoardFilter, sort: ListSort) -> String {
    let code = sort.code();
    let words = [("view", "list")].into_iter().chain(board_words(filter)).chain([("sort", code.as_str())]);
    with_words(BOARD, &words.collect::<Vec<_>>())
}

/// The same list with what came of a press on several of its rows. `query` is that of the address it was posted to.
pub fn board_done(query: &str, press: &str) -> String {
    let kept = query.split('&').filter(|word| !word.is_empty() && !word.starts_with("done=") && *word != "view=list");
    let words: Vec<_> = ["view=list"].into_iter().chain(kept).collect();
    format!("{BOARD}?{}&done={}", words.join("&"), encoded(press))
}

/// One page of what fits a query; the first is 1.
pub fn search(typed: &str, page: usize) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    with_words(SEARCH, &[("q", typed), ("page", &page)])
}

/// The page that shows what a merge of these ticks would do.
pub fn merge(ticked: &[String]) -> String {
    with_words(MERGE, &[("ticked", &ticked.join(","))])
}

fn board_words(filter: &BoardFilter) -> [(&'static str, &str); 4] {
    [("q", &filter.q), ("service", &filter.service), ("owner", &filter.owner), ("priority", &filter.priority)]
}

/// A path and the words of its query; empty ones are left out.
pub fn with_words(path: &str, words: &[(&str, &str)]) -> String {
    let said = words.iter().filter(|(_, word)| !word.is_empty());
    let said: Vec<_> = said.map(|(name, word)| format!("{name}={}", encoded(word))).collect();
    if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) }
}

/// A word of the query: everything but letters, digits and a few marks is written as bytes.
fn encoded(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    let write = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    word.bytes().map(write).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_keeps_the_filter_of_the_board() {
        let filter = BoardFilter { q: "mail & more".into(), owner: "me".into(), ..BoardFilter::default() };
        assert_eq!(board_list(&filter), "/board?view=list&q=mail%20%26%20more&owner=me");
        assert_eq!(board_sorted(&filter, ListSort::parse("-age")), board_list(&filter) + "&sort=-age");
        assert_eq!(board_sorted(&filter, ListSort::default()), board_list(&filter));
        assert_eq!(board(&BoardFilter::default()), "/board");
        assert_eq!(board_done("view=list&q=mail&done=a", "b"), "/board?view=list&q=mail&done=b");
        assert_eq!(board_done("", "b"), "/board?view=list&done=b");
    }
}
