//! `/settings`: what the organisation is called, where it is reached, and who reads security reports.

use backend::Result;
use backend::time_text::zones;
use domain::permissions::Action;
use domain::view::account::FrameView;
use domain::view::settings::{Setting, SettingsView};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, Slip, words_for};
use super::room::{LockedField, Room, Shown};
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Checkbox, Offer, RadioCards, SelectField};
use kit::components::field::FieldError;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::may;
use kit::routes;

pub async fn basics(asked: &Asked) -> Result<Answer> {
    let (frame, desk, state) = (asked.frame()?, DeskSettings::read(asked)?, asked.form.clone());
    let said = words_for(asked.word("said"), &[("saved", "Saved.")]);
    Document::new("Settings", move || view! { <Basics frame=frame desk=desk state=state said=said/> }).shown()
}

/// The settings, and where the data is on the server.
pub(super) struct DeskSettings {
    pub view: SettingsView,
    pub folder: String,
    /// Where letters are kept as files.
    pub mail_folder: String,
}

impl DeskSettings {
    pub fn read(asked: &Asked) -> Result<Self> {
        let view = asked.desk.read_settings(&asked.caller)?;
        let folder = asked.desk.options().folder.as_deref().map(|folder| folder.display().to_string());
        Ok(Self { view, folder: folder.unwrap_or_default(), mail_folder: asked.desk.mail_folder() })
    }
}

#[component]
fn Basics(frame: FrameView, desk: DeskSettings, state: FormState, said: Option<String>) -> impl IntoView {
    let content = if may(&frame, Action::ChangeSettings) {
        view! { <BasicsForm desk=desk slip=Slip::of(&state, "basics", "")/> }.into_any()
    } else {
        view! { <ReadOnly view=desk.view/> }.into_any()
    };
    view! {
        <Room frame=frame here=routes::SETTINGS title="Settings" lead="Who you are, and where people reach you.">
            <News state=state said=said/>
            {content}
        </Room>
    }
}

#[component]
fn ReadOnly(view: SettingsView) -> impl IntoView {
    let handlers: Vec<_> = view.security_handlers.into_iter().map(|person| person.name).collect();
    let handlers = Setting { value: handlers.join(", "), locked_by: None };
    let reach = Setting { value: reach_words(&view.reach.value).to_owned(), locked_by: None };
    view! {
        <div class="panel">
            <dl class="facts">
                <Shown label="Organisation" setting=view.organisation/>
                <Shown label="Time zone" setting=view.zone/>
                <Shown label="Address" setting=view.public_url/>
                <Shown label="Reach" setting=reach/>
                <Shown label="Mail domains" setting=view.mail_domains/>
                <Shown label="Emergency phone" setting=view.emergency_phone/>
                <Shown label="Security" setting=handlers/>
            </dl>
        </div>
        <p class="quiet">"Administrators can change this."</p>
    }
}

fn reach_words(code: &str) -> &'static str {
    if code == "internet" { "Anybody on the internet" } else { "Only our own network" }
}

#[component]
fn BasicsForm(desk: DeskSettings, slip: Slip) -> impl IntoView {
    let view = desk.view;
    let zones = zones().into_iter().map(|zone| Offer::new(zone.clone(), zone)).collect();
    let zone = if view.zone.locked_by.is_some() {
        view! { <LockedField label="Time zone" setting=view.zone.clone()/> }.into_any()
    } else {
        view! {
            <SelectField
                name="zone"
                id=slip.field("zone")
                label="Time zone"
                offers=zones
                value=slip.value("zone", &view.zone.value)
                error=slip.error("zone")
            />
        }
        .into_any()
    };
    view! {
        <form class="form" method="post" action=routes::SETTINGS>
            {slip.hidden()}
            <Typed name="organisation" label="Organisation" help="" setting=view.organisation.clone() slip=slip.clone()/>
            {zone}
            <Typed
                name="public_url"
                label="Address people type"
                help="Links in letters begin with it. With https nobody on the way can read passwords."
                setting=view.public_url.clone()
                slip=slip.clone()
            />
            <Reach id=slip.field("reach") value=slip.value("reach", &view.reach.value) error=slip.error("reach")/>
            <Typed
                name="mail_domains"
                label="Your mail domains"
                help="Addresses in these domains are your own people: they need not confirm before they get letters."
                setting=view.mail_domains.clone()
                slip=slip.clone()
            />
            <Typed
                name="emergency_phone"
                label="Emergency phone (optional)"
                help="Whoever opens the report or status page reads it, and whoever sends a report that is not taken."
                setting=view.emergency_phone.clone()
                slip=slip.clone()
            />
            <SecurityHandlers view=view slip=slip/>
            <div class="form-end"><Button kind=ButtonKind::Primary submit=true>"Save"</Button></div>
        </form>
    }
}

/// A field for one setting, or its value where the environment fixes it.
#[component]
pub(super) fn Typed(
    name: &'static str,
    label: &'static str,
    help: &'static str,
    setting: Setting,
    slip: Slip,
) -> impl IntoView {
    if setting.locked_by.is_some() {
        return view! { <LockedField label=label setting=setting/> }.into_any();
    }
    let (value, error, id) = (slip.value(name, &setting.value), slip.error(name), slip.field(name));
    if help.is_empty() {
        return view! { <TextField name=name id=id label=label value=value error=error autocomplete="off"/> }
            .into_any();
    }
    view! { <TextField name=name id=id label=label help=help value=value error=error autocomplete="off"/> }.into_any()
}

#[component]
fn Reach(id: String, value: String, error: Option<String>) -> impl IntoView {
    let offers = vec![
        Offer::new("network", reach_words("network"))
            .explained("Visitors see at once which service was reported broken."),
        Offer::new("internet", reach_words("internet")).explained("Visitors see only what your team has published."),
    ];
    view! { <RadioCards name="reach" id=id legend="Who can reach this address?" offers=offers value=value error=error/> }
}

#[component]
fn SecurityHandlers(view: SettingsView, slip: Slip) -> impl IntoView {
    let boxes = view.staff.into_iter().map(|person| {
        let now = view.security_handlers.iter().any(|handler| handler.id == person.id);
        let checked = slip.ticked("security_handlers", &person.id, now);
        view! { <Checkbox name="security_handlers" label=person.name value=person.id checked=checked/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class="field" id=slip.field("security_handlers") tabindex="-1">
            <legend>"Who handles security reports?"</legend>
            <p class="help">"Only they read reports marked as security, until they let others in."</p>
            <div class="starters">{boxes}</div>
            <FieldError id=slip.field("security_handlers") error=slip.error("security_handlers")/>
        </fieldset>
    }
}
