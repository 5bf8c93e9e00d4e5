//! The stakeholder update: one text for the chosen audiences, the next promise, and who gets it and why before it goes.

use std::collections::BTreeSet;

use domain::incident::{Major, Press};
use domain::locale::Locale;
use domain::view::composer::AudienceChoice;
use domain::view::incident::IncidentHead;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::letter::LetterPreview;
use super::promise::{Promise, PromiseChoice};
use super::public_title::{PublicTitle, PublicTitleField};
use super::readers::{Preview, Readers};
use super::{Draft, Kind};
use crate::components::alive::use_alive;
use crate::pages::incident::forms::{FormNotice, sends};
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::field::FieldError;
use kit::components::icon::{Icon, Symbol};
use kit::components::text_field::AreaField;

#[component]
pub fn UpdateForm(here: OnScreen) -> impl IntoView {
    let may = here.slice(|view| view.may.tell);
    view! {
        <div hidden=move || here.writing.get() != Kind::Update>
            {move || if may.get() { view! { <Telling here=here/> }.into_any() } else { view! { <WhoTells here=here/> }.into_any() }}
        </div>
    }
}

#[component]
fn Telling(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let draft = Draft::new(here, Kind::Update.code());
    let alive = use_alive();
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let preview = Preview::new(here, chosen);
    let promise = Promise::new(here);
    let title = PublicTitle::new(here);
    let send = move || {
        // Without an audience the server says so; with one its readers are shown first.
        if !preview.known_untracked() && !chosen.with_untracked(BTreeSet::is_empty) {
            return;
        }
        let text = draft.text.get_untracked();
        let audiences = chosen.with_untracked(|chosen| chosen.iter().filter_map(|id| id.parse().ok()).collect());
        let (public_title, named) = (title.now(), title.now());
        let command = Press::Tell { public_title, audiences, text: text.clone(), promise: promise.moment() };
        let undone = Callback::new(move |()| {
            draft.restore(&text);
            title.restore(&named);
        });
        let sent = move || {
            draft.clear();
            title.clear();
        };
        here.press(command, sending, sent, Some(undone));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let waits = Signal::derive(move || {
        !alive.get() || (preview.readers().is_none() && chosen.with(|chosen| !chosen.is_empty()))
    });
    view! {
        // It needs script; the method keeps the words out of the address should it ever be sent without.
        <form class="composer-form" method="post" on:submit=submit on:input=move |_| sending.soothe() on:keydown=sends(send)>
            <div class="composer-parts">
                <div class="composer-part">
                    <Audiences here=here chosen=chosen/>
                    <FieldError id="audiences" error=sending.of_field("audiences")/>
                    <PublicTitleField title=title sending=sending/>
                    <AreaField
                        name="text"
                        label="What they read"
                        id=Kind::Update.field_id()
                        rows=4
                        help="What does not work, what to do meanwhile, what we do. No names, no host names."
                        error=sending.of_field("text")
                        on_input=draft.typed()
                        node_ref=draft.field
                    />
                    <PromiseChoice here=here promise=promise/>
                    <FieldError id="promise" error=sending.of_field("promise")/>
                </div>
                <div class="composer-part">
                    <LetterPreview here=here title=title draft=draft/>
                    <Readers preview=preview/>
                    <LastUpdate here=here/>
                </div>
            </div>
            <FormNotice sending=sending fields=&["public_title", "text", "audiences", "promise"]/>
            <div class="composer-end">
                <span class="help">"One letter each, ten seconds after you press. Until then you can undo it."</span>
                <span class="row">
                    <Button kind=ButtonKind::Primary submit=true pending=sending.pending() disabled=waits>
                        {move || button_words(preview.readers(), preview.only_you(), chosen.with(BTreeSet::len))}
                    </Button>
                </span>
            </div>
        </form>
    }
}

fn button_words(readers: Option<(u64, u64)>, only_you: bool, audiences: usize) -> String {
    let audiences = audiences as u64;
    match readers {
        _ if audiences == 0 => "Choose an audience".to_owned(),
        _ if only_you => "Send to yourself only".to_owned(),
        None => "Finding its readers…".to_owned(),
        Some((people, lists)) => {
            format!(
                "Send to {} in {}",
                Locale::English.readers(people, lists),
                Locale::English.count(audiences, "audience", "audiences")
            )
        }
    }
}

#[component]
fn Audiences(here: OnScreen, chosen: RwSignal<BTreeSet<String>>) -> impl IntoView {
    // Asked when it opens; how many people they are may change with the incident.
    let revision = here.slice(|view| view.revision);
    Effect::new(move || {
        revision.track();
        if here.writing.get() == Kind::Update {
            here.ask_composer();
        }
    });
    // Of a restricted incident every audience comes to its members and to nobody else.
    let restricted = here.slice(|view| view.restricted);
    let tick = move |audience: AudienceChoice| {
        let id = audience.id;
        let people = if restricted.get() {
            Locale::English.count(audience.people, "member", "members")
        } else {
            Locale::English.readers(audience.people, audience.lists)
        };
        let (own, pressed) = (id.clone(), id.clone());
        let toggle = move |_| {
            chosen.update(|chosen| {
                if !chosen.remove(&pressed) {
                    chosen.insert(pressed.clone());
                }
            });
        };
        view! {
            <label class="audience">
                <input type="checkbox" name="audiences" value=id prop:checked=move || chosen.with(|chosen| chosen.contains(&own)) on:change=toggle/>
                <span>{audience.name}<small>{people}</small></span>
            </label>
        }
    };
    view! {
        <fieldset class="field" id="audiences">
            <legend>"Who is told"</legend>
            <div class="audiences">{move || match here.composer.get() {
                None => view! { <p class="help">"Finding the audiences…"</p> }.into_any(),
                Some(Ok(composer)) => composer.audiences.into_iter().map(tick).collect_view().into_any(),
                Some(Err(error)) => view! {
                    <p class="notice is-warn"><Icon symbol=Symbol::Alert/><span>{error.sentence()}</span></p>
                    <p><Button size=ButtonSize::Small on_press=Callback::new(move |()| here.ask_composer())>"Ask again"</Button></p>
                }.into_any(),
            }}</div>
        </fieldset>
    }
}

/// The one before did not reach everybody, or not yet.
#[component]
fn LastUpdate(here: OnScreen) -> impl IntoView {
    let letters = here.slice(|view| view.last_update);
    move || {
        let words = Locale::English.delivery(&letters.get()?);
        Some(
            view! { <p class="notice is-warn"><Icon symbol=Symbol::Alert/><span>{format!("The last update: {words}")}</span></p> },
        )
    }
}

/// Shown to a responder who may not: who may.
#[component]
fn WhoTells(here: OnScreen) -> impl IntoView {
    let words = here.slice(who_tells);
    view! { <p class="composer-closed"><Icon symbol=Symbol::Lock small=true/>{move || words.get()}</p> }
}

fn who_tells(view: &IncidentHead) -> String {
    let lead = view.incident_manager.as_ref().map(|person| format!("{} (incident manager)", person.name));
    let voice = view.communications_lead.as_ref().map(|person| format!("{} (communications lead)", person.name));
    let people: Vec<_> = lead.into_iter().chain(voice).collect();
    let what = if view.major == Major::Accepted {
        "a major incident".to_owned()
    } else {
        format!("a {}", view.priority.code())
    };
    if people.is_empty() {
        format!(
            "On {what} only its incident manager, its communications lead or a manager tells stakeholders. It has none yet."
        )
    } else {
        format!("On {what} only {} or a manager tells stakeholders.", people.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::button_words;

    #[test]
    fn the_button_names_whom_it_sends_to_and_the_writer_alone_is_nobody_told() {
        assert_eq!(button_words(None, false, 0), "Choose an audience");
        assert_eq!(button_words(Some((4, 0)), false, 2), "Send to 4 people in 2 audiences");
        assert_eq!(button_words(Some((1, 1)), false, 1), "Send to 1 person and 1 list in 1 audience");
        assert_eq!(button_words(Some((1, 0)), true, 1), "Send to yourself only");
    }
}
