//! What somebody joined with "me too", how they take it back, and where they say which address we write to.

use domain::view::public::Joined;
use leptos::prelude::*;

use kit::components::button::Button;
use kit::components::text_field::TextField;
use kit::form::FormState;

/// Which one of the lines they pressed.
pub fn title(joined: &Joined) -> String {
    format!("You joined: {}, reported {}", joined.what, joined.reported.text)
}

#[component]
pub fn TakeBack(joined: Joined, action: String, nonce: String) -> impl IntoView {
    joined.may_leave.then(|| {
        view! {
            <form class="row" method="post" action=action>
                <input type="hidden" name="nonce" value=nonce/>
                <span class="quiet">"Not yours?"</span>
                <Button submit=true attr:name="act" attr:value="leave">"Take it back"</Button>
            </form>
        }
    })
}

#[component]
pub fn WriteToMe(joined: Joined, state: FormState, action: String) -> impl IntoView {
    joined.may_give_address.then(|| {
        view! {
            <form class="receipt-ask" method="post" action=action novalidate=true>
                <TextField
                    name="email"
                    kind="email"
                    label="Write to me at"
                    help="We write there when something happens. The link to your page comes with the first letter, in place of this one."
                    value=state.value("email", "")
                    error=state.error("email")
                    optional=true
                    autocomplete="email"
                />
                <div class="row"><Button submit=true attr:name="act" attr:value="write">"Write to me there"</Button></div>
            </form>
        }
    })
}
