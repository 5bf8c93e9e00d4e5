//! Words people wrote, as safe HTML: Markdown without raw HTML, then sanitised against a small list of elements.
//! No images (they phone home), no style, no scripts; links open apart and tell nobody where they came from.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, html};

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let elements = ["p", "br", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr"];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(elements))
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// The HTML of the text; the only function whose result pages and letters insert unescaped.
pub fn to_html(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        // People who write a line break mean one.
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    SANITISER.clean(&rendered).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_links_survive_and_scripts_do_not() {
        let html = to_html("- one\n- [two](https://x.io)\n\n<script>alert(1)</script> ![i](https://x.io/p.png)");
        assert!(html.contains("<li>one</li>") && html.contains("href=\"https://x.io\""));
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("<img"));
    }

    #[test]
    fn a_link_that_runs_code_is_no_link() {
        assert!(!to_html("[x](javascript:alert(1)) [y](data:text/html,x)").contains("href"));
    }
}
