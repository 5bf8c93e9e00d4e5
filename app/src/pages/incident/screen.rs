//! The incident as staff see it: head, timeline with the composer below, facts beside. Live changes arrive here.

use domain::view::account::FrameView;
use domain::view::incident::TeamPage;
use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::components::server_time::learn_server_time;
use crate::live::{self, LiveState, Renewed};
use crate::pages::incident::composer::Composer;
use crate::pages::incident::facts::Facts;
use crate::pages::incident::forms::AskDialog;
use crate::pages::incident::head::Head;
use crate::pages::incident::in_sight::NewBelow;
use crate::pages::incident::kept::Kept;
use crate::pages::incident::keys::listen_to_keys;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::reach::CauseHint;
use crate::pages::incident::timeline::Timeline;
use crate::pages::incident::together::MergedStrip;
use kit::components::empty_state::EmptyState;
use kit::components::icon::{Icon, Symbol};
use kit::form::FormState;
use kit::ground::Framed;
use kit::routes;

#[component]
pub fn Screen(frame: FrameView, page: TeamPage, state: FormState) -> impl IntoView {
    let TeamPage { head, facts, timeline, choices, cursor } = page;
    let as_of = head.as_of.utc;
    let here = OnScreen::new(head, Kept::new()).with(facts, timeline, choices).after(state);
    Effect::new(move || learn_server_time(as_of));
    let live = live::follow(cursor, here.renewing(), move |news| here.hear(&news));
    listen_to_keys(here);
    let title = here.slice(|view| format!("{} {}", view.number, view.title));
    let strips = live.strips(&frame);
    view! {
        <PageTitle text=Signal::derive(move || title.get())/>
        <Framed frame=frame strips=strips>
            <LiveState live=live/>
            <main id="main" class="page inc">
                {move || if here.is_gone() { Gone().into_any() } else { view! { <Whole here=here/> }.into_any() }}
            </main>
        </Framed>
    }
}

#[component]
fn Whole(here: OnScreen) -> impl IntoView {
    view! {
        <Head here=here/>
        <MergedStrip here=here/>
        <CauseHint here=here/>
        <div class="inc-body">
            <section class="inc-main" aria-label="What happened">
                <Timeline here=here/>
                <NewBelow here=here/>
                <Composer here=here/>
            </section>
            <aside class="inc-facts" aria-label="Facts">
                <details class="fold">
                    <summary><Icon symbol=Symbol::List small=true/>"Facts, people, services"</summary>
                    <Facts here=here/>
                </details>
            </aside>
        </div>
        <AskDialog here=here/>
    }
}

/// It was restricted, or the reader lost the right, while they looked at it.
#[component]
fn Gone() -> impl IntoView {
    view! {
        <EmptyState symbol=Symbol::Lock title="This incident is no longer open to you" level=1>
            <p>"It was restricted to its members while you looked at it."</p>
            <div class="row"><a class="b" href=routes::BOARD>"Go to the board"</a></div>
        </EmptyState>
    }
}
