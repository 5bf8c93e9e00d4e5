//! `/settings/account`, for everybody who is signed in: who one is here, what one is written to about, the password,
//! and where one is signed in.

use backend::Result;
use backend::duty::OwnAlerts;
use backend::people::PASSWORD_LEAST;
use backend::time_text::zones;
use domain::locale::Locale;
use domain::permissions::{Action, Object};
use domain::view::account::{AccountView, FrameView, SessionRow};
use domain::view::public::SubscriptionView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::alerts::Alerts;
use super::returned::{News, Slip, words_for};
use super::room::{ACCOUNT, Room};
use crate::letter_wishes::{ACT, Wishes};
use crate::link::password_help;
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::{Checkbox, Offer, SelectField};
use kit::components::field::FieldError;
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::may_on;
use kit::routes;

const SAID: &[(&str, &str)] = &[
    ("details", "Saved. Your colleagues read the new name from now on."),
    ("password", "The password is changed. Everywhere else you are signed out."),
    ("ended", "Signed out there."),
    ("letters", "Saved."),
    ("morning", "Saved."),
    ("alerts", "Saved."),
    ("second", "A link is on its way to it. Follow it, and the address is used."),
    ("confirmed", "Each alert goes there as well from now on."),
];

pub async fn account(asked: &Asked) -> Result<Answer> {
    let account = asked.desk.account(&asked.caller)?;
    let letters = asked.desk.own_subscriptions(&asked.caller).await?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let token = asked.word("second").unwrap_or_default();
    let alerts = asked.desk.own_alerts(&asked.caller, Some(&token))?;
    let said = words_for(asked.word("said"), SAID);
    Document::new("Your account", move || {
        view! { <Account frame=frame account=account letters=letters alerts=alerts token=token state=state said=said/> }
    })
    .shown()
}

#[component]
fn Account(
    frame: FrameView,
    account: AccountView,
    letters: SubscriptionView,
    alerts: Option<OwnAlerts>,
    token: String,
    state: FormState,
    said: Option<String>,
) -> impl IntoView {
    let away = may_on(&frame, Action::ChangeOwnDuty, Object::Duty);
    let team = may_on(&frame, Action::ReadBoard, Object::Desk);
    let lead = format!("{} · {}", account.email, Locale::English.role(account.role));
    view! {
        <Room frame=frame here=ACCOUNT title="Your account" lead=lead>
            <News state=state.clone() said=said/>
            <Details account=account.clone() zones=zones() slip=Slip::of(&state, "details", "")/>
            <Away shown=away/>
            {alerts.map(|alerts| view! { <Alerts alerts=alerts state=state.clone() token=token/> })}
            <Morning wanted=account.morning/>
            <Letters letters=letters slip=Slip::of(&state, "letters", "") wishes=Slip::of(&state, ACT, "")/>
            {team.then(|| view! { <Monday wanted=account.monday/> })}
            <Password slip=Slip::of(&state, "password", "") least=PASSWORD_LEAST/>
            <Sessions sessions=account.sessions/>
        </Room>
    }
}

#[component]
fn Details(account: AccountView, zones: Vec<String>, slip: Slip) -> impl IntoView {
    let zones = zones.into_iter().map(|zone| Offer::new(zone.clone(), zone)).collect();
    let blank = format!("The organisation's: {}", account.organisation_zone);
    view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"Who you are"</h2>
            {slip.hidden()}
            {slip.drawn_at(account.revision)}
            <TextField
                name="name"
                id=slip.field("name")
                label="Your name"
                help="As your colleagues read it on incidents and in letters."
                value=slip.value("name", &account.name)
                error=slip.error("name")
                autocomplete="name"
            />
            <SelectField
                name="zone"
                id=slip.field("zone")
                label="Your time zone"
                help="Letters to you tell the time in it. The screens keep the organisation's."
                offers=zones
                blank=blank
                value=slip.value("zone", &account.zone)
                error=slip.error("zone")
            />
            <div><Button kind=ButtonKind::Primary submit=true>"Save"</Button></div>
        </form>
    }
}

/// For those who work on incidents; with a rota and without.
#[component]
fn Away(shown: bool) -> impl IntoView {
    let link = format!("{}#away", routes::ON_CALL);
    shown.then(|| view! { <p><a href=link>"Away for a while?"</a>" Say until when."</p> })
}

