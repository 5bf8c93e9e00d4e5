//! A fact that is one of few: it reads as a value and is a list to choose from. Choosing is the press.

use domain::incident::Press;
use domain::view::Choice;
use domain::view::incident::{Choices, IncidentFacts};
use leptos::html::Select;
use leptos::prelude::*;

use crate::components::choosing::PressingSelect;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::choice_field::{Offer, Options};

/// `value` is the offer that holds now, empty for none; `command` is what choosing one of them means.
#[component]
pub fn FactChoice(
    here: OnScreen,
    #[prop(into)] label: Signal<String>,
    /// Unique on the page.
    id: &'static str,
    offers: Memo<Vec<Offer>>,
    value: Memo<String>,
    /// The words for none; without them one must be chosen.
    #[prop(optional)]
    none: Option<&'static str>,
    #[prop(into)] command: Callback<String, Option<Press>>,
    /// Whether this viewer may choose; otherwise whoever may change facts may.
    #[prop(optional, into)]
    may: Option<Memo<bool>>,
    /// Stands under the value.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
) -> impl IntoView {
    let may = may.unwrap_or_else(|| here.may_change_facts());
    let again = ArcTrigger::new();
    let list = NodeRef::<Select>::new();
    let following = again.clone();
    Effect::new(move || {
        following.track();
        let now = value.get();
        offers.track();
        if let Some(list) = list.get() {
            list.set_value(&now);
        }
    });
    let choose = Callback::new(move |chosen: String| {
        let again = again.clone();
        match command.run(chosen) {
            Some(command) => here.press_now(command, move || again.notify()),
            None => again.notify(),
        }
    });
    let options = move || {
        let now = value.get_untracked();
        let offer = move |offer: Offer| view! { <option value=offer.value.clone() selected=offer.value == now>{offer.words}</option> };
        offers.get().into_iter().map(offer).collect_view()
    };
    let shown = move || {
        let now = value.get();
        let words =
            offers.with(|offers| offers.iter().find(|offer| offer.value == now).map(|offer| offer.words.clone()));
        words.or_else(|| none.map(str::to_owned))
    };
    view! {
        <div>
            <dt><label for=id>{move || label.get()}</label></dt>
            <dd>
                <PressingSelect now=value id=id node_ref=list hidden=Signal::derive(move || !may.get()) on_choose=choose>
                    {none.map(|words| view! { <option value="">{words}</option> })}
                    {options}
                </PressingSelect>
                <span hidden=move || may.get()>{shown}</span>
                {aside.map(|aside| aside.run())}
            </dd>
        </div>
    }
}

/// Who may hold a role here or follow it: of a restricted incident its members.
pub fn eligible(restricted: bool, facts: &IncidentFacts, choices: &Choices) -> Vec<Choice> {
    let may = |person: &&Choice| !restricted || facts.members.iter().any(|member| member.id == person.id);
    choices.people.iter().filter(may).cloned().collect()
}

/// People or services as offers; who holds the role now is among them even when they could not be chosen any more.
pub fn offers(choices: &[Choice], now: Option<&Choice>) -> Vec<Offer> {
    let missing = now.filter(|now| choices.iter().all(|choice| choice.id != now.id));
    choices.iter().chain(missing).map(|choice| Offer::new(choice.id.clone(), choice.name.clone())).collect()
}

/// A list that adds what is chosen, and asks again at once.
#[component]
pub fn Adder(offers: Vec<Offer>, words: &'static str, #[prop(into)] on_add: Callback<String>) -> impl IntoView {
    let list = NodeRef::<Select>::new();
    let add = Callback::new(move |chosen: String| {
        if let Some(list) = list.get_untracked() {
            list.set_value("");
        }
        on_add.run(chosen);
    });
    view! {
        <PressingSelect now=Signal::stored(String::new()) class="fact-choice fact-add" label=words node_ref=list on_choose=add>
            <Options offers=offers value="" blank=Some(words.to_owned())/>
        </PressingSelect>
    }
}
