//! What stands in the place of a page: nothing is there, it is not for this role, or it cannot be shown now. Each says
//! what to do.

use leptos::prelude::*;

use crate::ApiError;
use crate::components::Tone;
use crate::components::empty_state::EmptyState;
use crate::components::icon::Symbol;
use crate::routes;

/// The one answer for what does not exist and for what the reader may not see.
#[component]
pub fn NothingHere() -> impl IntoView {
    view! {
        <EmptyState symbol=Symbol::Search title="There is nothing at this address" level=1>
            <p>"It may have moved or ended, or it is not open to you. Look whether the address is whole."</p>
            <div class="row">
                <a class="b" href=routes::HOME>"Go to the first page"</a>
                <a class="b b-quiet" href=routes::REPORT>"Report a problem"</a>
            </div>
        </EmptyState>
    }
}

/// A screen the reader's role lacks. What they may not see at all is `NothingHere`.
#[component]
pub fn NotForYourRole() -> impl IntoView {
    view! {
        <EmptyState symbol=Symbol::Lock title="Your role does not open this page" level=1>
            <p>"Ask an administrator if you need it for your work."</p>
            <div class="row">
                <a class="b" href=routes::HOME>"Go to the first page"</a>
            </div>
        </EmptyState>
    }
}

#[component]
pub fn CannotBeShown(error: ApiError) -> impl IntoView {
    let (title, symbol) = match error {
        ApiError::SignedOut => ("You are signed out", Symbol::Person),
        _ => ("This page cannot be shown now", Symbol::Offline),
    };
    let next = if error == ApiError::SignedOut {
        view! { <a class="b b-primary" href=routes::SIGN_IN rel="external">"Sign in"</a> }.into_any()
    } else {
        // `external`: the browser asks anew.
        view! { <a class="b" href="" rel="external">"Load it again"</a> }.into_any()
    };
    view! {
        <EmptyState symbol=symbol title=title tone=Tone::Bad level=1>
            <p>{error.sentence()}</p>
            <p>"If work has stopped, call the IT team."</p>
            <div class="row">
                {next}
                <a class="b b-quiet" href=routes::HOME rel="external">"Go to the first page"</a>
            </div>
        </EmptyState>
    }
}
