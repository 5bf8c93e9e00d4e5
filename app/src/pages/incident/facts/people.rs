//! Who may see a restricted incident, and who gets letters about any.

use std::str::FromStr;

use domain::ids::PersonId;
use domain::incident::Press;
use domain::view::Choice;
use domain::view::incident::{Choices, IncidentFacts};
use leptos::prelude::*;

use super::choice::{Adder, eligible, offers};
use crate::pages::incident::on_screen::OnScreen;
use kit::components::badge::Who;
use kit::components::icon::{Icon, Symbol};

#[component]
pub fn Members(here: OnScreen) -> impl IntoView {
    view! {
        <h2>"Members"</h2>
        <p class="small quiet">"Only they see it, whatever the role."</p>
        <People
            here=here
            listed=|facts| &facts.members
            offered=|_, _, choices| choices.people.clone()
            add=|person| Press::AddMember { person }
            remove=|person| Press::RemoveMember { person }
            add_words="Add a member…"
        />
    }
}

#[component]
pub fn Followers(here: OnScreen) -> impl IntoView {
    let viewer = here.slice(|view| view.viewer.clone());
    let followers = here.slice_facts(|facts| facts.followers.clone());
    let me = Memo::new(move |_| {
        let me = viewer.get()?;
        let follows = followers.with(|followers| followers.iter().any(|follower| follower.id == me.id));
        Some((me.id.parse::<PersonId>().ok()?, follows))
    });
    let press = move |_| {
        if let Some((person, follows)) = me.get_untracked() {
            here.press_now(if follows { Press::Unfollow { person } } else { Press::Follow { person } }, || {});
        }
    };
    let words = move || if me.get().is_some_and(|(_, follows)| follows) { "Stop following" } else { "Follow" };
    view! {
        <div class="row row-between">
            <h2>"Followers"</h2>
            <button type="button" class="b b-link" on:click=press>{words}</button>
        </div>
        <People
            here=here
            listed=|facts| &facts.followers
            offered=eligible
            add=|person| Press::Follow { person }
            remove=|person| Press::Unfollow { person }
            add_words="Add a follower…"
        />
    }
}

/// A list of people that grows by choosing and shrinks by a cross.
#[component]
fn People(
    here: OnScreen,
    listed: fn(&IncidentFacts) -> &Vec<Choice>,
    offered: fn(bool, &IncidentFacts, &Choices) -> Vec<Choice>,
    add: fn(PersonId) -> Press,
    remove: fn(PersonId) -> Press,
    add_words: &'static str,
) -> impl IntoView {
    let may = here.may();
    let restricted = here.slice(|view| view.restricted);
    let people = here.slice_facts(move |facts| listed(facts).clone());
    let free = here.slice_choices(move |facts, choices| {
        let there = listed(facts);
        let free: Vec<_> =
            offered(restricted.get(), facts, choices).into_iter().filter(|person| !there.contains(person)).collect();
        offers(&free, None)
    });
    let press = move |command: fn(PersonId) -> Press, id: &str| {
        if let Ok(person) = PersonId::from_str(id) {
            here.press_now(command(person), || {});
        }
    };
    let row = move |person: Choice| {
        let (id, label) = (person.id, format!("Remove {}", person.name));
        view! {
            <li>
                <Who name=person.name.clone()/>
                <span class="grow">{person.name}</span>
                <button type="button" class="b b-quiet b-icon" aria-label=label hidden=move || !may.get().change on:click=move |_| press(remove, &id)>
                    <Icon symbol=Symbol::Cross small=true/>
                </button>
            </li>
        }
    };
    let adder = move || {
        let offers = free.get();
        (may.get().change && !offers.is_empty()).then(|| {
            view! { <Adder offers=offers words=add_words on_add=Callback::new(move |id: String| press(add, &id))/> }
        })
    };
    view! {
        <ul class="people">
            <For each=move || people.get() key=|person| (person.id.clone(), person.name.clone()) children=row/>
        </ul>
        {adder}
    }
}
