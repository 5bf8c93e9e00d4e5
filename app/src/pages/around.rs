//! What stands around a page that both visitors and people who are signed in read: the frame for these, the narrow
//! column for those.

use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::pages::framed::Framed;
use crate::pages::solo::Solo;

#[component]
pub fn Around(frame: FrameView, children: Children) -> impl IntoView {
    if frame.viewer.is_some() {
        let page = view! { <main id="main" class="page page-narrow">{children()}</main> };
        view! { <Framed frame=frame live=None>{page}</Framed> }.into_any()
    } else {
        view! { <Solo organisation=frame.organisation>{children()}</Solo> }.into_any()
    }
}
