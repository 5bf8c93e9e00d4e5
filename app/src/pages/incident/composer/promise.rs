//! When stakeholders hear again: four presets, or none. The default follows priority and status.

use domain::classification::Priority;
use domain::incident::Status;
use domain::time::{HOUR, MINUTE, Moment};
use domain::view::incident::IncidentHead;
use leptos::prelude::*;

use crate::components::server_time::browser_now;
use crate::pages::incident::on_screen::OnScreen;

/// After so many updates about a P1 the next comes less often.
const UPDATES_OFTEN: u32 = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preset {
    None,
    HalfHour,
    Hour,
    TwoHours,
    NextMorning,
}

impl Preset {
    const ALL: [Self; 5] = [Self::HalfHour, Self::Hour, Self::TwoHours, Self::NextMorning, Self::None];

    fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::HalfHour => "30min",
            Self::Hour => "1h",
            Self::TwoHours => "2h",
            Self::NextMorning => "morning",
        }
    }

    /// What the product page promises when nobody says otherwise.
    fn usual(view: &IncidentHead) -> Self {
        match (view.status, view.priority) {
            (Status::Mitigated, _) | (_, Priority::P3) => Self::NextMorning,
            (status, _) if !status.is_open() => Self::None,
            (_, Priority::P1) if view.promises < UPDATES_OFTEN => Self::HalfHour,
            (_, Priority::P1) => Self::Hour,
            (_, Priority::P2) => Self::TwoHours,
            (_, Priority::P4) => Self::None,
        }
    }
}

#[derive(Clone, Copy)]
pub struct Promise {
    /// What was chosen; until then the usual one holds.
    chosen: RwSignal<Option<Preset>>,
    usual: Memo<Preset>,
    open: Memo<bool>,
    morning: Memo<Moment>,
}

impl Promise {
    /// To be called in a component.
    pub fn new(here: OnScreen) -> Self {
        Self {
            chosen: RwSignal::new(None),
            usual: here.slice(Preset::usual),
            open: here.slice(|view| view.status.is_open()),
            morning: here.slice(|view| view.next_morning.utc),
        }
    }

    /// Counted from the press.
    pub fn moment(self) -> Option<Moment> {
        if !self.open.get_untracked() {
            return None;
        }
        match self.chosen.get_untracked().unwrap_or_else(|| self.usual.get_untracked()) {
            Preset::None => None,
            Preset::HalfHour => Some(browser_now().plus(30 * MINUTE)),
            Preset::Hour => Some(browser_now().plus(HOUR)),
            Preset::TwoHours => Some(browser_now().plus(2 * HOUR)),
            Preset::NextMorning => Some(self.morning.get_untracked()),
        }
    }

    fn is(self, preset: Preset) -> bool {
        self.chosen.get().unwrap_or_else(|| self.usual.get()) == preset
    }
}

#[component]
pub fn PromiseChoice(here: OnScreen, promise: Promise) -> impl IntoView {
    let morning = here.slice(|view| view.next_morning.text.clone());
    let words = move |preset: Preset| match preset {
        Preset::None => "none".to_owned(),
        Preset::HalfHour => "in 30 min".to_owned(),
        Preset::Hour => "in 1 h".to_owned(),
        Preset::TwoHours => "in 2 h".to_owned(),
        Preset::NextMorning => morning.get(),
    };
    let choice = move |preset: Preset| {
        view! {
            <label>
                <input
                    type="radio"
                    name="promise"
                    value=preset.code()
                    prop:checked=move || promise.is(preset)
                    on:change=move |_| promise.chosen.set(Some(preset))
                />
                {move || words(preset)}
            </label>
        }
    };
    view! {
        <div class="promise" hidden=move || !promise.open.get()>
            <span class="field-label" id="promise-label">"Next update by"</span>
            <div class="segments" role="radiogroup" aria-labelledby="promise-label">{Preset::ALL.map(choice).collect_view()}</div>
        </div>
        <p class="help" hidden=move || promise.open.get()>"It is no longer open, so there is no next update."</p>
    }
}
