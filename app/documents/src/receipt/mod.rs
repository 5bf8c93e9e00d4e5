//! The reporter's private page: the state in words first, what happens next, what the team wrote, and what the
//! reporter can still do. Everything on it is a plain form, so it needs no script.

mod joined;

use backend::Result;
use domain::incident::{Status, Verdict};
use domain::view::public::{ReceiptView, SpokenLine};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::icon::{Icon, Symbol};
use kit::components::notice::Notice;
use kit::components::text_field::AreaField;
use kit::form::FormState;
use kit::ground::{FormProblems, Solo};
use kit::routes;

use joined::{TakeBack, WriteToMe};

pub async fn page(asked: &Asked) -> Result<Answer> {
    let token = asked.part("token");
    let before = asked.word(routes::BEFORE).and_then(|typed| typed.parse().ok());
    let (view, state, action) =
        (asked.desk.receipt_before(&token, before)?, asked.form.clone(), routes::receipt(&token));
    let thanked = asked.word("said").as_deref() == Some("thanks");
    let title = format!("{}: {}", view.state, title(&view));
    Document::new(title, move || view! { <Receipt view=view state=state action=action thanked=thanked/> }).shown()
}

fn title(view: &ReceiptView) -> String {
    match &view.joined {
        Some(joined) => joined::title(joined),
        None if view.title.is_empty() => "Your report".to_owned(),
        None => view.title.clone(),
    }
}

#[component]
fn Receipt(view: ReceiptView, state: FormState, action: String, thanked: bool) -> impl IntoView {
    let nonce = state.value("nonce", &view.nonce);
    let came = if view.joined.is_some() { "joined" } else { "reported" };
    let (judging, joined) = (view.may_judge, view.joined.clone());
    let words = view.may_add.then(|| {
        view! { <AddWords view=view.clone() state=state.clone() action=action.clone() nonce=nonce.clone()/> }
    });
    // What waits for an answer comes before what was written earlier.
    let (answer, more) = if view.question.is_some() { (words, None) } else { (None, words) };
    view! {
        <Solo organisation=view.organisation.clone()>
            // With this title the script ends the draft that the report was kept as.
            <header class="stack stack-tight" data-sent=view.title.clone()>
                <p class="receipt-number">
                    <span class="mono">{view.number.clone()}</span>
                    <span>{came}" "<time datetime=view.reported.iso.clone()>{view.reported.text.clone()}</time></span>
                </p>
                <h1 tabindex="-1">{title(&view)}</h1>
            </header>
            <FormProblems state=state.clone()/>
            {joined.clone().map(|joined| view! { <TakeBack joined=joined action=action.clone() nonce=nonce.clone()/> })}
            {view.take_out.map(|sequence| view! { <TakeOut sequence=sequence action=action.clone() nonce=nonce.clone() words="Take the words of your report out"/> })}
            {thanked.then(|| view! { <Notice tone=Tone::Good>"Thank you, the team has been told."</Notice> })}
            <State view=view.clone()/>
            {judging.then(|| view! { <Judge view=view.clone() state=state.clone() action=action.clone() nonce=nonce.clone()/> })}
            {answer}
            <Lines lines=view.lines.clone() action=action.clone() nonce=nonce.clone() earlier=view.earlier.map(|sequence| routes::earlier(&action, sequence))/>
            {joined.map(|joined| view! { <WriteToMe joined=joined state=state.clone() action=action.clone()/> })}
            {more}
            <Keep has_email=view.has_email over=view.status.is_final()/>
        </Solo>
    }
}

#[component]
fn State(view: ReceiptView) -> impl IntoView {
    let look = match view.status {
        Status::Mitigated => "watched",
        Status::Resolved | Status::Closed => "fixed",
        _ => "open",
    };
    let also = view.people.saturating_sub(1);
    let others = (also > 0).then(|| match also {
        1 => "One other person reported the same.".to_owned(),
        more => format!("{more} other people reported the same."),
    });
    let readers = view.readers.map(|count| format!("{} this.", readers(count)));
    let named = view.public_title.filter(|public| *public != view.title);
    view! {
        <section class="receipt-state" data-state=look aria-label="State">
            <p>{view.state}</p>
            {view.together.map(|number| view! { <p>"Your report is handled together with "<span class="mono">{number}</span>", which is the same matter."</p> })}
            <p>{next(view.status)}</p>
            {view.first_word.map(|words| view! { <p>{words}</p> })}
            {readers.map(|words| view! { <p>{words}</p> })}
            {view.promise.map(|at| view! { <p>"Next update by "<time datetime=at.iso>{at.text}</time>"."</p> })}
            {named.map(|words| view! { <p>"The team calls it “"{words}"”."</p> })}
            {others.map(|words| view! { <p class="quiet">{words}</p> })}
            {view.workaround.map(|words| view! { <p class="receipt-help"><b>"What you can do until then: "</b>{words}</p> })}
        </section>
    }
}

