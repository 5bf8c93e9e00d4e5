//! `/settings/push`: where alerts go beside mail, a test for each, and what came of the last ones. A secret is typed and
//! never shown again.

use backend::Result;
use backend::pusher::{PushPage, PushRow, TargetRow};
use backend::pushes::WayOut;
use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, Slip, words_for};
use super::room::{PUSH, Room};
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Checkbox, Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::may_on;

const SAID: &[(&str, &str)] = &[
    ("added", "Added. Send it a test."),
    ("changed", "Saved."),
    ("removed", "Removed. What still waited for it is not sent."),
    ("tested", "The test is on its way. Load this page again: the log below says what came of it."),
];
const LEAD: &str =
    "Where alerts of a P1 or P2 go beside mail: to ntfy, or to a program of your own as a signed webhook.";

pub async fn push(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.push_page(&asked.caller)?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    Document::new("Push", move || view! { <Push frame=frame page=page state=state said=said/> }).shown()
}

#[component]
fn Push(frame: FrameView, page: PushPage, state: FormState, said: Option<String>) -> impl IntoView {
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::Mail));
    let none = page.targets.is_empty();
    let targets = page.targets.into_iter().map(|row| view! { <Target row=row state=state.clone() changes=changes/> });
    let targets = targets.collect_view();
    let slip = Slip::of(&state, "add", "");
    let open = none || slip.came_back();
    let add = changes.then(|| {
        view! {
            <details class="fold panel" open=open>
                <summary>"Add a target"</summary>
                <TargetForm row=None slip=slip words="Add"/>
            </details>
        }
    });
    let log = (!page.log.is_empty()).then(|| view! { <Log rows=page.log/> });
    view! {
        <Room frame=frame here=PUSH title="Push" lead=LEAD>
            <News state=state.clone() said=said/>
            {targets}
            {add}
            {log}
            <p class="quiet">"Of a restricted incident a push says nothing but that one waits. A redirect is not followed."</p>
        </Room>
    }
}

#[component]
fn Target(row: TargetRow, state: FormState, changes: bool) -> impl IntoView {
    let name = row.name.clone();
    let label = name.clone();
    let what = format!("{} · {}", row.way_words, row.url);
    let slip = Slip::of(&state, "change", &row.id);
    let (test, remove) = (Slip::of(&state, "test", &row.id), Slip::of(&state, "remove", &row.id));
    let open = slip.came_back();
    let acts = changes.then(|| {
        view! {
            <div class="row">
                <form method="post" action=PUSH>{test.hidden()}<Button submit=true>"Send a test"</Button></form>
                <form method="post" action=PUSH>
                    {remove.hidden()}
                    {remove.drawn_at(row.revision)}
                    <Button kind=ButtonKind::Quiet submit=true>{format!("Remove {}", row.name)}</Button>
                </form>
            </div>
            <details class="fold" open=open>
                <summary>{format!("Change {}", row.name)}</summary>
                <TargetForm row=Some(row.clone()) slip=slip words="Save"/>
            </details>
        }
    });
    view! { <section class="panel stack" aria-label=label><h2>{name}</h2><p class="mono">{what}</p>{acts}</section> }
}

#[component]
fn TargetForm(row: Option<TargetRow>, slip: Slip, words: &'static str) -> impl IntoView {
    let revision = row.as_ref().map(|row| slip.drawn_at(row.revision));
    let text = |of: &dyn Fn(&TargetRow) -> String| row.as_ref().map(of).unwrap_or_default();
    let (name, url, way) =
        (text(&|row| row.name.clone()), text(&|row| row.url.clone()), text(&|row| row.way.to_owned()));
    let way = if way.is_empty() { WayOut::Ntfy.code().to_owned() } else { way };
    let ways = WayOut::ALL.into_iter().map(|way| Offer::new(way.code(), way.words())).collect();
    let has_secret = row.as_ref().is_some_and(|row| row.has_secret);
    let secret_help = if has_secret {
        "Empty keeps the one that is stored, for the same address only."
    } else {
        "The key of a webhook's signature, at least 16 characters; of ntfy the access token, if it needs one."
    };
    let private = slip.ticked("private", "on", row.as_ref().is_some_and(|row| row.may_be_private));
    view! {
        <form class="form" method="post" action=PUSH>
            {slip.hidden()}
            {revision}
            <TextField name="name" id=slip.field("name") label="Name" value=slip.value("name", &name) error=slip.error("name") autocomplete="off"/>
            <SelectField name="way" id=slip.field("way") label="Way" offers=ways value=slip.value("way", &way) error=slip.error("way")/>
            <TextField name="push_url" id=slip.field("push_url") label="Address" help="Such as https://ntfy.sh/your-topic." value=slip.value("push_url", &url) error=slip.error("push_url") autocomplete="off"/>
            <TextField name="push_secret" id=slip.field("push_secret") kind="password" label="Secret" help=secret_help error=slip.error("push_secret") autocomplete="off"/>
            <Checkbox name="private" label="It may lead into a private network" value="on" checked=private/>
            <div><Button kind=ButtonKind::Primary submit=true>{words}</Button></div>
        </form>
    }
}

#[component]
fn Log(rows: Vec<PushRow>) -> impl IntoView {
    let heads =
        vec![Head::new("When"), Head::new("To"), Head::new("What"), Head::new("What came of it"), Head::new("Id")];
    let row = |row: PushRow| {
        view! {
            <tr>
                <th scope="row"><TimeText time=row.at/></th>
                <td data-label="To">{row.target}</td>
                <td data-label="What">{row.what}</td>
                <td data-label="What came of it" class:strong=row.failed>{row.state}</td>
                <td data-label="Id" class="mono">{row.id}</td>
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <section class="stack stack-tight" aria-label="Log">
            <h2>"The last pushes"</h2>
            <DataTable caption="The last pushes" heads=heads>{rows}</DataTable>
        </section>
    }
}
