//! The incident as an employee sees it who reported it or to whom it is published: state, public words, and what the
//! team wrote to them. They can add words and say whether it works again, with and without script.

use domain::incident::{Press, Verdict};
use domain::view::account::FrameView;
use domain::view::own_incident::OwnIncident;
use domain::view::public::SpokenLine;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::pages::incident::composer::Draft;
use crate::pages::incident::forms::{FormNotice, sends};
use crate::pages::incident::own_screen::OwnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::icon::{Icon, Symbol};
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
pub fn OwnPart(frame: FrameView, own: OwnIncident, state: FormState) -> impl IntoView {
    let here = OwnScreen::new(own);
    let (number, title, together) = here.peek(|own| (own.number.clone(), own.title.clone(), own.together.clone()));
    view! {
        <PageTitle text=format!("{number} {title}")/>
        <Framed frame=frame>
            <main id="main" class="page page-narrow">
                <header class="inc-head">
                    <div class="inc-line"><span class="mono">{number}</span><State here=here/></div>
                    <h1 tabindex="-1">{title}</h1>
                </header>
                <FirstWord here=here/>
                {together.map(|number| view! {
                    <div class="notice is-calm">
                        <Icon symbol=Symbol::Info/>
                        <p>"Handled together with "<a href=routes::incident(&number)>{number.clone()}</a></p>
                    </div>
                })}
                <FormMessage message=state.message.clone()/>
                <PublicPart here=here/>
                <Lines here=here/>
                <Answer here=here state=state/>
            </main>
        </Framed>
    }
}

#[component]
fn State(here: OwnScreen) -> impl IntoView {
    let state = here.slice(|own| (own.state.clone(), own.fixed));
    view! {
        <span class=move || if state.get().1 { "badge badge-good" } else { "badge badge-accent" }>
            {move || state.get().0}
        </span>
    }
}

/// When the answer is expected that has not come yet.
#[component]
fn FirstWord(here: OwnScreen) -> impl IntoView {
    let words = here.slice(|own| own.first_word.clone());
    move || words.get().map(|words| view! { <p>{words}</p> })
}

#[component]
fn PublicPart(here: OwnScreen) -> impl IntoView {
    let (title, workaround) = here.peek(|own| {
        let named = own.public_title.clone().filter(|named| *named != own.title);
        (named, own.workaround.clone())
    });
    let wrote = here.slice(|own| (own.description.clone(), own.take_out));
    view! {
        {title.map(|title| view! { <p>"The team calls it “"{title}"”."</p> })}
        {workaround.map(|words| view! {
            <section class="panel stack stack-tight"><h2>"Until it is fixed"</h2><p class="fact-words">{words}</p></section>
        })}
        {move || {
            let (description, take_out) = wrote.get();
            let out = take_out.map(|sequence| view! { <TakeOut here=here sequence=sequence/> });
            (!description.is_empty() || take_out.is_some()).then(|| view! {
                <section class="panel stack stack-tight"><h2>"What you wrote"</h2><Prose html=description/>{out}</section>
            })
        }}
    }
}

#[component]
fn Lines(here: OwnScreen) -> impl IntoView {
    let lines = here.slice(|own| (own.lines.clone(), own.earlier));
    move || {
        let (lines, earlier) = lines.get();
        let earlier =
            earlier.map(|sequence| here.peek(|own| routes::earlier(&routes::incident(&own.number), sequence)));
        let as_of = here.peek(|own| own.as_of.utc);
        let line = move |line: SpokenLine| {
            view! {
                <li>
                    <span class="tl-mark"></span>
                    <div class="tl-body">
                        <p class="tl-by"><b>{line.who}</b>" "<TimeText time=line.at as_of=as_of/></p>
                        <Prose html=line.html class="tl-text prose"/>
                        {line.take_out.map(|sequence| view! { <TakeOut here=here sequence=sequence/> })}
                    </div>
                </li>
            }
        };
        (!lines.is_empty() || earlier.is_some()).then(|| {
            view! {
                <section aria-label="What was written">
                    {earlier.map(|href| view! { <p class="small"><a href=href rel="external">"Show earlier"</a></p> })}
                    <ol class="tl">{lines.into_iter().map(line).collect_view()}</ol>
                </section>
            }
        })
    }
}

/// For a quarter of an hour after they were sent.
#[component]
fn TakeOut(here: OwnScreen, sequence: u64) -> impl IntoView {
    let (action, nonce) = here.peek(|own| (routes::incident(&own.number), own.nonce.clone()));
    let take_out = move |event: SubmitEvent| {
        event.prevent_default();
        here.press_now(Press::TakeOutOwnWords { sequence });
    };
    view! {
        <form class="row" method="post" action=action on:submit=take_out>
            <input type="hidden" name="nonce" value=nonce/>
            <input type="hidden" name="sequence" value=sequence/>
            <button type="submit" class="b b-link tiny" name="act" value="take-out">"Take your words out"</button>
            <span class="help">"For good, until 15 minutes after you sent them."</span>
        </form>
    }
}

/// Only for those who reported it or joined.
#[component]
fn Answer(here: OwnScreen, state: FormState) -> impl IntoView {
    let (open, judged) = (here.slice(|own| own.may_add), here.slice(|own| own.may_judge));
    let posted = if state.value("act", "") == ADD { state } else { FormState::default() };
    view! {
        {move || judged.get().then(|| view! { <Judge here=here/> })}
        {move || open.get().then(|| view! { <AddWords here=here posted=posted.clone()/> })}
    }
}

#[component]
fn Judge(here: OwnScreen) -> impl IntoView {
    let (action, nonce) = here.peek(|own| (routes::incident(&own.number), own.nonce.clone()));
    let judge =
        move |verdict: Verdict| Callback::new(move |()| here.press_now(Press::Judge { verdict, words: String::new() }));
    view! {
        <section class="panel stack stack-tight">
            <h2>"Does it work again?"</h2>
            <form class="row" method="post" action=action on:submit=|event: SubmitEvent| event.prevent_default()>
                <input type="hidden" name="nonce" value=nonce/>
                <Button size=ButtonSize::Large submit=true attr:name="act" attr:value="works" on_press=judge(Verdict::WorksAgain)>"It works again"</Button>
                <Button size=ButtonSize::Large submit=true attr:name="act" attr:value="broken" on_press=judge(Verdict::StillBroken)>"It is still broken"</Button>
            </form>
        </section>
    }
}

/// The team's question, where one waits, and the field for the answer; else for whatever there is to say.
#[component]
fn AddWords(here: OwnScreen, posted: FormState) -> impl IntoView {
    let question = here.slice(|own| own.question.clone());
    // The field stays when a question comes while one types in it.
    let label = move || if question.with(Option::is_some) { "Answer" } else { "Add something for the team" };
    let button = move || if question.with(Option::is_some) { "Send the answer" } else { "Send to the team" };
    let asked = move || question.get().map(|words| view! { <h2>"The team asks you"</h2><Prose html=words/> });
    let sending = Sending::after(&posted);
    let (number, nonce) = here.peek(|own| (own.number.clone(), own.nonce.clone()));
    let (draft, action) = (Draft::of_own_words(&number), routes::incident(&number));
    let send = move || {
        let text = draft.text.get_untracked();
        let kept = text.clone();
        let undone = Callback::new(move |()| draft.restore(&kept));
        here.press(Press::AddWords { text }, sending, move || draft.clear(), undone);
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
