//! When one may be alerted, and where else: a part of one's own account.

use backend::duty::OwnAlerts;
use leptos::prelude::*;

use super::returned::Slip;
use super::room::ACCOUNT;
use kit::components::button::{Button, ButtonKind};
use kit::components::text_field::{AreaField, TextField};
use kit::form::FormState;

#[component]
pub fn Alerts(alerts: OwnAlerts, state: FormState, token: String) -> impl IntoView {
    let slip = Slip::of(&state, "alert-hours", "");
    let (hours, revision) = (slip.value("alert_hours", &alerts.hours), slip.drawn_at(alerts.revision));
    view! {
        <section class="panel stack" id="alerts" aria-label="When you are alerted">
            <h2>"When you are alerted"</h2>
            <form class="form" method="post" action=ACCOUNT>
                {slip.hidden()}
                {revision}
                <AreaField name="alert_hours" id=slip.field("alert_hours") label="Hours in which you may be alerted" rows=3 help="Empty: always. One line each, like mon-fri 07:00-22:00, in your time zone. A P1 in your own turn reaches you at any hour." value=hours error=slip.error("alert_hours") optional=true/>
                <div><Button submit=true>"Save"</Button></div>
            </form>
            <Second alerts=alerts state=state token=token/>
        </section>
    }
}

#[component]
fn Second(alerts: OwnAlerts, state: FormState, token: String) -> impl IntoView {
    let slip = Slip::of(&state, "second", "");
    let drop = Slip::of(&state, "second-drop", "");
    let revision = alerts.revision;
    let confirm = alerts.asked.filter(|asked| Some(asked) != alerts.second.as_ref()).map(|asked| {
        view! {
            <form class="form" method="post" action=ACCOUNT>
                <input type="hidden" name="act" value="second-confirm"/>
                <input type="hidden" name="token" value=token/>
                <p>"You followed the link that was sent to "<b>{asked}</b>"."</p>
                <div><Button kind=ButtonKind::Primary submit=true>"Use this address for alerts"</Button></div>
            </form>
        }
    });
    let now = alerts.second.map(|second| {
        view! {
            <form class="row" method="post" action=ACCOUNT>
                {drop.hidden()}
                {drop.drawn_at(revision)}
                <p>"Each alert goes to "<b>{second}</b>" as well, in a few words."</p>
                <Button kind=ButtonKind::Quiet submit=true>"No longer"</Button>
            </form>
        }
    });
    view! {
        {confirm}
        {now}
        <form class="form" method="post" action=ACCOUNT>
            {slip.hidden()}
            <TextField name="second" id=slip.field("second") kind="email" label="A second address for alerts" help="Such as the address under which your carrier takes mail for your telephone. It is used once you followed the link we send there." value=slip.value("second", "") error=slip.error("second") autocomplete="off"/>
            <div><Button submit=true>"Send the link"</Button></div>
        </form>
    }
}
