//! The public holidays of a country, to tick for the calendar that is open.

use domain::view::targets::HolidayOffer;
use leptos::prelude::*;

use super::returned::Slip;
use super::room::HOURS;
use kit::components::button::Button;
use kit::components::choice_field::{Checkbox, Offer, SelectField};
use kit::components::field::FieldError;

#[component]
pub fn Holidays(offer: HolidayOffer, calendar: String, slip: Slip, asked_for: bool) -> impl IntoView {
    let countries = offer.countries.iter().map(|one| Offer::new(one.id.clone(), one.name.clone())).collect();
    let (shown, open) = (offer.country.clone(), asked_for || slip.came_back());
    let days =
        (!offer.days.is_empty()).then(|| view! { <Days offer=offer calendar=calendar.clone() slip=slip.clone()/> });
    view! {
        <details class="fold panel" open=open id="holidays">
            <summary>"Tick public holidays"</summary>
            <form class="form" method="get" action=HOURS>
                <input type="hidden" name="calendar" value=calendar/>
                <SelectField
                    name="country"
                    id=slip.field("country")
                    label="Of which country"
                    help="Only days that hold in the whole of it. Days of a region come from a calendar file (.ics), pasted among the days off."
                    offers=countries
                    blank="Choose one"
                    value=slip.value("country", &shown)
                    error=slip.error("country")
                />
                <div><Button submit=true>"Show its days"</Button></div>
            </form>
            {days}
        </details>
    }
}

#[component]
fn Days(offer: HolidayOffer, calendar: String, slip: Slip) -> impl IntoView {
    let boxes = offer.days.into_iter().map(|row| {
        let checked = slip.ticked("day", &row.day, row.ticked);
        view! { <Checkbox name="day" label=row.words value=row.day checked=checked/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <form class="form" method="post" action=HOURS>
            <input type="hidden" name="act" value="holidays"/>
            <input type="hidden" name="id" value=calendar/>
            <input type="hidden" name="country" value=offer.country/>
            <input type="hidden" name="year" value=offer.year.to_string()/>
            <fieldset class="field" id=slip.field("day") tabindex="-1">
                <legend>"Days off"</legend>
                <div class="starters">{boxes}</div>
                <FieldError id=slip.field("day") error=slip.error("day")/>
            </fieldset>
            <p class="help">"What is ticked is a day off; what is not is none, if it was one. Other days off stay as they are."</p>
            <div><Button submit=true>"Keep these days"</Button></div>
        </form>
    }
}
