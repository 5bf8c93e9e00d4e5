//! What people enter themselves: that they are away, and who is on duty instead of whose turn it is.

use backend::duty::{AwayRow, DutyPage, InsteadRow};
use domain::locale::Locale;
use domain::view::Choice;
use leptos::prelude::*;

use crate::settings::returned::Slip;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::routes;

fn people(team: &[Choice]) -> Vec<Offer> {
    team.iter().map(|one| Offer::new(one.id.clone(), one.name.clone())).collect()
}

#[component]
pub fn Away(duty: DutyPage, state: FormState, manages: bool, held: u64) -> impl IntoView {
    let slip = Slip::of(&state, "away", "");
    let none = duty.away.is_empty();
    let rows = duty.away.into_iter().map(|row| view! { <AwayLine row=row/> }).collect_view();
    let who = manages.then(|| {
        let person = slip.value("person", &duty.me);
        view! { <SelectField name="person" id=slip.field("person") label="Who" offers=people(&duty.team) value=person error=slip.error("person")/> }
    });
    view! {
        <section id="away" class="panel stack" aria-label="Away">
            <h2>"Away"</h2>
            {(!none).then(|| view! { <ul class="rows">{rows}</ul> })}
            <form class="form" method="post" action=routes::ON_CALL>
                {slip.hidden()}
                {who}
                <div class="form-row">
                    <TextField name="from" id=slip.field("from") kind="datetime-local" label="Away from" value=slip.value("from", "") error=slip.error("from") optional=true/>
                    <TextField name="to" id=slip.field("to") kind="datetime-local" label="Away until" value=slip.value("to", "") error=slip.error("to")/>
                </div>
                <p class="quiet">"Without a beginning it is from now on. Who is away has no turn: the next in order takes it, and is told by mail, now and the day before."</p>
                <div><Button kind=ButtonKind::Primary submit=true>"Enter"</Button></div>
            </form>
            {(held > 0).then(|| view! {
                <p><a href=routes::HAND_OVER rel="external">{Locale::English.hand_over_mine(held)}</a>" to somebody who is there."</p>
            })}
        </section>
    }
}

#[component]
fn AwayLine(row: AwayRow) -> impl IntoView {
    let label = format!("{} is not away", row.person);
    view! {
        <li>
            <span><b>{row.person}</b>" from "<TimeText time=row.from/>" until "<TimeText time=row.to/></span>
            {row.may_end.then(|| view! { <TakeBack act="back" id=row.id label=label/> })}
        </li>
    }
}

#[component]
fn TakeBack(act: &'static str, id: String, label: String) -> impl IntoView {
    view! {
        <form method="post" action=routes::ON_CALL>
            <input type="hidden" name="act" value=act/>
            <input type="hidden" name="id" value=id/>
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small label=label submit=true>"Take back"</Button>
        </form>
    }
}

#[component]
pub fn Instead(duty: DutyPage, state: FormState, manages: bool) -> impl IntoView {
    let slip = Slip::of(&state, "instead", "");
    let none = duty.instead.is_empty();
    let rows = duty.instead.into_iter().map(|row| view! { <InsteadLine row=row/> }).collect_view();
    let rotations: Vec<_> = duty.rotations.iter().map(|row| Offer::new(row.id.clone(), row.name.clone())).collect();
    let first = rotations.first().map(|offer| offer.value.clone()).unwrap_or_default();
    let mut offers = people(&duty.team);
    if manages {
        offers.push(Offer::new("", "Nobody"));
    }
    let help = if manages { "" } else { "Yourself to take hours over; somebody else for hours that are yours." };
    let help = (!help.is_empty()).then(|| help.to_owned());
    view! {
        <section id="instead" class="panel stack" aria-label="Swaps">
            <h2>"Swaps"</h2>
            {(!none).then(|| view! { <ul class="rows">{rows}</ul> })}
            <form class="form" method="post" action=routes::ON_CALL>
                {slip.hidden()}
                <div class="form-row">
                    <SelectField name="rotation" id=slip.field("rotation") label="Rotation" offers=rotations value=slip.value("rotation", &first) error=slip.error("rotation")/>
                    <Who slip=slip.clone() offers=offers me=duty.me help=help/>
                </div>
                <div class="form-row">
                    <TextField name="from" id=slip.field("from") kind="datetime-local" label="From" value=slip.value("from", "") error=slip.error("from")/>
                    <TextField name="to" id=slip.field("to") kind="datetime-local" label="Until" value=slip.value("to", "") error=slip.error("to")/>
                </div>
                <p class="quiet">"Of two that overlap the later entry holds. To swap two turns, enter both."</p>
                <div><Button kind=ButtonKind::Primary submit=true>"Enter"</Button></div>
            </form>
        </section>
    }
}

#[component]
fn Who(slip: Slip, offers: Vec<Offer>, me: String, help: Option<String>) -> impl IntoView {
    let (value, error) = (slip.value("person", &me), slip.error("person"));
    let id = slip.field("person");
    match help {
        Some(help) => view! { <SelectField name="person" id=id label="On duty instead" offers=offers value=value error=error help=help/> }.into_any(),
        None => view! { <SelectField name="person" id=id label="On duty instead" offers=offers value=value error=error/> }.into_any(),
    }
}

#[component]
fn InsteadLine(row: InsteadRow) -> impl IntoView {
    let person = row.person.unwrap_or_else(|| "nobody".to_owned());
    let label = format!("{person} is not on duty instead");
    view! {
        <li>
            <span>{row.rotation}": "<b>{person}</b>" from "<TimeText time=row.from/>" until "<TimeText time=row.to/></span>
            {row.may_end.then(|| view! { <TakeBack act="not-instead" id=row.id label=label/> })}
        </li>
    }
}
