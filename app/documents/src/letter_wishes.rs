//! The form in which somebody says which letters about services they want, and when: on the page behind a link from a
//! letter, and on the page of one's account.

use domain::classification::Priority;
use domain::locale::Locale;
use domain::wishes::LetterWishes;
use leptos::prelude::*;

use crate::settings::Slip;

use kit::components::button::Button;
use kit::components::choice_field::{Checkbox, Offer, SelectField};
use kit::components::text_field::TextField;

pub const ACT: &str = "wishes";

/// Its fields, and the button.
#[component]
pub fn Wishes(wishes: LetterWishes, slip: Slip) -> impl IntoView {
    let words = |priority: Priority| match priority {
        Priority::P4 => "Everything".to_owned(),
        least => format!("{} or more pressing", least.code()),
    };
    let offers = [Priority::P4, Priority::P3, Priority::P2, Priority::P1].map(|p| Offer::new(p.code(), words(p)));
    let ticked = |name: &'static str, otherwise: bool| {
        if slip.came_back() { slip.value(name, "") == "on" } else { otherwise }
    };
    let (planned, daily) = (ticked("planned", wishes.planned), ticked("daily", wishes.daily));
    let time = |of: Option<u32>| of.map(|minutes| Locale::English.time_of_day(minutes)).unwrap_or_default();
    let from = slip.value("quiet_from", &time(wishes.quiet.map(|quiet| quiet.from)));
    let to = slip.value("quiet_to", &time(wishes.quiet.map(|quiet| quiet.to)));
    view! {
        {slip.hidden()}
        <SelectField
            name="least"
            id=slip.field("least")
            label="Of the services you ticked"
            offers=offers.to_vec()
            value=slip.value("least", wishes.least.code())
            error=slip.error("least")
        />
        <Checkbox name="planned" label="Planned work as well" checked=planned/>
        <Checkbox name="daily" label="One letter each morning at 8 instead of one for each update" checked=daily/>
        <p class="help">"Quiet hours: what is told of a P3 or P4 waits until they are over. Leave both empty for none."</p>
        <TextField name="quiet_from" id=slip.field("quiet_from") kind="time" label="Quiet from" value=from error=slip.error("quiet_from") optional=true/>
        <TextField name="quiet_to" id=slip.field("quiet_to") kind="time" label="Quiet until" value=to error=slip.error("quiet_to") optional=true/>
        <div><Button submit=true>"Save how I am told"</Button></div>
    }
}
