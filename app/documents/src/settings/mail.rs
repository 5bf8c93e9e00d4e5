//! `/settings/mail`: the relay, the sender, how mail is doing, and a letter to oneself with the relay's answer.

use backend::Result;
use backend::replies::RepliesView;
use backend::settings::{RelayFields, SECOND_RELAY};
use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use domain::view::letters::MailState;
use leptos::prelude::*;

use crate::tried::{Tried, came_back, is_told};
use crate::{Answer, Asked, Document};

use super::basics::{DeskSettings, typed};
use super::relay::relay;
use super::replies::{Replies, reply_fields};
use super::returned::{News, Slip, words_for};
use super::room::{MAIL, Room, Shown};
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::notice::Notice;
use kit::form::FormState;
use kit::ground::may_on;
use kit::routes;

const SAID: &[(&str, &str)] = &[
    ("answered", "Saved. The mail server answered."),
    ("kept", "Saved. There is no mail server: letters are kept as files."),
    ("sent", "The letters from before the copy go out now."),
    ("dropped", "The letters from before the copy are dropped."),
];

pub async fn mail(asked: &Asked) -> Result<Answer> {
    let (frame, desk, state) = (asked.frame()?, DeskSettings::read(asked)?, asked.form.clone());
    let replies = asked.desk.replies(&asked.caller)?;
    let said = words_for(asked.word("said"), SAID);
    Document::new("Mail", move || view! { <Mail frame=frame desk=desk replies=replies state=state said=said/> }).shown()
}

#[component]
fn Mail(
    frame: FrameView,
    desk: DeskSettings,
    replies: RepliesView,
    state: FormState,
    said: Option<String>,
) -> impl IntoView {
    let view = desk.view;
    let (mail, folder) = (view.mail.clone(), desk.mail_folder);
    let fields = RelayFields::of(&view.field("smtp_url").value);
    let at = if fields.host.is_empty() { String::new() } else { format!("{}:{}", fields.host, fields.port) };
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::Mail));
    let content = if changes {
        // Saving and testing are two buttons of one form.
        let act = if state.value("act", "") == "test" { "test" } else { "mail" };
        let slip = Slip::of(&state, act, "");
        view! {
            <form class="form" method="post" action=MAIL>
                {slip.drawn_at(view.revision)}
                {relay(&view, &slip)}
                {typed(&view, &slip, SECOND_RELAY, "Second mail server (optional)", "An address like smtps://user:password@mail.example.org. It takes the letters while the first cannot be reached.")}
                {typed(&view, &slip, "mail_from", "Sender", "The address letters come from, such as it@example.org.")}
                {reply_fields(&view, &slip)}
                <div class="form-end">
                    <Button kind=ButtonKind::Primary submit=true attr:name="act" attr:value="mail">"Save"</Button>
                    <Button submit=true attr:name="act" attr:value="test">"Send me a test letter"</Button>
                    <span class="help">"The test goes through what stands above, saved or not."</span>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! {
            <div class="panel">
                <dl class="facts">
                    <Shown label="Mail server" setting=view.field("smtp_url")/>
                    <Shown label="Second mail server" setting=view.field(SECOND_RELAY)/>
                    <Shown label="Sender" setting=view.field("mail_from")/>
                    <Shown label="Answers go to" setting=view.field("replies_to")/>
                    <Shown label="This desk reads" setting=view.field("reply_address")/>
                    <Shown label="Mailbox" setting=view.field("imap_url")/>
                </dl>
            </div>
        }
        .into_any()
    };
    view! {
        <Room frame=frame here=MAIL title="Mail" lead="How letters leave the house, and where answers arrive.">
            <News state=state.clone() said=said/>
            <Tried state=state.clone()/>
            <FromBefore letters=mail.queue.map_or(0, |queue| queue.set_aside)/>
            {(!is_told(&state)).then(|| view! { <Doing mail=mail folder=folder at=at/> })}
            {content}
            <Replies replies=replies/>
            {changes.then(|| view! { <p><a href=routes::MAIL_DOCTOR>"Do letters get through? Look at the server, the records of your domain, and the headers"</a></p> })}
        </Room>
    }
}

/// What to do with letters that were queued before the copy with which this desk began.
#[component]
fn FromBefore(letters: u64) -> impl IntoView {
    (letters > 0).then(|| {
        view! {
            <form class="panel stack" method="post" action=MAIL>
                <p>{format!("This desk began with a copy. {letters} letters were queued before it was made, and may have been sent since by the desk it is a copy of.")}</p>
                <div class="form-end">
                    <Button submit=true attr:name="act" attr:value="send-old">{format!("Send {letters} letters from before the copy")}</Button>
                    <Button submit=true attr:name="act" attr:value="drop-old">{format!("Drop {letters} letters from before the copy")}</Button>
                </div>
            </form>
        }
    })
}

#[component]
fn Doing(mail: MailState, folder: String, at: String) -> impl IntoView {
    let queued = mail.queue.map(|queue| match (queue.waiting, queue.oldest_minutes) {
        (0, _) => "Nothing waits to be sent.".to_owned(),
        (count, minutes) => format!("Waiting to be sent: {count}, the oldest for {}.", span(minutes)),
    });
    let failed = mail.queue.map_or(0, |queue| queue.failed);
    let unsent = (failed > 0).then(|| {
        view! {
            " "<a href=routes::failed_messages()>{format!("{failed} could not be sent.")}</a>
        }
    });
    let (tone, words) = match (&mail.paused, mail.to_folder) {
        (_, true) => (Tone::Warn, format!("No mail server yet: letters are kept as files in {folder}.")),
        (Some(_), _) if mail.refuses_us => (Tone::Bad, "Paused: the mail server refuses us.".to_owned()),
        (Some(_), _) => (Tone::Bad, "Paused: the mail server cannot be reached.".to_owned()),
        (None, false) if failed > 0 => (Tone::Warn, "Letters go out.".to_owned()),
        (None, false) => (Tone::Good, "Letters go out.".to_owned()),
    };
    let came_back = mail.paused.filter(|_| !mail.to_folder).map(|answer| came_back(&answer, &at));
    view! { <Notice tone=tone>{words}" "{queued}{unsent}</Notice>{came_back} }
}

fn span(minutes: u64) -> String {
    if minutes == 0 { "less than a minute".to_owned() } else { format!("{minutes} min") }
}
