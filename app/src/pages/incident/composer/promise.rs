//! When stakeholders hear again: presets, or none.

use domain::promise::Preset;
use domain::time::Moment;
use leptos::prelude::*;

use crate::components::server_time::browser_now;
use crate::pages::incident::on_screen::OnScreen;

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
            usual: here.slice(|view| Preset::usual(view.status, view.priority, view.promises)),
            open: here.slice(|view| view.status.is_open()),
            morning: here.slice(|view| view.next_morning.utc),
        }
    }

    /// Counted from the press.
    pub fn moment(self) -> Option<Moment> {
        if !self.open.get_untracked() {
            return None;
        }
        let chosen = self.chosen.get_untracked().unwrap_or_else(|| self.usual.get_untracked());
        chosen.moment(browser_now(), self.morning.get_untracked())
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
