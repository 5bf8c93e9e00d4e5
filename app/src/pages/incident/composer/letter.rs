//! How the letter will begin: its subject, its first line and the first words, as its readers will see them.

use domain::locale::Locale;
use leptos::prelude::*;

use super::Draft;
use super::public_title::PublicTitle;
use crate::pages::incident::on_screen::OnScreen;

/// Lines of the text that are shown; the whole stands in the field above.
const LINES_SHOWN: usize = 3;

#[derive(Clone, PartialEq)]
struct Facts {
    number: String,
    public_title: Option<String>,
    service: Option<String>,
    state: &'static str,
    restricted: bool,
}

#[component]
pub fn LetterPreview(here: OnScreen, title: PublicTitle, draft: Draft) -> impl IntoView {
    let facts = here.slice(|view| Facts {
        number: view.number.clone(),
        public_title: view.public_title.clone(),
        service: view.service.clone(),
        state: Locale::English.public_state(view.status),
        restricted: view.restricted,
    });
    move || {
        let facts = facts.get();
        // Its words go into no letter.
        if facts.restricted {
            return None;
        }
        let typed = title.get().trim().to_owned();
        let public = Some(typed).filter(|typed| !typed.is_empty()).or(facts.public_title);
        let name = public.clone().unwrap_or_else(|| Locale::English.without_title(facts.service.as_deref()));
        let subject = Locale::English.letter_subject(&facts.number, &name);
        let state = Locale::English.letter_state(&public.unwrap_or_else(|| facts.number.clone()), facts.state);
        let words = draft.text.get();
        let lines =
            words.lines().filter(|line| !line.trim().is_empty()).take(LINES_SHOWN).collect::<Vec<_>>().join("\n");
        Some(view! {
            <section class="letter-preview" aria-label="How the letter begins">
                <p class="letter-subject">{subject}</p>
                <p>{state}</p>
                {(!lines.is_empty()).then(|| view! { <p class="letter-words">{lines}</p> })}
                <p class="help">"Whoever had a letter about it before finds this one in the same thread, under its subject."</p>
            </section>
        })
    }
}
