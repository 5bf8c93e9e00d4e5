//! What a live page shows while its data comes, and in its place when it cannot be shown. The call that failed has set
//! the status of the answer.

use kit::ApiError;
use kit::components::empty_state::Skeleton;
use kit::ground::{Around, CannotBeShown, NotForYourRole, NothingHere};
use leptos::prelude::*;

use crate::api::frame::frame;
use crate::components::page_title::PageTitle;

/// While the browser fetches a page it has moved to. No document is without a title, meanwhile; the server never shows
/// what is coming, and makes it all the same.
#[component]
pub fn Coming() -> impl IntoView {
    let title = (!cfg!(feature = "ssr")).then(|| view! { <PageTitle text="Loading"/> });
    view! { {title}<div class="frame"></div><main id="main" class="page"><Skeleton rows=5 blocks=true/></main> }
}

/// The page cannot be shown; says why and what to do, with the frame if there is one.
#[component]
pub fn Failed(error: ApiError) -> impl IntoView {
    let title = match error {
        ApiError::NotFound => "Not found",
        ApiError::Denied => "Not for your role",
        _ => "Not now",
    };
    let around = OnceResource::new_blocking(frame());
    view! {
        <PageTitle text=title/>
        <Suspense fallback=|| view! { <main id="main" class="solo" aria-busy="true"></main> }>
            {move || {
                let words = words(error.clone());
                Suspend::new(async move {
                    match around.await {
                        Ok(frame) => view! { <Around frame=frame>{words}</Around> }.into_any(),
                        Err(_) => view! { <main id="main" class="solo">{words}</main> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

fn words(error: ApiError) -> AnyView {
    match error {
        ApiError::NotFound => NothingHere().into_any(),
        ApiError::Denied => NotForYourRole().into_any(),
        error => view! { <CannotBeShown error=error/> }.into_any(),
    }
}