fn next(status: Status) -> &'static str {
    match status {
        Status::Reported => {
            "Your report has arrived. Next, somebody takes it and this page says so. You need not do anything."
        }
        Status::Investigating => {
            "Somebody is working on it. You will read here when it works again. You can add what you notice below."
        }
        Status::Mitigated => "The team is watching whether it holds. Please try, and tell us.",
        Status::Resolved => "Please try, and tell us. We close it after some working days without a word from you.",
        Status::Closed => "It is closed. If it happens again, report it again; a few words are enough.",
        Status::Cancelled => "The team looked at it and ended it; their words stand below.",
        Status::Merged => "The team works on both as one.",
    }
}

/// To be followed by what they read.
fn readers(count: u64) -> String {
    match count {
        1 => "Only the 1 person who handles security reports reads".to_owned(),
        more => format!("Only the {more} people who handle security reports read"),
    }
}

#[component]
fn Judge(view: ReceiptView, state: FormState, action: String, nonce: String) -> impl IntoView {
    let said = view.verdict.map(|verdict| match verdict {
        Verdict::WorksAgain => "Thank you, the team has been told that it works again. Is that still so?",
        Verdict::StillBroken => "Thank you, the team has been told that it is still broken. Has that changed?",
    });
    view! {
        <section class="panel" aria-labelledby="judge-head">
            <form class="receipt-ask" method="post" action=action>
                <h2 id="judge-head">"Does it work again?"</h2>
                {said.map(|words| view! { <p class="quiet">{words}</p> })}
                <input type="hidden" name="nonce" value=nonce/>
                <AreaField
                    name="words"
                    label="A few words, if you like"
                    value=state.value("words", "")
                    error=state.error("words")
                    optional=true
                    rows=2
                />
                <div class="row">
                    <Button kind=ButtonKind::Primary submit=true attr:name="act" attr:value="works">"Works again"</Button>
                    <Button submit=true attr:name="act" attr:value="broken">"Still broken"</Button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Lines(lines: Vec<SpokenLine>, action: String, nonce: String, earlier: Option<String>) -> impl IntoView {
    (!lines.is_empty() || earlier.is_some()).then(|| {
        let rows = lines.into_iter().map(|line| {
            let out = line.take_out.map(|sequence| TakeOutProps {
                sequence,
                action: action.clone(),
                nonce: nonce.clone(),
                words: "Take these words out",
            });
            let class = if line.own { "receipt-own" } else { "receipt-team" };
            view! {
                <li class=class>
                    <p class="receipt-who"><b>{line.who}</b>" "<time datetime=line.at.iso>{line.at.text}</time></p>
                    <div class="prose" inner_html=line.html></div>
                    {out.map(TakeOut)}
                </li>
            }
        });
        view! {
            <section class="stack stack-tight" aria-labelledby="lines-head">
                <h2 id="lines-head">"What was written"</h2>
                {earlier.map(|href| view! { <p class="small"><a href=href>"Show earlier"</a></p> })}
                <ol class="receipt-words">{rows.collect_view()}</ol>
            </section>
        }
    })
}

/// For a quarter of an hour after they were sent.
#[component]
fn TakeOut(sequence: u64, action: String, nonce: String, words: &'static str) -> impl IntoView {
    view! {
        <form class="row" method="post" action=action>
            <input type="hidden" name="nonce" value=nonce/>
            <input type="hidden" name="sequence" value=sequence/>
            <button type="submit" class="b b-link tiny" name="act" value="take-out">{words}</button>
            <span class="help">"For good, until 15 minutes after you sent them."</span>
        </form>
    }
}

/// The team's question, where one waits, and the field for the answer; else for whatever there is to say.
#[component]
fn AddWords(view: ReceiptView, state: FormState, action: String, nonce: String) -> impl IntoView {
    let asked = view.question.is_some();
    let (label, press) = if asked { ("Answer", "Send the answer") } else { ("Tell the team more", "Add these words") };
    let readers = view.readers.map_or_else(|| "Only the team reads".to_owned(), readers);
    let question = view.question.map(|words| {
        view! {
            <h2>"The team asks you"</h2>
            <div class="prose" inner_html=words></div>
        }
    });
    view! {
        <form class=if asked { "panel receipt-ask" } else { "receipt-ask" } method="post" action=action>
            {question}
            <input type="hidden" name="nonce" value=nonce/>
            <AreaField
                name="text"
                label=label
                help=format!("{readers} it. Never write a password.")
                value=state.value("text", "")
                error=state.error("text")
                rows=3
            />
            <div class="row"><Button submit=true attr:name="act" attr:value="add">{press}</Button></div>
        </form>
    }
}

#[component]
fn Keep(has_email: bool, over: bool) -> impl IntoView {
    let news = match (over, has_email) {
        (true, _) => "Nothing more will happen here.",
        (false, true) => "We also write to you when something happens.",
        (false, false) => "We have no mail address of yours: news stands here and nowhere else.",
    };
    view! {
        <footer class="solo-foot stack stack-tight">
            <p><Icon symbol=Symbol::Lock small=true/>" This page is yours alone. Bookmark it or keep its address: whoever has it can read this and write to the team. "{news}</p>
            <p><a href=routes::REPORT>"Report another problem"</a></p>
        </footer>
    }
}
