//! The facts beside the timeline, each changed where it stands: a choice is pressed at once and can be undone.

mod choice;
mod classification;
mod people;
mod public_words;
mod reporters;
mod roles;
mod services;

use leptos::prelude::*;

use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::reach::WhatElse;
use crate::pages::incident::together::Duplicates;
use classification::Classification;
use kit::routes;
use people::{Followers, Members};
use public_words::PublicWords;
use reporters::Reporters;
use roles::Roles;
use services::Services;

#[component]
pub fn Facts(here: OnScreen) -> impl IntoView {
    let number = here.slice(|view| view.number.clone());
    let restricted = here.slice(|view| view.restricted);
    let learned = here.slice_facts(|facts| facts.learned);
    view! {
        <div class="panel">
            <Roles here=here/>
            <Classification here=here/>
        </div>
        <Duplicates here=here/>
        <div class="panel"><Services here=here/></div>
        <WhatElse here=here/>
        <div class="panel"><PublicWords here=here/></div>
        {move || restricted.get().then(|| view! { <div class="panel"><Members here=here/></div> })}
        <div class="panel"><Reporters here=here/></div>
        <div class="panel"><Followers here=here/></div>
        {move || learned.get().then(|| view! {
            <p class="small"><a href=move || routes::incident_review(&number.get()) rel="external">"Review and actions"</a></p>
        })}
        <p class="small"><a href=move || routes::incident_messages(&number.get())>"Who was told what, and why"</a></p>
        <p class="small"><a href=move || routes::dossier(&number.get()) rel="external">"Incident file"</a>", to keep, print or hand on"</p>
    }
}
