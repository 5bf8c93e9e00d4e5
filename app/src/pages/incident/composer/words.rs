//! The note and the message: one field, one button. As plain forms they work before the page reacts.

use domain::incident::{Press, Status};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Draft, Kind};
use crate::pages::incident::forms::{FormNotice, sends};
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::button::{Button, ButtonKind};
use kit::components::text_field::AreaField;
use kit::routes;

#[component]
pub fn WordsForm(here: OnScreen, kind: Kind) -> impl IntoView {
    let posted = here.posted(kind.code());
    let sending = Sending::after(&posted);
    let draft = Draft::new(here, kind.code());
    let (action, nonce) = here.peek(|view| (routes::incident(&view.number), view.nonce.clone()));
    let send = move || {
        let text = draft.text.get_untracked();
        let command = match kind {
            Kind::Message => Press::Message { text: text.clone() },
            Kind::Note | Kind::Update => Press::Note { text: text.clone() },
        };
        let undone = Callback::new(move |()| draft.restore(&text));
        here.press(command, sending, move || draft.clear(), Some(undone));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    // The one next step of the page is in its head; a message that leaves the team is one when it is written.
    let look = if kind == Kind::Message { ButtonKind::Primary } else { ButtonKind::Plain };
    let label = if kind == Kind::Message { "Message to the reporters" } else { "Note for the team" };
    view! {
        <form
            class="composer-form"
            method="post"
            action=action
            hidden=move || here.writing.get() != kind
            on:submit=submit
            on:input=move |_| sending.soothe()
            on:keydown=sends(send)
        >
            <input type="hidden" name="act" value=kind.code()/>
            <input type="hidden" name="nonce" value=posted.value("nonce", &nonce)/>
            <AreaField
                name="text"
                label=label
                id=kind.field_id()
                rows=3
                value=posted.value("text", "")
                error=sending.of_field("text")
                on_input=draft.typed()
                node_ref=draft.field
            />
            <FormNotice sending=sending fields=&["text"]/>
            <div class="composer-end">
                <Consequence here=here kind=kind/>
                <span class="row">
                    <Button kind=look submit=true pending=sending.pending()>{button_words(here, kind)}</Button>
                </span>
            </div>
        </form>
    }
}

/// What it comes to, beside the button.
#[component]
fn Consequence(here: OnScreen, kind: Kind) -> impl IntoView {
    let takes = here.slice(|view| view.status == Status::Reported);
    let words = move || match (kind, takes.get()) {
        (Kind::Message, true) => "The first message takes the incident. Letters wait ten seconds.",
        (Kind::Message, false) => "They read it in their mailbox and on their receipt. Letters wait ten seconds.",
        (Kind::Note | Kind::Update, _) => "Only the team reads it. Markdown works.",
    };
    view! { <span class="help">{words}</span> }
}

fn button_words(here: OnScreen, kind: Kind) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let people = here.slice(|view| view.spoken_to);
    move || match (kind, people.get()) {
        (Kind::Message, 1) => "Send to the reporter".to_owned(),
        (Kind::Message, many) => format!("Send to {many} reporters"),
        (Kind::Note | Kind::Update, _) => "Add note".to_owned(),
    }
}
