//! An instant as the server wrote it, with the relative time beside it.

use domain::time::Moment;
use domain::view::TimeView;
use leptos::prelude::*;

use super::icon::{Icon, Symbol};
use super::time_sense::{TimeSense, seconds};

/// `14:20`, and with `as_of` also "32 min ago" in quiet words.
#[component]
pub fn TimeText(time: TimeView, #[prop(optional, into)] as_of: Option<Moment>) -> impl IntoView {
    let relative = as_of.map(|now| {
        view! { " " <span class="rel quiet" data-u=seconds(time.utc).to_string()>{TimeSense::Event.words(time.utc, now)}</span> }
    });
    view! { <time datetime=time.iso>{time.text}</time> {relative} }
}

/// Only the relative words; the written time is in the title.
#[component]
pub fn RelativeTime(time: TimeView, as_of: Moment) -> impl IntoView {
    let words = TimeSense::Event.words(time.utc, as_of);
    view! { <time class="rel" datetime=time.iso title=time.text data-u=seconds(time.utc).to_string()>{words}</time> }
}

/// Something that is due: "in 32 min", filled when `near`, "12 min late" in words when it is.
#[component]
pub fn DeadlineChip(
    time: TimeView,
    as_of: Moment,
    #[prop(default = Symbol::Clock)] symbol: Symbol,
    #[prop(optional)] near: bool,
) -> impl IntoView {
    let class = match (time.utc < as_of, near) {
        (true, _) => "due due-late",
        (false, true) => "due due-near",
        (false, false) => "due due-running",
    };
    let words = TimeSense::Deadline.words(time.utc, as_of);
    view! {
        <time class=class datetime=time.iso title=time.text>
            <Icon symbol=symbol/>
            <span class="rel rel-due" data-u=seconds(time.utc).to_string()>{words}</span>
        </time>
    }
}
