//! `/settings/escalation`: whom an alert reaches, how long it waits, then whom; and who is reached when nobody else is.

use backend::Result;
use backend::duty::{PolicyPage, REPEATS_MOST, STEPS_MOST, StepRow};
use domain::permissions::{Action, Object};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, Slip, words_for};
use super::room::Room;
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::may_on;
use kit::routes;

const SAID: &[(&str, &str)] = &[("saved", "Saved. What waits now goes on by these steps.")];
const LEAD: &str = "Who is alerted of a P1 or P2 that nobody has seen or taken, how long it waits, and who is next.";
/// What the desk adds by itself.
const RULES: &str = "A P2 waits twice as long. With each step whoever is on duty by then is told too. Where a step finds \
                     nobody, because they left, are away or do not want to be alerted at that hour, the managers are told.";

pub async fn escalation(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.policy_page(&asked.caller)?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    Document::new("Escalation", move || view! { <Escalation frame=frame page=page state=state said=said/> }).shown()
}

#[component]
fn Escalation(frame: FrameView, page: PolicyPage, state: FormState, said: Option<String>) -> impl IntoView {
    let changes = may_on(&frame, Action::Change, Object::Duty);
    let steps = page.steps.iter().map(|row| view! { <li><span>{line(row)}</span></li> }).collect_view();
    let again = match page.repeats {
        0 => "After that nobody is left to alert; board and page say so.".to_owned(),
        1 => "After that it begins once more.".to_owned(),
        times => format!("After that it begins anew, {times} times."),
    };
    let left = page.steps.iter().filter(|row| row.left).map(|row| {
        let words = format!("{} works on incidents no longer: this step goes to the managers.", row.whom);
        view! { <Notice tone=Tone::Warn>{words}</Notice> }
    });
    let left = left.collect_view();
    let form = changes.then(|| view! { <Steps page=page.clone() slip=Slip::of(&state, "escalation", "")/> });
    view! {
        <Room frame=frame here=routes::ESCALATION title="Escalation" lead=LEAD>
            <News state=state.clone() said=said/>
            {left}
            <ol class="rows">{steps}</ol>
            <p>{again}</p>
            <p class="quiet">{RULES}</p>
            {form}
            <p><a href=routes::ON_CALL rel="external">"Who is on duty when"</a></p>
        </Room>
    }
}

fn line(row: &StepRow) -> String {
    let note = if row.typed { "" } else { ", as the last resort" };
    format!("{}{note}; then {} minutes of waiting", row.whom, row.minutes)
}

#[component]
fn Steps(page: PolicyPage, slip: Slip) -> impl IntoView {
    let fields = (1..=STEPS_MOST).map(|place| view! { <OneStep page=page.clone() slip=slip.clone() place=place/> });
    let fields = fields.collect_view();
    let team = page.team.iter().map(|one| Offer::new(one.id.clone(), one.name.clone()));
    let mut resorts: Vec<_> = [Offer::new("outside", "Somebody without an account")].into_iter().chain(team).collect();
    keep(&mut resorts, &page.last_resort, page.last_resort_name.as_deref());
    let repeats = page.repeats.to_string();
    view! {
        <form class="form" method="post" action=routes::ESCALATION>
            {slip.hidden()}
            {slip.drawn_at(page.revision)}
            {fields}
            <TextField name="repeats" id=slip.field("repeats") kind="number" label="How often from the beginning" help=format!("When nobody answered the last step: from 0 to {REPEATS_MOST} times.") value=slip.value("repeats", &repeats) error=slip.error("repeats")/>
            <SelectField name="last_resort" id=slip.field("last_resort") label="Last resort (optional)" help="Who is reached when nobody else is, and at once when everybody who would be is away." offers=resorts blank="Nobody" value=slip.value("last_resort", &page.last_resort) error=slip.error("last_resort")/>
            <div class="form-row">
                <TextField name="last_name" id=slip.field("last_name") label="Their name, without an account" value=slip.value("last_name", &page.name) error=slip.error("last_name") autocomplete="off" optional=true/>
                <TextField name="last_address" id=slip.field("last_address") kind="email" label="Their mail address" help="They read which incident it is and whom to ask, and nothing of what was reported." value=slip.value("last_address", &page.address) error=slip.error("last_address") autocomplete="off" optional=true/>
            </div>
            <div><Button kind=ButtonKind::Primary submit=true>"Save"</Button></div>
        </form>
    }
}

#[component]
fn OneStep(page: PolicyPage, slip: Slip, place: usize) -> impl IntoView {
    let standing = page.steps.iter().filter(|row| row.typed).nth(place - 1);
    let mut offers = vec![
        Offer::new("on_duty", "Whoever is on duty"),
        Offer::new("managers", "The managers"),
        Offer::new("team", "The whole team"),
    ];
    if place > 1 {
        offers.push(Offer::new("last_resort", "The last resort"));
    }
    offers.extend(page.team.iter().map(|one| Offer::new(one.id.clone(), one.name.clone())));
    if let Some(row) = standing {
        keep(&mut offers, &row.code, Some(&row.whom));
    }
    let (whom, minutes) = (format!("whom{place}"), format!("minutes{place}"));
    let code = standing.map(|row| row.code.clone()).unwrap_or_default();
    let waits = standing.map_or_else(|| "10".to_owned(), |row| row.minutes.to_string());
    let label = if place == 1 { "First".to_owned() } else { format!("Step {place}") };
    view! {
        <div class="form-row">
            <SelectField name=whom.clone() id=slip.field(&whom) label=label offers=offers blank="–" value=slip.value(&whom, &code) error=slip.error(&whom)/>
            <TextField name=minutes.clone() id=slip.field(&minutes) kind="number" label=format!("Minutes to wait after {}", if place == 1 { "the first".to_owned() } else { format!("step {place}") }) value=slip.value(&minutes, &waits) error=slip.error(&minutes)/>
        </div>
    }
}

/// Whoever stands there may stay, also after they left.
fn keep(offers: &mut Vec<Offer>, code: &str, name: Option<&str>) {
    if !code.is_empty() && !offers.iter().any(|offer| offer.value == code) {
        offers.push(Offer::new(code.to_owned(), name.unwrap_or("somebody").to_owned()));
    }
}