/// For those who work on incidents.
#[component]
fn Morning(wanted: Option<bool>) -> impl IntoView {
    wanted.map(|wanted| view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"At the start of your day"</h2>
            <input type="hidden" name="act" value="morning"/>
            <Checkbox name="morning" label="Write to me what the day holds" checked=wanted/>
            <p class="help">"One letter when the office hours of a day begin, in your time zone: what is late or due today, yours or nobody\u{2019}s, what waits too long, and what others have who are away. None when there is nothing to say, and none while you are away. Restricted incidents are never in it."</p>
            <div><Button submit=true>"Save"</Button></div>
        </form>
    })
}

#[component]
fn Sessions(sessions: Vec<SessionRow>) -> impl IntoView {
    let others = sessions.iter().any(|session| !session.current);
    let rows = sessions.into_iter().map(|session| view! { <Session session=session/> }).collect_view();
    view! {
        <section class="stack stack-tight" aria-label="Where you are signed in">
            <h2>"Where you are signed in"</h2>
            <ul class="rows">{rows}</ul>
            {others.then(|| view! {
                <form method="post" action=ACCOUNT>
                    <input type="hidden" name="act" value="end-others"/>
                    <Button submit=true>"Sign out everywhere else"</Button>
                </form>
            })}
        </section>
    }
}

#[component]
fn Session(session: SessionRow) -> impl IntoView {
    let device = if session.device.is_empty() { "An unnamed browser".to_owned() } else { session.device };
    let label = format!("Sign out {device}");
    let act = if session.current {
        view! { <Badge tone=Tone::Good>"this browser"</Badge> }.into_any()
    } else {
        view! {
            <form method="post" action=ACCOUNT>
                <input type="hidden" name="act" value="end"/>
                <input type="hidden" name="id" value=session.id/>
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small label=label submit=true>"Sign out"</Button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <span class="grow">
                {device}
                <small>{session.address}", signed in "<TimeText time=session.signed_in/>", last seen "<TimeText time=session.last_seen/></small>
            </span>
            {act}
        </li>
    }
}

#[component]
fn Monday(wanted: bool) -> impl IntoView {
    view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"Monday letter"</h2>
            <p class="quiet">"Each Monday at 8: what was opened, what is late and why, what waits for whom, what came back, letters that failed, and the newest copy. Also when all is well."</p>
            <input type="hidden" name="act" value="monday"/>
            <Checkbox name="monday" label="Write to me on Mondays" checked=wanted/>
            <div><Button submit=true>"Save the Monday letter"</Button></div>
        </form>
    }
}

#[component]
fn Password(slip: Slip, least: usize) -> impl IntoView {
    view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"Change your password"</h2>
            {slip.hidden()}
            <TextField name="password_old" id=slip.field("old_password") kind="password" label="Password now" error=slip.error("old_password") autocomplete="current-password"/>
            <TextField name="password" id=slip.field("password") kind="password" label="New password" help=password_help(least) error=slip.error("password") autocomplete="new-password"/>
            <div><Button submit=true>"Change it"</Button></div>
        </form>
    }
}

#[component]
fn Letters(letters: SubscriptionView, slip: Slip, wishes: Slip) -> impl IntoView {
    let boxes = letters.services.into_iter().map(|service| {
        let checked = slip.ticked("services", &service.id, service.subscribed);
        view! { <Checkbox name="services" label=service.name value=service.id checked=checked/> }
    });
    let boxes = boxes.collect_view();
    let audiences = (!letters.audiences.is_empty()).then(|| letters.audiences.join(", "));
    view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"What you are written to about"</h2>
            {slip.hidden()}
            {letters.stopped_all.then(|| view! {
                <Notice tone=Tone::Warn>"All letters are stopped. Tick a service and save to be written to again."</Notice>
            })}
            <fieldset class="field" id=slip.field("services") tabindex="-1">
                <legend>"Write to me about"</legend>
                <div class="starters">{boxes}</div>
                <FieldError id=slip.field("services") error=slip.error("services")/>
            </fieldset>
            {audiences.map(|names| view! { <p class="help">{format!("You are also told things as part of: {names}.")}</p> })}
            <div><Button submit=true>"Save"</Button></div>
        </form>
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"How you are told"</h2>
            <Wishes wishes=letters.wishes slip=wishes/>
        </form>
    }
}
