//! Until when something waits: presets, an instant of one's own, or nothing said.

use domain::time::{HOUR, Moment};
use leptos::prelude::*;

use super::when::{WhenField, moment};
use crate::api::ApiError;
use crate::components::server_time::browser_now;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::field::FieldMessage;

const OPEN: &str = "open";
const HOUR_ON: &str = "1h";
const FOUR_HOURS_ON: &str = "4h";
const MORNING: &str = "morning";
const GIVEN: &str = "given";

#[derive(Clone, Copy)]
pub struct Until {
    here: OnScreen,
    chosen: KeptField,
    typed: KeptField,
}

impl Until {
    /// To be called in a component.
    pub fn new(here: OnScreen, ask: Ask) -> Self {
        let chosen = KeptField::new(here, ask, "until_preset", OPEN);
        Self { here, chosen, typed: KeptField::new(here, ask, "until", "") }
    }

    /// Counted from the press.
    pub async fn moment(self) -> Result<Option<Moment>, ApiError> {
        match self.chosen.now().as_str() {
            HOUR_ON => Ok(Some(browser_now().plus(HOUR))),
            FOUR_HOURS_ON => Ok(Some(browser_now().plus(4 * HOUR))),
            MORNING => Ok(Some(self.here.peek(|view| view.next_morning.utc))),
            GIVEN => moment("until", self.typed.now()).await,
            _ => Ok(None),
        }
    }
}

#[component]
pub fn UntilField(until: Until, error: FieldMessage) -> impl IntoView {
    let Until { here, chosen, typed } = until;
    let morning = here.peek(|view| view.next_morning.text.clone());
    let choice = move |(code, words): (&'static str, String)| {
        let told = chosen.typed();
        view! {
            <label>
                <input
                    type="radio"
                    name="until_preset"
                    value=code
                    prop:checked=move || chosen.get() == code
                    on:change=move |_| told.run(code.to_owned())
                />
                {words}
            </label>
        }
    };
    let presets = [
        (OPEN, "not known".to_owned()),
        (HOUR_ON, "in 1 h".to_owned()),
        (FOUR_HOURS_ON, "in 4 h".to_owned()),
        (MORNING, morning),
        (GIVEN, "at a time".to_owned()),
    ];
    view! {
        <div class="promise">
            <span class="field-label" id="until-label">"Expected until"</span>
            <div class="segments" role="radiogroup" aria-labelledby="until-label">
                {presets.map(choice).into_iter().collect_view()}
            </div>
        </div>
        <div hidden=move || chosen.get() != GIVEN>
            <WhenField here=here field=typed label="Day and time" error=error/>
        </div>
    }
}
