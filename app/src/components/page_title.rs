//! The title of a page. It exists because leptos_meta writes a title into the server's HTML unescaped, and titles
//! hold words that people typed; nothing else may use `<Title>`.

use leptos::prelude::*;
use leptos_meta::Title;

/// Sets the document's title to the text followed by the product's name. The server reads the text once, here, so a
/// title that depends on data stands beside that data, inside its `Suspense`.
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    // The server writes the head when the page, and with it the signal, may be gone already.
    #[cfg(feature = "ssr")]
    let shown = document_title(&text.get_untracked());
    // In the browser as well the old page may be gone when the title is asked for the last time.
    #[cfg(not(feature = "ssr"))]
    let shown = move || document_title(&text.try_get().unwrap_or_default());
    view! { <Title text=shown/> }
}

/// In the browser the title is set through the DOM, which takes text as text.
fn document_title(text: &str) -> String {
    let whole = format!("{text} · Sitrep");
    if cfg!(feature = "ssr") { kit::components::text_area::escape_text(&whole) } else { whole }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::document_title;

    #[test]
    fn a_title_typed_by_ana_cannot_leave_the_title_element() {
        assert_eq!(
            document_title("</title><script>alert(1)</script> & more"),
            "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more · Sitrep"
        );
    }
}
