//! `/settings`: what the organisation is called, where it is reached, and who reads security reports.

use backend::Result;
use backend::settings::{LEGAL_DEADLINES, Reach, SECURITY_HANDLERS};
use backend::time_text::zones;
use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use domain::view::settings::SettingsView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use crate::openers::WhoOpens;

use super::returned::{News, Slip, words_for};
use super::room::{LockedField, Room, Shown};
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Checkbox, Offer, RadioCards, SelectField};
use kit::components::field::FieldError;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::may_on;
use kit::routes;

pub async fn basics(asked: &Asked) -> Result<Answer> {
    let (frame, desk, state) = (asked.frame()?, DeskSettings::read(asked)?, asked.form.clone());
    let said = words_for(asked.word("said"), &[("saved", "Saved.")]);
    Document::new("Settings", move || view! { <Basics frame=frame desk=desk state=state said=said/> }).shown()
}

/// The settings, and where letters are on the server.
pub(super) struct DeskSettings {
    pub view: SettingsView,
    /// Which Sitrep it is.
    pub version: &'static str,
    /// Where letters are kept as files.
    pub mail_folder: String,
}

impl DeskSettings {
    pub fn read(asked: &Asked) -> Result<Self> {
        let view = asked.desk.read_settings(&asked.caller)?;
        let version = asked.desk.options().version;
        Ok(Self { view, version, mail_folder: asked.desk.mail_folder() })
    }
}

#[component]
fn Basics(frame: FrameView, desk: DeskSettings, state: FormState, said: Option<String>) -> impl IntoView {
    let version = desk.version;
    let content = if may_on(&frame, Action::Change, Object::Settings(Section::Basics)) {
        view! { <BasicsForm desk=desk slip=Slip::of(&state, "basics", "")/> }.into_any()
    } else {
        view! { <ReadOnly view=desk.view/> }.into_any()
    };
    view! {
        <Room frame=frame here=routes::SETTINGS title="Settings" lead="Who you are, and where people reach you.">
            <News state=state said=said/>
            {content}
            <p class="quiet">"Sitrep "{version}</p>
        </Room>
    }
}

/// The fields that everybody reads who may open the page, with their labels.
const READ: [(&str, &str); 9] = [
    ("organisation", "Organisation"),
    ("zone", "Time zone"),
    ("public_url", "Address"),
    ("reach", "Reach"),
    ("mail_domains", "Mail domains"),
    ("emergency_phone", "Emergency phone"),
    ("emergency_hours", "Answered"),
    (LEGAL_DEADLINES, "Legal deadlines"),
    (SECURITY_HANDLERS, "Security"),
];

#[component]
fn ReadOnly(view: SettingsView) -> impl IntoView {
    let lines = READ.map(|(name, label)| view! { <Shown label=label setting=view.field(name)/> });
    view! {
        <div class="panel"><dl class="facts">{lines.into_iter().collect_view()}</dl></div>
        <p class="quiet">"Administrators can change this."</p>
    }
}

#[component]
fn BasicsForm(desk: DeskSettings, slip: Slip) -> impl IntoView {
    let view = desk.view;
    let typed = |name, label, help| typed(&view, &slip, name, label, help);
    view! {
        <form class="form" method="post" action=routes::SETTINGS>
            {slip.hidden()}
            {slip.drawn_at(view.revision)}
            {typed("organisation", "Organisation", "")}
            {zone(&view, &slip)}
            {typed(
                "public_url",
                "Address people type",
                "Links in letters begin with it; those in letters that were sent keep the old one.",
            )}
            <WhoOpens address=view.field("public_url").value/>
            {reach(&view, &slip)}
            {typed(
                "mail_domains",
                "Your mail domains",
                "Addresses in these domains are your own people: they need not confirm before they get letters.",
            )}
            {typed(
                "emergency_phone",
                "Emergency phone (optional)",
                "Whoever opens the report or status page reads it, and whoever sends a report that is not taken.",
            )}
            {typed(
                "emergency_hours",
                "When somebody answers there (optional)",
                "In words, such as day and night, or Mon–Fri 08:00–18:00. It stands behind the number.",
            )}
            {typed(
                LEGAL_DEADLINES,
                "Legal deadlines (optional)",
                "They run from when you knew, once somebody declares a security incident or exposed data, day and night. A name and a time for each.",
            )}
            {security_handlers(&view, &slip)}
            <div class="form-end"><Button kind=ButtonKind::Primary submit=true>"Save"</Button></div>
        </form>
    }
}

/// A field for one setting, or its value where the environment fixes it.
pub(super) fn typed(
    view: &SettingsView,
    slip: &Slip,
    name: &'static str,
    label: &'static str,
    help: &'static str,
) -> AnyView {
    let setting = view.field(name);
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

fn zone(view: &SettingsView, slip: &Slip) -> AnyView {
    let setting = view.field("zone");
    if setting.locked_by.is_some() {
        return view! { <LockedField label="Time zone" setting=setting/> }.into_any();
    }
    let zones = zones().into_iter().map(|zone| Offer::new(zone.clone(), zone)).collect();
    view! {
        <SelectField
            name="zone"
            id=slip.field("zone")
            label="Time zone"
            offers=zones
            value=slip.value("zone", &setting.value)
            error=slip.error("zone")
        />
    }
    .into_any()
}

fn reach(view: &SettingsView, slip: &Slip) -> impl IntoView + use<> {
    let offer = |reach: Reach, about| Offer::new(reach.code(), reach.words()).explained(about);
    let offers = vec![
        offer(Reach::Network, "Visitors see at once which service was reported broken."),
        offer(Reach::Internet, "Visitors see only what your team has published."),
    ];
    let (value, error) = (slip.value("reach", &view.field("reach").value), slip.error("reach"));
    let id = slip.field("reach");
    view! { <RadioCards name="reach" id=id legend="Who can reach this address?" offers=offers value=value error=error/> }
}

fn security_handlers(view: &SettingsView, slip: &Slip) -> impl IntoView + use<> {
    let now = view.field(SECURITY_HANDLERS).value;
    let boxes = view.staff.iter().map(|person| {
        let handles = now.split(' ').any(|handler| handler == person.id);
        let checked = slip.ticked(SECURITY_HANDLERS, &person.id, handles);
        view! { <Checkbox name=SECURITY_HANDLERS label=person.name.clone() value=person.id.clone() checked=checked/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class="field" id=slip.field(SECURITY_HANDLERS) tabindex="-1">
            <legend>"Who handles security reports?"</legend>
            <p class="help">"Only they read reports marked as security, until they let others in."</p>
            // Without a tick the field is sent all the same, and says nobody.
            <input type="hidden" name=SECURITY_HANDLERS value=""/>
            <div class="starters">{boxes}</div>
            <FieldError id=slip.field(SECURITY_HANDLERS) error=slip.error(SECURITY_HANDLERS)/>
        </fieldset>
    }
}
