//! The incident as an employee sees it who reported it or to whom it is published: state, public words, and what the
//! team wrote to them. They can add words and say whether it works again, with and without script.

use domain::incident::{Press, Status, Verdict};
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::incident::IncidentView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::pages::incident::composer::{Draft, OWN_WORDS};
use crate::pages::incident::forms::{FormNotice, sends};
use crate::pages::incident::kept::Kept;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::prose::Prose;
use kit::components::text_field::AreaField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::FormMessage;
use kit::ground::Framed;
use kit::routes;

/// What the plain form is called.
const ADD: &str = "add";

#[component]
pub fn OwnPart(frame: FrameView, view: IncidentView, state: FormState) -> impl IntoView {
    let here = OnScreen::new(view, Kept::new()).after(state);
    let (number, title) = here.peek(|view| (view.number.clone(), view.title.clone()));
    view! {
        <PageTitle text=format!("{number} {title}")/>
        <Framed frame=frame>
            <main id="main" class="page page-narrow">
                <header class="inc-head">
                    <div class="inc-line"><span class="mono">{number}</span><State here=here/></div>
                    <h1 tabindex="-1">{title}</h1>
                </header>
                <FormMessage message=here.posted_message()/>
                <PublicPart here=here/>
                <Lines here=here/>
                <Answer here=here/>
            </main>
        </Framed>
    }
}

#[component]
fn State(here: OnScreen) -> impl IntoView {
    let status = here.status();
    let fixed = move || matches!(status.get(), Status::Resolved | Status::Closed);
    view! {
        <span class=move || if fixed() { "badge badge-good" } else { "badge badge-accent" }>
            {move || Locale::English.public_state(status.get())}
        </span>
    }
}

#[component]
fn PublicPart(here: OnScreen) -> impl IntoView {
    let (title, workaround, description) = here.peek(|view| {
        let named = view.public_title.clone().filter(|named| *named != view.title);
        (named, view.workaround.clone(), view.description.clone())
    });
    view! {
        {title.map(|title| view! { <p>"The team calls it “"{title}"”."</p> })}
        {workaround.map(|words| view! {
            <section class="panel stack stack-tight"><h2>"Until it is fixed"</h2><p class="fact-words">{words}</p></section>
        })}
        {(!description.is_empty()).then(|| view! {
            <section class="panel stack stack-tight"><h2>"What you wrote"</h2><Prose html=description/></section>
        })}
    }
}

#[component]
fn Lines(here: OnScreen) -> impl IntoView {
    let lines = here.slice(|view| view.timeline.clone());
    move || {
        let lines = lines.get();
        let as_of = here.peek(|view| view.as_of.utc);
        let line = move |line: domain::view::incident::TimelineLine| {
            view! {
                <li>
                    <span class="tl-mark"></span>
                    <div class="tl-body">
                        <p class="tl-by"><b>{line.who}</b>" "{line.act}" "<TimeText time=line.at as_of=as_of/></p>
                        {line.html.map(|html| view! { <Prose html=html class="tl-text prose"/> })}
                    </div>
                </li>
            }
        };
        (!lines.is_empty()).then(|| view! {
            <section aria-label="What was written"><ol class="tl">{lines.into_iter().map(line).collect_view()}</ol></section>
        })
    }
}

/// Only for those who reported it or joined.
#[component]
fn Answer(here: OnScreen) -> impl IntoView {
    let open = here.slice(|view| view.may.follow_own && !view.status.is_final());
    let judged = here.slice(|view| view.may.follow_own && matches!(view.status, Status::Mitigated | Status::Resolved));
    let action = move || here.peek(|view| routes::incident(&view.number));
    let judge = move |verdict: Verdict| {
        Callback::new(move |()| here.press_now(Press::Judge { verdict, words: String::new() }, || {}))
    };
    view! {
        {move || judged.get().then(|| view! {
            <section class="panel stack stack-tight">
                <h2>"Does it work again?"</h2>
                <form class="row" method="post" action=action() on:submit=|event: SubmitEvent| event.prevent_default()>
                    <input type="hidden" name="nonce" value=here.peek(|view| view.nonce.clone())/>
                    <Button size=ButtonSize::Large submit=true attr:name="act" attr:value="works" on_press=judge(Verdict::WorksAgain)>"It works again"</Button>
                    <Button size=ButtonSize::Large submit=true attr:name="act" attr:value="broken" on_press=judge(Verdict::StillBroken)>"It is still broken"</Button>
                </form>
            </section>
        })}
        {move || open.get().then(|| view! { <AddWords here=here/> })}
    }
}

/// The team's question, where one waits, and the field for the answer; else for whatever there is to say.
#[component]
fn AddWords(here: OnScreen) -> impl IntoView {
    let question = here.slice(|view| view.question.clone());
    // The field stays when a question comes while one types in it.
    let label = move || if question.with(Option::is_some) { "Answer" } else { "Add something for the team" };
    let button = move || if question.with(Option::is_some) { "Send the answer" } else { "Send to the team" };
    let asked = move || question.get().map(|words| view! { <h2>"The team asks you"</h2><Prose html=words/> });
    let posted = here.posted(ADD);
    let sending = Sending::after(&posted);
    let draft = Draft::new(here, OWN_WORDS);
    let (action, nonce) = here.peek(|view| (routes::incident(&view.number), view.nonce.clone()));
    let send = move || {
        let text = draft.text.get_untracked();
        let kept = text.clone();
        let undone = Callback::new(move |()| draft.restore(&kept));
        here.press(Press::AddWords { text }, sending, move || draft.clear(), Some(undone));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="form" method="post" action=action on:submit=submit on:input=move |_| sending.soothe() on:keydown=sends(send)>
            {asked}
            <input type="hidden" name="act" value=ADD/>
            <input type="hidden" name="nonce" value=posted.value("nonce", &nonce)/>
            <AreaField
                name="text"
                value=posted.value("text", "")
                label=Signal::derive(move || label().to_owned())
                id="write-words"
                help="Only the team reads it."
                error=sending.of_field("text")
                on_input=draft.typed()
                node_ref=draft.field
            />
            <FormNotice sending=sending fields=&["text"]/>
            <div class="form-end"><Button kind=ButtonKind::Primary submit=true pending=sending.pending()>{button}</Button></div>
        </form>
    }
}
