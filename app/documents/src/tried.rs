//! What came of a try at mail, as the forms that try bring it back: a test letter, or the settings that were saved. The
//! words for it stand here for all pages; the answer is shown word for word.

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
        let said = state.value(SAID, "");
        let said = (!said.is_empty()).then(|| view! { <pre class="answer">{said}</pre> });
        view! { <div class="stack stack-tight" role="status"><Notice tone=tone>{verdict}</Notice>{said}</div> }
    })
}

fn verdict(came_to: &str, at: &str) -> (Tone, String) {
    match came_to {
        ACCEPTED => (Tone::Good, "The test letter was taken. Look into your mailbox. The answer was:".to_owned()),
        KEPT => {
            let kept = Locale::English.letter_standing(LetterState::Kept);
            (Tone::Warn, format!("No mail server is set: the test letter was {kept} in {at}, and reached nobody."))
        }
        UNREACHABLE => {
            (Tone::Bad, format!("Saved, but the mail server {at} cannot be reached. This is what came back:"))
        }
        SIGN_IN => (Tone::Bad, format!("Saved, but the mail server {at} does not let us sign in. It said:")),
        REFUSED => (Tone::Bad, format!("Saved, but the mail server {at} refuses us. It said:")),
        NOT_NOW => (Tone::Warn, format!("Saved, but the mail server {at} takes no letter just now. It said:")),
        _ => (Tone::Bad, "The test letter was not taken. This is what came back:".to_owned()),
    }
}
