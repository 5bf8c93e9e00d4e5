//! What stands around a page that both visitors and people who are signed in read: the frame for these, the narrow
//! column for those.

use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::api::frame::frame;
use crate::api::wire::load_once;
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

/// The same for what is shown instead of a page that failed, and so has no frame at hand.
#[component]
pub fn Instead(children: ChildrenFn) -> impl IntoView {
    let around = load_once(frame());
    view! {
        <Suspense fallback=|| view! { <main id="main" class="solo" aria-busy="true"></main> }>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    match around.await {
                        Ok(frame) => view! { <Around frame=frame>{children()}</Around> }.into_any(),
                        Err(_) => view! { <main id="main" class="solo">{children()}</main> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}
