//! The first page of a visitor: what is known to be broken, "me too", and the way to report. Who works on incidents
//! goes straight to the board.

use backend::Result;
use domain::view::account::FrameView;
use domain::view::public::{HomeView, KnownLine, OwnReport};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::button::{ButtonKind, ButtonSize, LinkButton};
use kit::components::icon::{Icon, Symbol};
use kit::components::known_lines::KnownLines;
use kit::components::notice::Notice;
use kit::ground::Solo;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let frame = asked.frame()?;
    if frame.viewer.as_ref().is_some_and(|viewer| viewer.role.is_staff()) {
        return Ok(Answer::Elsewhere(routes::BOARD.into()));
    }
    let (view, said) = (asked.desk.home_of(&asked.caller)?, asked.word("said").as_deref().and_then(said));
    Document::new("Is something broken?", move || view! { <Home frame=frame view=view said=said/> }).shown()
}

/// What somebody did on the page of their receipt, which opens no longer.
fn said(word: &str) -> Option<&'static str> {
    match word {
        "left" => Some("Taken back: you are not counted in, and hear nothing more of it."),
        "written" => Some("Look into your mailbox: the link to your page comes with the first letter."),
        _ => None,
    }
}

#[component]
fn Home(frame: FrameView, view: HomeView, said: Option<&'static str>) -> impl IntoView {
    view! {
        <Solo organisation=view.organisation>
            <header class="door">
                <h1 tabindex="-1">"Is something broken?"</h1>
                <p class="report-lead">"Tell the IT team in under a minute, from a computer or a phone. You need no account."</p>
                <LinkButton href=routes::REPORT kind=ButtonKind::Primary size=ButtonSize::Large>"Report a problem"</LinkButton>
            </header>
            {said.map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
            {(!frame.set_up).then(|| view! {
                <Notice tone=Tone::Accent>
                    "This desk is not set up yet. Whoever started it finds a link in the line that begins with “set-up:”."
                </Notice>
            })}
            <Own own=view.own/>
            <Known known=view.known nonce=view.nonce/>
            <footer class="solo-foot row row-wide">
                <a href=routes::STATUS>"Status of all services"</a>
                {match frame.viewer {
                    Some(viewer) => view! { <SignedIn name=viewer.name/> }.into_any(),
                    None => view! { <a href=routes::SIGN_IN>"Sign in"</a> }.into_any(),
                }}
            </footer>
        </Solo>
    }
}

#[component]
fn Own(own: Vec<OwnReport>) -> impl IntoView {
    (!own.is_empty()).then(|| {
        let line = |report: OwnReport| {
            let link = report.receipt.map_or_else(|| routes::incident(&report.number), |token| routes::receipt(&token));
            view! {
                <li class="known-item">
                    <div class="grow">
                        <p class="strong"><a href=link>{report.title}</a></p>
                        <small>{report.state}" · reported "<time datetime=report.reported.iso>{report.reported.text}</time></small>
                    </div>
                    <span class="mono quiet">{report.number}</span>
                </li>
            }
        };
        view! {
            <section class="stack stack-tight" aria-labelledby="own-head">
                <h2 id="own-head">"Your reports"</h2>
                <ul class="known">{own.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Known(known: Vec<KnownLine>, nonce: String) -> impl IntoView {
    if known.is_empty() {
        return view! {
            <p class="door-calm"><Icon symbol=Symbol::CheckRound/>"Nothing is known to be broken right now."</p>
        }
        .into_any();
    }
    view! {
        <section class="stack stack-tight" aria-labelledby="known-head">
            <h2 id="known-head">"Known already"</h2>
            <p class="quiet">"Does one of these hit you? One press tells the team, and you get a page to follow it."</p>
            <KnownLines lines=known nonce=nonce/>
        </section>
    }
    .into_any()
}

#[component]
fn SignedIn(name: String) -> impl IntoView {
    view! {
        <a href=routes::settings("account")>{format!("Signed in as {name}")}</a>
        <form method="post" action=routes::SIGN_OUT><button type="submit" class="b b-link">"Sign out"</button></form>
    }
}
