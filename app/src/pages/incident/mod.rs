//! `/incidents/{number}`: one incident with its timeline, what can be done about it, and the place to write.
//!
//! The page loads frame and view once; `OnScreen` then keeps the view true in place. Who may not read the notes gets
//! their own part of it, another type and another screen; what does not exist or may not be seen is one and the same page.

mod actions;
mod ask;
mod composer;
mod facts;
mod forms;
mod head;
mod in_sight;
mod kept;
mod keys;
mod major;
mod not_there;
mod on_screen;
mod own_part;
mod own_screen;
mod pressed;
mod pressing;
mod reach;
mod renewal;
mod said;
mod screen;
mod sending;
mod step;
mod timeline;
mod together;

use domain::view::account::FrameView;
use domain::view::incident::Opened;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::incidents::open_incident;
use crate::pages::instead::{Coming, Failed};
use crate::refused_form::use_form_state;
use kit::routes;
// The board asks with the same dialogs.
pub(in crate::pages) use ask::Ask;
pub(in crate::pages) use forms::AskDialog;
pub(in crate::pages) use kept::Kept;
pub(in crate::pages) use keys::is_ours as is_key_of_page;
pub(in crate::pages) use on_screen::{OnScreen, UNDO_SECONDS};
pub(in crate::pages) use reach::Cause;
pub(in crate::pages) use said::said;
pub(in crate::pages) use sending::{Sending, nonce};
pub(in crate::pages) use step::{Offer, Stage, Step, between, keys, offers, on_key};

use not_there::NotThere;
use own_part::OwnPart;
use screen::Screen;

#[component]
pub fn IncidentPage() -> impl IntoView {
    let params = use_params_map();
    let state = use_form_state();
    let number = Memo::new(move |_| params.with(|params| params.get("number").unwrap_or_default()));
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get(routes::BEFORE).and_then(|typed| typed.parse().ok())));
    let page = Resource::new_blocking(move || (number.get(), before.get()), look);
    view! {
        <Suspense fallback=Coming>
            {move || {
                let state = state.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok((frame, Ok(Opened::Team(page)))) => view! { <Screen frame=frame page=*page state=state/> }.into_any(),
                        Ok((frame, Ok(Opened::Own(own)))) => view! { <OwnPart frame=frame own=*own state=state/> }.into_any(),
                        Ok((frame, Err(ApiError::NotFound))) => view! { <NotThere frame=frame number=number.get_untracked()/> }.into_any(),
                        Ok((_, Err(error))) | Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

type Seen = (FrameView, Result<Opened, ApiError>);

async fn look((number, before): (String, Option<u64>)) -> Result<Seen, ApiError> {
    Ok((frame().await?, open_incident(number, before).await))
}
