//! What a page answers, and how it becomes HTML.

use std::borrow::Cow;

use http::StatusCode;
use kit::components::icon::Sprite;
use kit::shell::{HeadParts, SiteAssets};
use leptos::prelude::*;

/// Without an error there is something to show, or somewhere else to go.
pub enum Answer {
    Shown(Document),
    /// An address of ours.
    Elsewhere(Cow<'static, str>),
}

/// One page, ready to be written.
pub struct Document {
    pub status: StatusCode,
    title: String,
    body: Body,
}

type Body = Box<dyn FnOnce() -> AnyView + Send>;

impl Document {
    /// `body` is everything inside `<body>`: its `<main id="main">` with one `<h1 tabindex="-1">` and what stands around.
    pub fn new<V: IntoView + 'static>(title: impl Into<String>, body: impl FnOnce() -> V + Send + 'static) -> Self {
        let body: Body = Box::new(move || body().into_any());
        Self { status: StatusCode::OK, title: title.into(), body }
    }

    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same as the answer of a page function.
    pub fn shown(self) -> backend::Result<Answer> {
        Ok(Answer::Shown(self))
    }

    /// The whole document; `now` is the server's clock in seconds, by which the script corrects the browser's.
    pub fn html(self, assets: SiteAssets, theme: Option<&'static str>, now: i64) -> String {
        let Self { title, body, .. } = self;
        let build = assets.build_id.to_string();
        // A root: `Owner::new` would belong to whichever live page this thread wrote before, read what it was given for
        // somebody else, and lose its values when that page ends on another thread.
        Owner::new_root(None).with(|| {
            let view = view! {
                <!DOCTYPE html>
                <html lang="en" data-theme=theme data-build=build data-now=now>
                    <head>
                        <HeadParts assets=assets theme=theme nonce=None/>
                        <title>{format!("{title} · Sitrep")}</title>
                    </head>
                    <body>
                        <a class="skip-link" href="#main">"Skip to content"</a>
                        {body()}
                        <Sprite/>
                    </body>
                </html>
            };
            // The places where a program would take hold; nobody does, and a person's `<` is written as `&lt;`.
            view.to_html().replace("<!>", "")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_belongs_to_no_live_page_that_its_thread_wrote_before() {
        let live = Owner::new_root(None);
        live.with(|| provide_context("given for somebody else"));
        let document = Document::new("Status", move || {
            let words = Signal::stored("All is well");
            let given = use_context::<&str>();
            drop(live);
            view! { <main id="main">{move || words.get()}{given}</main> }
        });
        let html = document.html(SiteAssets::default(), None, 0);
        assert!(html.contains("All is well") && !html.contains("given"), "{html}");
    }

    #[test]
    fn a_title_typed_by_ana_cannot_leave_the_title_element() {
        let document = Document::new("</title><script>alert(1)</script> & more", || view! { <main id="main"></main> });
        let html = document.html(SiteAssets::default(), Some("dark"), 0);
        assert!(
            html.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more · Sitrep</title>"),
            "{html}"
        );
        assert!(html.contains("data-theme=\"dark\""), "{html}");
    }
}
