//! Answers by mail, on `/settings/mail`: where they go, whether an answer was seen here, and what became of each message
//! that came.

use backend::replies::{CameView, MailRow, RepliesView};
use domain::view::TimeView;
use domain::view::settings::SettingsView;
use leptos::prelude::*;

use super::basics::typed;
use super::returned::Slip;
use kit::components::Tone;
use kit::components::choice_field::{Offer, RadioCards};
use kit::components::data_table::{DataTable, Head};
use kit::components::notice::Notice;
use kit::components::time_text::TimeText;
use kit::routes;

const HUMAN: &str = "A mailbox somebody reads. Until an answer was seen here, whoever answers a letter writes there. \
    Empty: to the sender.";
const DESK: &str =
    "The address whose mail your mail server hands to this desk. Save it, send a test letter and answer it.";

/// In the form of the page.
pub(super) fn reply_fields(view: &SettingsView, slip: &Slip) -> impl IntoView + use<> {
    let plus = view.field("reply_plus");
    let mailbox = "One that this desk reads, as imaps://user:password@mail.example.org/INBOX. What is read there is marked as read. \
        Signs as @ / # in user and password are written as %40 %2F %23.";
    let offers = vec![
        Offer::new("no", "The address alone").explained("An answer is known by the letter it answers, and by its subject."),
        Offer::new("yes", "With a mark behind a plus")
            .explained("As desk+k3m7q@example.org: also where a mail server changes what letters are known by. Yours must take such addresses."),
    ];
    let value = slip.value("reply_plus", &plus.value);
    view! {
        {typed(view, slip, "replies_to", "Answers go to", HUMAN)}
        {typed(view, slip, "reply_address", "This desk reads (optional)", DESK)}
        {typed(view, slip, "imap_url", "Mailbox (optional)", mailbox)}
        <RadioCards
            name="reply_plus"
            id=slip.field("reply_plus")
            legend="How answers are addressed"
            offers=offers
            value=value
            error=slip.error("reply_plus")
        />
    }
}

/// Whether answers arrive; nothing while nobody wants them to and none came.
#[component]
pub(super) fn Replies(replies: RepliesView) -> impl IntoView {
    let RepliesView { address, human, shown_at, last_at, mailbox, rows } = replies;
    let wanted = address.is_some() || mailbox.is_some() || !rows.is_empty();
    wanted.then(|| {
        let human = human.unwrap_or_else(|| "the sender".to_owned());
        let stands = match (address, shown_at) {
            (Some(address), Some(at)) => view! {
                <Notice tone=Tone::Good>
                    {format!("Answers arrive: one to a test letter came to {address} ")}<TimeText time=at/>
                    ". Letters about an incident ask for them."
                </Notice>
            }
            .into_any(),
            (Some(address), None) => view! {
                <Notice tone=Tone::Warn>
                    {format!("No answer was seen at {address} yet, so answers go to {human}. Send yourself a test letter and answer it.")}
                </Notice>
            }
            .into_any(),
            (None, _) => view! { <p class="quiet">{format!("Answers go to {human}.")}</p> }.into_any(),
        };
        let last = last_at.map(|at| view! { <p>"The last words that joined an incident came "<TimeText time=at/>"."</p> });
        view! {
            <section class="stack" aria-labelledby="replies">
                <h2 id="replies">"Answers by mail"</h2>
                {stands}
                {last}
                {mailbox.map(|(at, trouble)| view! { <Mailbox at=at trouble=trouble/> })}
                <Log rows=rows/>
            </section>
        }
    })
}

#[component]
fn Mailbox(at: TimeView, trouble: Option<String>) -> impl IntoView {
    match trouble {
        None => view! { <p>"The mailbox was read "<TimeText time=at/>"."</p> }.into_any(),
        Some(said) => view! {
            <Notice tone=Tone::Bad>"The mailbox could not be read "<TimeText time=at/>{format!(". Its server said: {said}")}</Notice>
        }
        .into_any(),
    }
}

#[component]
fn Log(rows: Vec<MailRow>) -> impl IntoView {
    let heads = vec![Head::new("Came"), Head::new("From"), Head::new("What became of it")];
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| view! { <Row row=row/> }).collect_view();
        view! { <DataTable caption="The newest mail that came" heads=heads>{rows}</DataTable> }
    })
}

#[component]
fn Row(row: MailRow) -> impl IntoView {
    let became = match row.came {
        CameView::Joined { number, sequence, way } => view! {
            "Joined "<a href=routes::incident_mail(&number, sequence)>{number.clone()}</a>", found "{way.words()}"."
        }
        .into_any(),
        CameView::Bounced { letter, to } => view! {
            <a href=routes::letter(&letter)>"A letter"</a>{format!(" to {to} came back.")}
        }
        .into_any(),
        CameView::Test => "Answered a test letter.".into_any(),
        CameView::Dropped(why) => format!("Dropped: {}.", why.words()).into_any(),
    };
    let door = if row.by_pipe { "by the pipe" } else { "out of the mailbox" };
    view! {
        <tr>
            <th scope="row"><TimeText time=row.at/><small>{door}</small></th>
            <td data-label="From">{row.from}<small class="quiet">{row.message_id}</small></td>
            <td class="wide" data-label="What became of it"><span>{became}</span></td>
        </tr>
    }
}
