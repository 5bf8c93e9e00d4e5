//! Whoever was told about an incident hears how it goes on: offered with the step that ends or eases it, ticked, with
//! words filled in. The update and the step are one press.

use domain::incident::Press;
use domain::locale::Locale;
use domain::view::Choice;
use domain::view::composer::ComposerView;
use domain::view::incident::IncidentHead;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::choice_field::Checkbox;
use kit::components::icon::{Icon, Symbol};
use kit::components::text_field::AreaField;

#[derive(Clone, Copy)]
pub struct LastWord {
    here: OnScreen,
    tells: KeptField,
    text: KeptField,
}

impl LastWord {
    /// To be called in a component; `usual` are the words that stand there.
    pub fn new(here: OnScreen, ask: Ask, usual: &str) -> Self {
        let named = here.peek(|view| view.public_title.clone().map_or(String::new(), |title| format!("{title}: ")));
        let usual = if named.is_empty() { capital(usual) } else { named + usual };
        let text = KeptField::new(here, ask, "last_word", usual);
        Self { here, tells: KeptField::new(here, ask, "tells", "yes"), text }
    }

    /// The update, if somebody waits for it and it is wanted.
    pub fn press(self) -> Option<Press> {
        let wanted = self.tells.now() == "yes" && self.here.peek(is_offered);
        let audiences = self.here.peek(|view| view.told.iter().filter_map(|one| one.id.parse().ok()).collect());
        wanted.then(|| Press::Tell { public_title: String::new(), audiences, text: self.text.now(), promise: None })
    }
}

fn is_offered(view: &IncidentHead) -> bool {
    view.may.tell && !view.told.is_empty()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[component]
pub fn LastWordField(word: LastWord, sending: Sending) -> impl IntoView {
    let LastWord { here, tells, text } = word;
    Effect::new(move || {
        if here.peek(|view| !view.told.is_empty()) {
            here.ask_composer();
        }
    });
    let waiting = move || here.composer.with(|composer| here.peek(|view| who_waits(view, composer.as_ref())));
    if !here.peek(is_offered) {
        // Who may not tell them says so to whoever may.
        let lead = here.peek(|view| view.communications_lead.clone().or_else(|| view.incident_manager.clone()));
        let who = lead.map_or_else(|| "whoever has command".to_owned(), |person| person.name);
        let words = move || waiting().map(|waiting| format!(" {waiting} Only {who} may tell them."));
        let waits = here.peek(|view| !view.told.is_empty());
        return waits.then(|| view! { <p class="help"><Icon symbol=Symbol::Info small=true/>{words}</p> }).into_any();
    }
    let typed = tells.typed();
    let choose = Callback::new(move |chosen: bool| typed.run(if chosen { "yes" } else { "no" }.to_owned()));
    view! {
        {move || view! { <Checkbox name="tells" label="Tell them as well" help=waiting().unwrap_or_default() checked=tells.now() == "yes" on_change=choose/> }}
        <div hidden=move || tells.get() != "yes">
            <AreaField name="last_word" id="ask-last_word" label="What they read" value=text.now() rows=2 error=sending.of_field("text") on_input=text.typed()/>
        </div>
    }
    .into_any()
}

/// "3 people in Executive were promised an update at 19:40."; how many is asked when the dialog opens.
fn who_waits(view: &IncidentHead, composer: Option<&Result<ComposerView, ApiError>>) -> Option<String> {
    if view.told.is_empty() {
        return None;
    }
    let counted = |id: &str| composer?.as_ref().ok()?.told.iter().find(|one| one.id == id).map(|one| one.people);
    let words = |one: &Choice| {
        let people = counted(&one.id).map_or_else(
            || "People".to_owned(),
            |people| match view.restricted {
                true => Locale::English.count(people, "member", "members"),
                false => Locale::English.people(people),
            },
        );
        format!("{people} in {}", one.name)
    };
    let names: Vec<_> = view.told.iter().map(words).collect();
    let what = match &view.promise {
        Some(promise) => format!("were promised an update at {}.", promise.text),
        None => "were told about it.".to_owned(),
    };
    Some(format!("{} {what}", names.join(", ")))
}
