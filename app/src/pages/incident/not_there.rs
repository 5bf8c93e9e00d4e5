//! What does not exist and what may not be seen: one page. Staff can ask for access; the answer is always the same.

use domain::view::account::FrameView;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::ask_access;
use crate::components::page_title::PageTitle;
use kit::ApiError;
use kit::components::button::{Button, ButtonKind};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::ground::Framed;

use crate::pages::instead::Failed;
use kit::routes;

#[component]
pub fn NotThere(frame: FrameView, number: String) -> impl IntoView {
    let staff = frame.viewer.as_ref().is_some_and(|viewer| viewer.role.is_staff());
    if !staff {
        return view! { <Failed error=ApiError::NotFound/> }.into_any();
    }
    view! {
        <PageTitle text="Not found"/>
        <Framed frame=frame>
            <main id="main" class="page">
                <EmptyState symbol=Symbol::Search title="There is no such incident here" level=1>
                    <p>"It does not exist, or it is open to its members only. Look whether the number is right."</p>
                    <AskAccess number=number/>
                </EmptyState>
            </main>
        </Framed>
    }
    .into_any()
}

#[component]
fn AskAccess(number: String) -> impl IntoView {
    let pending = RwSignal::new(false);
    let answer = RwSignal::new(None::<String>);
    let ask = Callback::new(move |()| {
        let number = number.clone();
        pending.set(true);
        spawn_local(async move {
            let words = match ask_access(number).await {
                Ok(()) => "Sent, if it exists.".to_owned(),
                Err(error) => error.sentence(),
            };
            pending.try_set(false);
            answer.try_set(Some(words));
        });
    });
    view! {
        <div class="row">
            <Button kind=ButtonKind::Primary pending=pending on_press=ask>"Ask for access"</Button>
            <a class="b" href=routes::BOARD>"Go to the board"</a>
        </div>
        <p role="status">{move || answer.get()}</p>
    }
}
