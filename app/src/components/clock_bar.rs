//! One clock: name and state in words, a bar of elapsed against target, when it is due and why. Plain values; the
//! rules stand in the domain.

use leptos::prelude::*;

use super::icon::{Icon, Symbol};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockState {
    #[default]
    Running,
    /// Under a quarter is left.
    Near,
    Late,
    Met,
    MetLate,
    Paused,
    /// Has not started or does not apply.
    Off,
}

/// `elapsed` in hundredths of the target; over 100 the bar fills and says so by colour, the words say by how much.
#[component]
pub fn ClockBar(
    #[prop(into)] name: String,
    state: ClockState,
    /// "32 min left", "met in 6 min", "paused".
    #[prop(into)]
    words: String,
    elapsed: u32,
    #[prop(default = Symbol::Clock)] symbol: Symbol,
    /// The line under the bar: due time, why.
    children: Children,
) -> impl IntoView {
    let class = match state {
        ClockState::Running => "clock",
        ClockState::Near => "clock clock-near",
        ClockState::Late => "clock clock-late",
        ClockState::Met => "clock clock-met",
        ClockState::MetLate => "clock clock-met-late",
        ClockState::Paused => "clock clock-paused",
        ClockState::Off => "clock clock-off",
    };
    view! {
        <div class=class>
            <div class="clock-top">
                <span class="clock-name"><Icon symbol=symbol small=true/>{name}</span>
                <span class="clock-state">{words}</span>
            </div>
            <svg class="clock-bar" aria-hidden="true">
                <rect class="all" width="100%" height="6"></rect>
                <rect class="part" width=format!("{}%", elapsed.min(100)) height="6"></rect>
            </svg>
            <div class="clock-foot">{children()}</div>
        </div>
    }
}
