//! "New incident" in one line: what came by phone, on whose behalf, and by which channel. The rest is what is usual
//! and set when somebody takes it.

use domain::classification::IncidentType;
use domain::incident::Channel;
use domain::locale::Locale;
use domain::report::ReportDraft;
use domain::view::Choice;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::new_incident;
use crate::components::alive::use_alive;
use crate::pages::board::on_board::OnBoard;
use crate::pages::incident::Sending;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, Options};
use kit::components::field::FieldError;

/// The field the key `c` leads to.
pub const TITLE_FIELD: &str = "new-title";

const CHANNELS: [Channel; 5] = [Channel::Phone, Channel::InPerson, Channel::Chat, Channel::Mail, Channel::Other];

#[component]
pub fn NewIncident(board: OnBoard, services: Vec<Choice>) -> impl IntoView {
    let (title, behalf) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let (service, channel) = (NodeRef::<html::Select>::new(), NodeRef::<html::Select>::new());
    let (sending, alive) = (Sending::new(), use_alive());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(nonce) = sending.begin() else { return };
        let typed = |field: NodeRef<html::Input>| field.get_untracked().map(|f| f.value()).unwrap_or_default();
        let chosen = |field: NodeRef<html::Select>| field.get_untracked().map(|f| f.value()).unwrap_or_default();
        let draft = draft(typed(title), &typed(behalf), chosen(service), nonce);
        let by = chosen(channel);
        let channel = CHANNELS.into_iter().find(|c| Locale::English.by_channel(*c) == by).unwrap_or(Channel::Other);
        spawn_local(async move {
            let answer = new_incident(draft, IncidentType::Outage, channel).await;
            match answer {
                Ok(number) => {
                    sending.succeed();
                    // The board may have been left while the answer was on its way.
                    for field in [title, behalf].into_iter().filter_map(|field| field.try_get_untracked().flatten()) {
                        field.set_value("");
                    }
                    board.toasts.say(format!("{number} stands in Reported"));
                    board.renew(vec![number]);
                }
                Err(refused) => sending.fail(refused),
            }
        });
    };
    let wrong = sending.message(&[]);
    let services = services.into_iter().map(|c| Offer::new(c.id, c.name)).collect::<Vec<_>>();
    let channels = CHANNELS.map(|c| Offer::new(Locale::English.by_channel(c), Locale::English.by_channel(c)));
    view! {
        <form class="inline-form board-new" on:submit=send on:input=move |_| sending.soothe() aria-label="New incident">
            <input class="input grow" id=TITLE_FIELD node_ref=title placeholder="New incident: what is broken?" aria-label="What is broken"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true") aria-describedby="new-title-error"/>
            <input class="input" node_ref=behalf placeholder="For whom?" aria-label="On behalf of"/>
            <select class="select" node_ref=service aria-label="Service of the new incident">
                <Options offers=services value="" blank=Some("Service?".to_owned())/>
            </select>
            <select class="select" node_ref=channel aria-label="How it came">
                <Options offers=channels.to_vec() value=Locale::English.by_channel(Channel::Phone) blank=None/>
            </select>
            <Button kind=ButtonKind::Primary submit=true pending=sending.pending() disabled=Signal::derive(move || !alive.get())>"Add"</Button>
            <FieldError id=TITLE_FIELD.to_owned() error=wrong/>
        </form>
    }
}

/// Whoever it is for is one field: an address when it looks like one, else a name.
fn draft(title: String, behalf: &str, service: String, nonce: String) -> ReportDraft {
    let behalf = behalf.trim().to_owned();
    let (name, email) = if behalf.contains('@') { (String::new(), behalf) } else { (behalf, String::new()) };
    ReportDraft { title, name, email, service, nonce, ..ReportDraft::default() }
}
