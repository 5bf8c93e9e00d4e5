//! Nothing here, not yet here, went wrong: what a screen shows instead of its content, always with what to do.

use leptos::prelude::*;

use super::icon::{Icon, Symbol};
use super::tone::Tone;

/// `children` are the words and, in `<div class="row">`, the buttons. `level` is the heading's: 1 for a whole page.
#[component]
pub fn EmptyState(
    symbol: Symbol,
    #[prop(into)] title: String,
    #[prop(optional)] tone: Tone,
    #[prop(optional)] small: bool,
    #[prop(default = 2)] level: u8,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let class = match (tone, small) {
        (Tone::Bad, false) => "empty empty-bad",
        (Tone::Good, false) => "empty empty-good",
        (_, true) => "empty empty-small",
        _ => "empty",
    };
    let heading = match level {
        1 => view! { <h1 tabindex="-1">{title}</h1> }.into_any(),
        2 => view! { <h2>{title}</h2> }.into_any(),
        _ => view! { <h3>{title}</h3> }.into_any(),
    };
    view! { <div class=class><Icon symbol=symbol large=true/>{heading}{children.map(|children| children())}</div> }
}

/// Grey bars where `rows` rows will stand.
#[component]
pub fn Skeleton(#[prop(default = 3)] rows: usize, #[prop(optional)] blocks: bool) -> impl IntoView {
    let bars = (0..rows).map(|row| {
        let class = match (blocks, row % 3) {
            (true, _) => "skel skel-block",
            (_, 0) => "skel skel-long",
            (_, 1) => "skel skel-mid",
            _ => "skel skel-short",
        };
        view! { <span class=class></span> }
    });
    view! { <div class="skels" aria-busy="true"><span class="visually-hidden">"Loading"</span>{bars.collect_view()}</div> }
}
