//! What came of a try at mail, as the forms that try bring it back: a test letter, or the settings that were saved. The
//! words for it stand here for all pages; an answer that is known is explained, and can be read word for word.

use backend::mail::fault_of;
use domain::locale::Locale;
use domain::view::letters::LetterState;
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::notice::Notice;
use kit::form::FormState;

/// Under which names a handler hands them on.
pub const CAME_TO: &str = "mail_came_to";
pub const SAID: &str = "mail_said";
/// The folder a letter is kept in, or the server that was tried.
pub const WHERE: &str = "mail_where";

/// Of a test letter.
pub const ACCEPTED: &str = "accepted";
pub const KEPT: &str = "kept";
pub const NOT_TAKEN: &str = "not-taken";
/// Of settings that were saved all the same.
pub const UNREACHABLE: &str = "unreachable";
pub const SIGN_IN: &str = "sign-in";
pub const REFUSED: &str = "refused";
pub const NOT_NOW: &str = "not-now";

/// Whether the page shows what came of a try, which says more than the state of the queue does.
pub fn is_told(state: &FormState) -> bool {
    state.values.contains_key(CAME_TO) && !state.is_refused()
}

/// Nothing when nothing was tried.
#[component]
pub fn Tried(state: FormState) -> impl IntoView {
    is_told(&state).then(|| {
        let (tone, verdict) = verdict(&state.value(CAME_TO, ""), &state.value(WHERE, ""));
        let (said, at) = (state.value(SAID, ""), state.value(WHERE, ""));
        let came_back = (!said.is_empty()).then(|| came_back(&said, &at));
        view! { <div class="stack stack-tight" role="status"><Notice tone=tone>{verdict}</Notice>{came_back}</div> }
    })
}

/// What an answer means and what to do about it, with the answer folded below; one that nobody knows stands as it is.
pub fn came_back(said: &str, at: &str) -> AnyView {
    let said = said.to_owned();
    match fault_of(&said) {
        Some(fault) => {
            let at = if at.is_empty() { "the mail server" } else { at };
            let words = Locale::English.mail_fault(fault, at);
            view! {
                <p>{words}</p>
                <details class="fold"><summary>"What came back, word for word"</summary><pre class="answer">{said}</pre></details>
            }
            .into_any()
        }
        None => view! { <p>"This came back:"</p><pre class="answer">{said}</pre> }.into_any(),
    }
}

fn verdict(came_to: &str, at: &str) -> (Tone, String) {
    match came_to {
        ACCEPTED => (Tone::Good, "The test letter was taken. Look into your mailbox.".to_owned()),
        KEPT => {
            let kept = Locale::English.letter_standing(LetterState::Kept);
            (Tone::Warn, format!("No mail server is set: the test letter was {kept} in {at}, and reached nobody."))
        }
        UNREACHABLE => (Tone::Bad, format!("Saved, but the mail server {at} cannot be reached.")),
        SIGN_IN => (Tone::Bad, format!("Saved, but the mail server {at} does not let us sign in.")),
        REFUSED => (Tone::Bad, format!("Saved, but the mail server {at} refuses us.")),
        NOT_NOW => (Tone::Warn, format!("Saved, but the mail server {at} takes no letter just now.")),
        _ => (Tone::Bad, "The test letter was not taken.".to_owned()),
    }
}
