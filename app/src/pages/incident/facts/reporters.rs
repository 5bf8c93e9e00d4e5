//! Who reported it or joined, how to reach them, what the report says, and what they said about it working again.

use domain::incident::Verdict;
use domain::report::Statement;
use domain::view::incident::ReporterView;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::revoke_receipts;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::Tone;
use kit::components::badge::{Badge, Who};
use kit::components::time_text::TimeText;

#[component]
pub fn Reporters(here: OnScreen) -> impl IntoView {
    let reporters = here.slice_facts(|facts| facts.reporters.clone());
    let statement = here.slice_facts(|facts| said(&facts.statement));
    let heading = move || match reporters.with(Vec::len) {
        0 | 1 => "Reporter".to_owned(),
        many => format!("{many} reporters"),
    };
    let empty = move || {
        reporters
            .with(Vec::is_empty)
            .then(|| view! { <p class="small quiet">"Entered by the team, for nobody in particular"</p> })
    };
    view! {
        <h2>{heading}</h2>
        {empty}
        {move || statement.with(|said| (!said.is_empty()).then(|| view! { <dl class="facts">{fact_lines(said)}</dl> }))}
        <ul class="people">{move || reporters.get().into_iter().map(|reporter| row(here, reporter)).collect_view()}</ul>
    }
}

/// What the report says beside its title and its description, which open the timeline: the name of each field and its
/// words. Every field of a statement is named here, so that a new one cannot be forgotten.
fn said(statement: &Statement) -> Vec<(&'static str, String)> {
    let Statement { title: _, description: _ } = statement;
    Vec::new()
}

fn fact_lines(said: &[(&'static str, String)]) -> impl IntoView + use<> {
    let line = |(name, words): (&'static str, String)| view! { <div><dt>{name}</dt><dd>{words}</dd></div> };
    said.iter().filter(|(_, words)| !words.is_empty()).cloned().map(line).collect_view()
}

fn row(here: OnScreen, reporter: ReporterView) -> impl IntoView {
    let ReporterView { id, name, email, contact, at, alike, verdict, .. } = reporter;
    // Without an address there is no way to send another link, and theirs is all they have.
    let replaceable = email.is_some() && here.peek(|view| view.may.change);
    let replace = replaceable.then(|| {
        let press = move |_| replace_link(here, id.clone());
        view! { <button type="button" class="b b-link tiny" title="A new link to their report page goes out by mail, and those they have open nothing any more." on:click=press>"Send a new link"</button> }
    });
    let mail = email.map(|email| view! { <a class="tiny" href=format!("mailto:{email}")>{email.clone()}</a> });
    let verdict = verdict.map(|verdict| match verdict {
        Verdict::WorksAgain => view! { <Badge tone=Tone::Good>"works again"</Badge> },
        Verdict::StillBroken => view! { <Badge tone=Tone::Bad>"still broken"</Badge> },
    });
    view! {
        <li>
            <Who name=name.clone()/>
            <span class="grow">
                {name}
                {mail}
                {contact.map(|contact| view! { <small>{contact}</small> })}
                <small><TimeText time=at/></small>
                {alike.then(|| view! { <small>"same browser or network as somebody before: not counted again"</small> })}
                {replace}
            </span>
            {verdict}
        </li>
    }
}

/// A link that a reporter passed on, or lost to somebody, is replaced by another.
fn replace_link(here: OnScreen, person: String) {
    let number = here.peek(|view| view.number.clone());
    spawn_local(async move {
        match revoke_receipts(number, person).await {
            Ok(()) => here.toasts.say("Their links are void. A new one is on its way by mail."),
            Err(error) => here.toasts.fail(error.sentence()),
        }
    });
}
