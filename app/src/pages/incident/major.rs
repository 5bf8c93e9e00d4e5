//! A major incident was proposed: whoever may decide is asked; the others read that it waits.

use domain::incident::{Major, Press};
use leptos::prelude::*;

use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::icon::{Icon, Symbol};

#[component]
pub fn MajorQuestion(here: OnScreen) -> impl IntoView {
    let asked =
        here.slice(|view| (view.major == Major::Proposed && view.status.is_open()).then_some(view.may.decide_major));
    move || {
        let decides = asked.get()?;
        Some(view! {
            <div class="notice is-warn">
                <Icon symbol=Symbol::Flag/>
                <p>
                    "Proposed as a major incident. "
                    {if decides { "If you declare it, you command it where nobody does. Its incident manager leads communications until somebody else is named." } else { "A manager or its incident manager decides." }}
                </p>
                {decides.then(|| view! {
                    <div class="row">
                        <Button kind=ButtonKind::Primary size=ButtonSize::Small on_press=Callback::new(move |()| here.press_now(Press::AcceptMajor, || {}))>
                            "Declare it major"
                        </Button>
                        <Button size=ButtonSize::Small on_press=Callback::new(move |()| here.ask(Ask::DeclineMajor))>"Decline…"</Button>
                    </div>
                })}
            </div>
        })
    }
}
