//! A `<textarea>` that is safe to fill with what people typed. Leptos does not escape the content of a textarea on
//! the server, and an empty one would arrive holding a space; here the content is escaped and may be empty.
//! Nothing else may use a raw `<textarea>`.

use leptos::html::Textarea;
use leptos::prelude::*;

/// `value` is the text at first render. What is typed before hydration stays; to change it later use `node_ref`.
/// Further attributes and events can be spread onto it: `<TextArea .. attr:required=true on:input=..>`.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into, optional)] value: String,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] node_ref: NodeRef<Textarea>,
) -> impl IntoView {
    view! { <textarea id=id name=name rows=rows node_ref=node_ref inner_html=content(&value)></textarea> }
}

/// The parser drops one newline after the opening tag, so the server adds the one that may go.
fn content(value: &str) -> String {
    let escaped = escape_text(value);
    if cfg!(feature = "ssr") { format!("\n{escaped}") } else { escaped }
}

/// Escapes text that stands between tags.
pub fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn html_of(value: &str) -> String {
        let value = value.to_owned();
        Owner::new().with(|| view! { <TextArea id="t" name="t" value=value/> }.to_html())
    }

    #[test]
    fn what_ana_typed_cannot_close_the_field() {
        let html = html_of("</textarea><script>alert(1)</script>");
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    }

    #[test]
    fn an_empty_field_is_empty_and_a_first_blank_line_survives() {
        assert!(html_of("").contains(">\n</textarea>"), "{}", html_of(""));
        assert!(html_of("\nsecond line").contains(">\n\nsecond line</textarea>"));
    }
}
