//! What stands around a page that both visitors and people who are signed in read: the frame for these, the narrow
//! column for those.

use domain::view::account::FrameView;
use leptos::prelude::*;

use super::framed::Framed;
use super::solo::Solo;

#[component]
pub fn Around(frame: FrameView, #[prop(default = "")] here: &'static str, children: Children) -> impl IntoView {
    if frame.viewer.is_some() {
        let page = view! { <main id="main" class="page page-narrow">{children()}</main> };
        view! { <Framed frame=frame here=here>{page}</Framed> }.into_any()
    } else {
        view! { <Solo organisation=frame.organisation>{children()}</Solo> }.into_any()
    }
}
