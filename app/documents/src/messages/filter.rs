//! The tools over the list: state and recipient, as a form whose words stand in the address; and how mail is doing.

use backend::mail::fault_of;
use domain::locale::Locale;
use domain::view::letters::{LetterState, LettersQuery, MailState};
use leptos::prelude::*;

use super::address;
use kit::components::Tone;
use kit::components::notice::Notice;
use kit::routes;

#[component]
pub fn Filter(query: LettersQuery, number: Option<String>, mail: MailState) -> impl IntoView {
    let link = |state: Option<LetterState>| {
        let wanted = LettersQuery { state, before: String::new(), ..query.clone() };
        let current = (query.state == state).then_some("true");
        let words = state.map_or("all", |state| Locale::English.letter_standing(state));
        view! { <a href=address(number.as_deref(), &wanted) aria-current=current>{words}</a> }
    };
    let states = [
        None,
        Some(LetterState::Failed),
        Some(LetterState::Deferred),
        Some(LetterState::Queued),
        Some(LetterState::Accepted),
        Some(LetterState::Kept),
    ];
    let links = states.map(link).collect_view();
    let path = number.as_deref().map_or_else(|| routes::MESSAGES.to_owned(), routes::incident_messages);
    let everyone = (!query.to.is_empty()).then(|| {
        let wanted = LettersQuery { to: String::new(), before: String::new(), ..query.clone() };
        view! { <a class="b b-quiet b-small" href=address(number.as_deref(), &wanted)>"Everyone"</a> }
    });
    view! {
        {trouble(&mail)}
        <div class="tools">
            <nav class="segments" aria-label="State of the letters">{links}</nav>
            <form class="inline-form letter-find" action=path method="get">
                {query.state.map(|state| view! { <input type="hidden" name="state" value=state.code()/> })}
                <input class="input" type="search" name="to" value=query.to placeholder="ana@example.org" aria-label="Letters to this address"/>
                <button class="b" type="submit">"Find"</button>
                {everyone}
            </form>
        </div>
    }
}

pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Why letters do not move, if they do not. That they land as files is said above every page.
fn trouble(mail: &MailState) -> Option<impl IntoView + use<>> {
    let answer = mail.paused.as_ref()?;
    let waiting = mail.queue.map(|queue| format!(" {} waiting.", queue.waiting)).unwrap_or_default();
    let why = if mail.refuses_us { "the mail server refuses us" } else { "the mail server cannot be reached" };
    let came_back = match fault_of(answer) {
        Some(fault) => Locale::English.mail_fault(fault, "the mail server"),
        None => format!("It came back with \u{201c}{answer}\u{201d}."),
    };
    let words = format!("Mail is paused: {why}. {}{waiting}", capital(&came_back));
    Some(view! { <Notice tone=Tone::Bad>{words}" "<a href=routes::settings("mail")>"Mail settings"</a></Notice> })
}
